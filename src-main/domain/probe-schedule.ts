import type { Verdict } from '../contract/verdict.ts';

/** Between fresh tests while they fail; the last repeats (manners, probe design §5.6). */
const BACK_OFF_MS = [15_000, 30_000, 60_000, 120_000, 300_000] as const;
/** Beside a healthy standing session. */
const HEALTHY_MS = 900_000;
/** Starting is expected to end soon. */
const STARTING_MS = 15_000;
/** After so many silent connections in a row none is opened until something changes. */
export const SILENT_TRIES = 3;

/** Verdicts that left a working session behind. */
const SESSION_LIVES: ReadonlySet<Verdict> = new Set([
  'ready',
  'slow',
  'cut-off',
  'farm-down',
  'wrong-account',
  'clock-skew',
]);
const SILENT: ReadonlySet<Verdict> = new Set(['silent', 'session-silent']);

export const sessionLives = (verdict: Verdict | null): boolean =>
  verdict !== null && SESSION_LIVES.has(verdict);

/** How the last tests went; what the schedule remembers between them. */
export interface Tries {
  readonly failures: number;
  readonly silent: number;
}
export const NO_TRIES: Tries = { failures: 0, silent: 0 };

export function afterTest(tries: Tries, verdict: Verdict | null): Tries {
  if (sessionLives(verdict)) return NO_TRIES;
  return {
    failures: tries.failures + 1,
    silent: verdict !== null && SILENT.has(verdict) ? tries.silent + 1 : 0,
  };
}

/** Milliseconds until the next fresh test, or null: none until something changes. */
export function nextTestInMs(tries: Tries, verdict: Verdict | null): number | null {
  if (sessionLives(verdict)) return HEALTHY_MS;
  if (verdict === 'starting') return STARTING_MS;
  if (tries.silent >= SILENT_TRIES) return null;
  return BACK_OFF_MS[Math.min(Math.max(tries.failures, 1), BACK_OFF_MS.length) - 1] ?? null;
}
