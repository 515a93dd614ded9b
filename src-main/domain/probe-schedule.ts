import type { TestReport } from '../contract/test-report.ts';
import { sessionLives, type Verdict } from '../contract/verdict.ts';
import type { WatchMode } from '../contract/watch-modes.ts';

/** Between fresh tests while they fail; the last repeats (manners, probe design §5.6). */
const BACK_OFF_MS = [15_000, 30_000, 60_000, 120_000, 300_000] as const;
/** Beside a healthy standing session, and between spot checks. */
const HEALTHY_MS = 900_000;
/** Starting is expected to end soon. */
const STARTING_MS = 15_000;
/** While a guided fix is open somebody waits for the end. */
const FIX_MS = 15_000;
/** After so many silent connections in a row none is opened until something changes. */
export const SILENT_TRIES = 3;

const SILENT: ReadonlySet<Verdict> = new Set(['silent', 'session-silent']);

/** It was silent for so long first that somebody must have accepted it. */
export const wasAcceptedByHand = (report: TestReport): boolean =>
  sessionLives(report.verdict) && report.details.sessionMs === undefined;

export const mayConnect = (mode: WatchMode | null): boolean =>
  mode === 'stay-connected' || mode === 'spot-checks';

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

/** What the monitor's next test depends on. */
export interface Schedule {
  readonly mode: WatchMode | null;
  readonly tries: Tries;
  /** What the newest test found. */
  readonly verdict: Verdict | null;
  /** The newest client had to be accepted by a person: the next one may raise a dialog again. */
  readonly acceptedByHand: boolean;
  /** A session stands and has not answered: no other connection while that is open. */
  readonly isMute: boolean;
  /** Somebody is about to mend it, step by step. */
  readonly fixIsOpen: boolean;
  /** An open session tells by itself what becomes of it. */
  readonly stands: boolean;
}

/** When the monitor tests by itself, in milliseconds; null: not before something changes. */
export function scheduledTestInMs(schedule: Schedule): number | null {
  const { mode, tries, verdict, acceptedByHand, isMute, fixIsOpen, stands } = schedule;
  if (mode === null || mode === 'look-only' || isMute) return null;
  if (sessionLives(verdict) && acceptedByHand) return null;
  if (fixIsOpen && !(stands && sessionLives(verdict))) return FIX_MS;
  return nextTestInMs(tries, verdict);
}

/**
 * Silence met before, by this process or an earlier one, is not met again at once: how long to wait
 * at the start, `null` for "until something changes", 0 for "test now".
 */
export function waitAtStartMs(
  tries: Tries,
  sinceLastMs: number,
  sameCircumstances: boolean,
): number | null {
  if (tries.silent === 0 || !sameCircumstances) return 0;
  const pauseMs = nextTestInMs(tries, 'silent');
  return pauseMs === null ? null : Math.max(0, pauseMs - Math.max(0, sinceLastMs));
}

const LOOK_SOON_MS = 15_000;
const LOOK_LATER_MS = 60_000;
const SOON_AFTER_MS = 600_000;

/** Between two looks at the process list while no session stands (manner 12). */
export function processLookInMs(sinceChangeMs: number, onBattery: boolean): number {
  const pauseMs = sinceChangeMs < SOON_AFTER_MS ? LOOK_SOON_MS : LOOK_LATER_MS;
  return onBattery ? 2 * pauseMs : pauseMs;
}
