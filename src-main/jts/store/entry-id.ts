import { randomInt } from 'node:crypto';

/** `20261125-203708-123-k3f9`: UTC to the millisecond, and what tells two stores apart. */
const ID = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-(\d{3})-[0-9a-z]{4}$/;
/** 36 to the power of 4. */
const SUFFIXES = 1_679_616;
/** Last millisecond of the year 9999: later ones would not sort as text. */
const LAST_MS = 253_402_300_799_999;

/**
 * The id of an entry made at `nowMs`. Sorts after `last` in any case: where the clock was set back
 * the ids go on from where they were, a millisecond each.
 */
export function nextId(nowMs: number, last: string | null): string {
  const afterLast = last === null ? 0 : msOf(last) + 1;
  const ms = Math.min(LAST_MS, Math.max(0, Math.floor(nowMs), afterLast));
  const [date = '', time = ''] = new Date(ms).toISOString().split('T');
  const suffix = randomInt(SUFFIXES).toString(36).padStart(4, '0');
  const [clock = '', fraction = ''] = time.slice(0, -1).split('.');
  return `${date.replaceAll('-', '')}-${clock.replaceAll(':', '')}-${fraction}-${suffix}`;
}

/** 0 for an id of another kind, which then has no say. */
function msOf(id: string): number {
  const [, year, month, day, hour, minute, second, ms] = ID.exec(id) ?? [];
  if (year === undefined) return 0;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
  return Number.isNaN(at) ? 0 : at;
}
