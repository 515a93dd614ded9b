import { noteWords } from '../contract/note-words.ts';

/**
 * System codes by what they mean for a connection. Matched by number, never by wording: wording
 * changes with build and language (vendor manual; live transcripts of several clients).
 */
export const CLIENT_ID_IN_USE = 326;
export const DISCLAIMER = 10141;

const LINK_LOST: ReadonlySet<number> = new Set([1100, 2110]);
/** 1101: restored, but data subscriptions are lost. 1102: restored. */
const LINK_RESTORED: ReadonlySet<number> = new Set([1101, 1102]);
const MARKET_FARM_DOWN = 2103;
/** 2108: inactive, available on demand; normal. */
const MARKET_FARM_GOOD: ReadonlySet<number> = new Set([2104, 2108]);

export type CodeMeaning = 'link-lost' | 'link-restored' | 'farm-down' | 'farm-good' | 'other';

export function meaningOf(code: number): CodeMeaning {
  if (LINK_LOST.has(code)) return 'link-lost';
  if (LINK_RESTORED.has(code)) return 'link-restored';
  if (code === MARKET_FARM_DOWN) return 'farm-down';
  if (MARKET_FARM_GOOD.has(code)) return 'farm-good';
  return 'other';
}

/** Good or harmless news that needs no note. */
const SILENT: ReadonlySet<number> = new Set([2104, 2106, 2107, 2108, 2158]);

/** Codes about one thing: a later one of the same kind replaces an earlier one. */
const KINDS: readonly (readonly number[])[] = [
  [1100, 1101, 1102, 2110],
  [2103, 2104, 2108, 2119],
  [2105, 2106, 2107],
  [2157, 2158],
];

/** Names what a code is about, so that only its newest word is told. */
export function subjectOf(code: number, farm: string | null): string {
  const kind = KINDS.findIndex((codes) => codes.includes(code));
  return kind < 0 ? String(code) : `${kind} ${farm ?? ''}`;
}

/** The note for a code, or null where it is good news. */
export function noteFor(code: number, farm: string | null): string | null {
  if (SILENT.has(code)) return null;
  const text = noteWords(code);
  return farm === null ? text : `${text.slice(0, -1)} (${farm}).`;
}
