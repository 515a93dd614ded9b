/** What must never stand in a log or an export in the clear. */
export interface Private {
  readonly homeDir: string;
  readonly userName: string;
  readonly hostName: string;
}

/** Account ids of IB: a letter or two and digits (U1234567, DU1234567, DUP770846, F…, DF…). */
const ACCOUNT = /(?<![A-Za-z0-9])(?:D?[FIU]|DU[A-Z])\d{5,9}(?![A-Za-z0-9])/g;
const ADDRESS = /\b(?:\d{1,3}\.){3}\d{1,3}\b/g;
/** Addresses of this computer and of private networks tell nothing about anybody. */
const LOCAL = /^(?:127\.|0\.0\.0\.0$|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)/;
/** Anything with colons that could be IPv6; times of day are among them. */
const MAYBE_ADDRESS_6 = /(?<![\w:.])(?=[\da-f]*:[\da-f]*:)[\da-f:]+(?![\w:])/gi;
const LOCAL_6 = /^(?:::1?$|::ffff:|fe80:|f[cd])/i;

/** Masks account ids, the home folder, user and host name, and addresses outside the local network. */
export function redact(text: string, { homeDir, userName, hostName }: Private): string {
  let masked = text
    .replace(ACCOUNT, '[account]')
    .replace(ADDRESS, (address) => (LOCAL.test(address) ? address : '[address]'))
    .replace(MAYBE_ADDRESS_6, (found) =>
      isAddress6(found) && !LOCAL_6.test(found) ? '[address]' : found,
    );
  if (homeDir.length > 1) masked = masked.replaceAll(homeDir, '~');
  masked = withoutWord(masked, userName, '[user]');
  return withoutWord(masked, hostName, '[host]');
}

/** Eight groups, or fewer around one gap. */
function isAddress6(text: string): boolean {
  const groups = text.split(':').length;
  return text.includes('::') ? groups <= 9 && /[\da-f]/i.test(text) : groups === 8;
}

/** Whole words only: a user named "a" must not blank every letter a. */
function withoutWord(text: string, word: string, mask: string): string {
  if (word.length < 2) return text;
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, 'g'), mask);
}
