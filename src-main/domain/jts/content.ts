import type { Health } from '../../contract/jts/finding.ts';
import { decode, type DecodedText } from './decode.ts';
import { parseJtsIni, type JtsIni } from './jts-ini.ts';

/** A settings file, read. */
export interface Content extends DecodedText {
  readonly bytes: Uint8Array;
  readonly ini: JtsIni;
  /** By itself: whether it is cut off, only a version before can tell. */
  readonly health: Exclude<Health, 'cut-off' | 'absent'>;
}

export function readContent(bytes: Uint8Array): Content {
  const decoded = decode(bytes);
  const ini = parseJtsIni(decoded.text);
  return { ...decoded, bytes, ini, health: ownHealth(decoded.text, ini) };
}

function ownHealth(text: string, ini: JtsIni): Content['health'] {
  if (text.trim() === '') return 'empty';
  if (isBinary(text)) return 'binary';
  return hasSetting(ini) ? 'ok' : 'not-settings';
}

/** Share of control characters from which on it is no text. */
const BINARY_SHARE = 0.01;

function isBinary(text: string): boolean {
  if (text.includes('\0')) return true;
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  const controls = text.match(/[\x01-\x08\x0b\x0e-\x1f\x7f]/g)?.length ?? 0;
  return controls > text.length * BINARY_SHARE;
}

/** All real settings stand in sections; scripts and web pages hold `=` as well. */
const hasSetting = ({ sections }: JtsIni): boolean =>
  [...sections].some(([section, keys]) => section !== '' && keys.size > 0);
