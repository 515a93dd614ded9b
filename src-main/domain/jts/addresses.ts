/** An address list as people compare it: what stands between the commas, each once, in lower case. */
export const addressesIn = (value: string): ReadonlySet<string> =>
  new Set(
    value
      .split(',')
      .map((item) => item.trim().toLowerCase())
      .filter((item) => item !== ''),
  );

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const IPV6 = /^(?=.*:.*:)[0-9a-f:]{2,39}(?:%[a-z0-9]{1,15})?$/i;

const isIpv6 = (text: string): boolean =>
  IPV6.test(text) && (text.match(/::/g)?.length ?? 0) <= 1 && !text.includes(':::');

/** An address of one computer, or of any. */
export const isAddress = (text: string): boolean =>
  IPV4.test(text) || isIpv6(text) || text === 'localhost';

/** `192.0.2.0/24`, `192.0.2.*`, `192.0.2.1-192.0.2.9`. */
export function isRange(text: string): boolean {
  const [first = '', last, ...more] = text.split(/[/-]/);
  if (more.length > 0) return false;
  if (last !== undefined) {
    return isAddress(first) && (/^\d{1,3}$/.test(last) || isAddress(last));
  }
  return /^\d{1,3}(?:\.(?:\d{1,3}|\*)){1,3}$/.test(text) && text.includes('*');
}

/** Any computer at all: `0.0.0.0`, `::` in each of its spellings, `*`. */
export const isAnyAddress = (text: string): boolean =>
  /^0+(?:\.0+){3}$/.test(text) || /^(?=.*:)[0:]{2,39}$/.test(text) || text === '*';

/** This computer, or one of the local network: what may stand in a report. */
export const isLocalAddress = (text: string): boolean =>
  isAnyAddress(text) ||
  text === 'localhost' ||
  text === '::1' ||
  (IPV4.test(text) && /^(?:127|10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\./.test(text)) ||
  (isIpv6(text) && /^(?:fe[89ab][0-9a-f]|f[cd][0-9a-f]{2}):/i.test(text));
