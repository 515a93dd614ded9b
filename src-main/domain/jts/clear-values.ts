import { ACCOUNT } from '../../contract/account-ids.ts';
import { isAddress, isAnyAddress, isLocalAddress, isRange } from './addresses.ts';
import { isUserSection, knownKey, type KeyKind } from './jts-keys.ts';

/** Who reads: on one's own screen addresses are clear; what leaves the computer names local ones only. */
export type Audience = 'screen' | 'report';

/** How a list is cut into what is masked one by one; null: the value is one. */
export function separatorOf(section: string, key: string): string | null {
  const kind = knownKey(section, key)?.kind;
  if (kind === 'ssl-hosts') return ';';
  return kind === 'addresses' || kind === 'users' ? ',' : null;
}

/** Whether a value, or one item of a list, may be read by everybody of that audience. */
export function isClear(section: string, key: string, item: string, audience: Audience): boolean {
  const one = knownKey(section, key);
  const text = item.trim();
  if (text === '') return true;
  if (one?.isShown !== true || ACCOUNT.test(text)) return false;
  return SHAPES[one.kind](text, audience);
}

/** Of a section or a key. What could be a user's folder, a name or an escape sequence is not. */
export function isClearName(name: string): boolean {
  return (
    /^[\p{L}\p{N}\p{P}\p{S} ]{0,64}$/u.test(name) &&
    !FOLDER_WORD.test(name) &&
    !ACCOUNT.test(name) &&
    !SECRET.test(name)
  );
}
export const isClearSection = (section: string): boolean =>
  !isUserSection(section) && isClearName(section);
/** What `[settings]` and a user's section hold is one user's; there only a name that is known says nothing of whose. */
export function isClearKey(section: string, key: string): boolean {
  if (section === 'settings') return false;
  if (knownKey(section, key) !== null) return true;
  return !isUserSection(section) && isClearName(key);
}

/** As Gateway names a user's folder: now, and before 2018. */
const FOLDER_WORD = /[a-p]{32,}|[A-Za-z0-9+/]{8,}=|,d[a-z]{6,}/;
/** Words of a path or of an address. */
const SECRET = /[\\/@]|:\d/;

const SHAPES: Readonly<Record<KeyKind, (text: string, audience: Audience) => boolean>> = {
  plain: () => false,
  users: () => false,
  moment: () => false,
  flag: (text) => /^(?:true|false|yes|no|on|off|\d)$/i.test(text),
  number: (text) => /^-?\d{1,6}$/.test(text),
  geometry: (text) => /^-?\d{1,6}$/.test(text),
  'trading-mode': (text) => /^[a-z0-9]$/i.test(text),
  word: (text) => /^[a-z]{2,8}(?:[_-][a-z]{2,4})?$/i.test(text),
  'time-zone': (text) => TIME_ZONE.test(text),
  addresses: isClearAddress,
  server: isClearServer,
  'ssl-hosts': (text, audience) => {
    const [host = '', ...rest] = text.split(',');
    return (
      isClearServer(host, audience) && rest.every((part) => /^(?:[a-z]{1,5}|\d{0,8})$/.test(part))
    );
  },
};

const TIME_ZONE =
  /^(?:(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)(?:\/[A-Za-z][A-Za-z0-9_+-]{0,24}){1,2}|[A-Z]{2,4}(?:\d[A-Z]{3})?|(?:GMT|UTC)[+-]\d{1,2}(?::?\d\d)?|Japan|Hongkong|Singapore|Israel|Turkey|Poland|Portugal|Eire|Egypt|Iran|Zulu)$/;

function isClearAddress(text: string, audience: Audience): boolean {
  if (!isAddress(text) && !isRange(text) && !isAnyAddress(text)) return false;
  const [first = ''] = text.split(/[/-]/);
  return audience === 'screen' || isLocalAddress(first.replaceAll('*', '0'));
}

const IB_HOST =
  /^(?:[a-z0-9-]{1,24}\.){1,3}(?:ibllc\.com(?:\.cn)?|ibkr\.com(?:\.cn)?|interactivebrokers\.(?:com|com\.au|com\.hk|ca|co\.in|co\.jp|co\.uk|eu|hu|ie))$/i;

function isClearServer(text: string, audience: Audience): boolean {
  const host = text.replace(/:\d{1,5}$/, '');
  return IB_HOST.test(host) || (isAddress(host) && isClearAddress(host, audience));
}
