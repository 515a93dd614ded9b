import { LIMITS } from './limits.ts';

/**
 * The questions for the time that prove an open session alive. Instants are monotonic ms. A miss is
 * asked again at once; two misses in a row make the session frozen, at most 16 s after its last sign
 * of life: 9 s until the next question and twice 3 s without an answer.
 */
export interface Heartbeat {
  /** The question without an answer so far; null between two questions. */
  readonly asked: { readonly atMs: number; readonly isSent: boolean } | null;
  readonly misses: number;
  /** Questions in a row that our own worker did not even send. */
  readonly unsent: number;
  /** When the session last answered; the end of its last sign of life. */
  readonly answeredMs: number;
  /** When something is to be done. */
  readonly dueMs: number;
}

/** What is to be done at `dueMs`. */
export type HeartbeatDeed = 'ask' | 'give-up-worker';

const MISSES = 2;

export const firstHeartbeat = (answeredMs: number): Heartbeat => ({
  asked: null,
  misses: 0,
  unsent: 0,
  answeredMs,
  dueMs: answeredMs + LIMITS.heartbeat,
});

export const isMute = (beat: Heartbeat): boolean => beat.misses >= MISSES;

/** The time at `dueMs` has come; it is `nowMs` by now. */
export function whenDue(
  beat: Heartbeat,
  nowMs: number,
): { readonly beat: Heartbeat; readonly deed: HeartbeatDeed | null } {
  const { asked } = beat;
  if (asked === null) return ask(beat, nowMs);
  // We were held up ourselves: the answer may lie unread, or was never asked for.
  if (nowMs - beat.dueMs > LIMITS.ownDelay) return ask(beat, nowMs);
  if (!asked.isSent) {
    return beat.unsent + 1 >= MISSES
      ? { beat, deed: 'give-up-worker' }
      : ask({ ...beat, unsent: beat.unsent + 1 }, nowMs);
  }
  const missed = { ...beat, misses: Math.min(beat.misses + 1, MISSES) };
  if (missed.misses < MISSES) return ask(missed, nowMs);
  // Mute: asked on at the usual pace, on the same connection.
  return {
    beat: { ...missed, asked: null, dueMs: asked.atMs + LIMITS.heartbeat },
    deed: null,
  };
}

/** The worker sent the question. */
export function whenSent(beat: Heartbeat, atMs: number): Heartbeat {
  if (beat.asked === null) return beat;
  // The limit runs from when it was really asked.
  return {
    ...beat,
    asked: { atMs, isSent: true },
    unsent: 0,
    dueMs: atMs + LIMITS.clockAnswer,
  };
}

export function whenAnswered(beat: Heartbeat, atMs: number): Heartbeat {
  return { ...firstHeartbeat(atMs), dueMs: (beat.asked?.atMs ?? atMs) + LIMITS.heartbeat };
}

function ask(beat: Heartbeat, nowMs: number): { beat: Heartbeat; deed: HeartbeatDeed } {
  return {
    beat: { ...beat, asked: { atMs: nowMs, isSent: false }, dueMs: nowMs + LIMITS.clockAnswer },
    deed: 'ask',
  };
}
