/** What tells a connection that comes and goes from one that is simply away. Instants: epoch ms. */
export interface Calm {
  /** Ready was seen, and no interruption since. */
  readonly up: boolean;
  /** When the last interruptions of ready began, also those too short to be told. */
  readonly interruptions: readonly number[];
  /** Nothing is told until then: "unstable" was. */
  readonly silentUntil: number | null;
  /** When notifications were shown in the last hour. */
  readonly shown: readonly number[];
  /** When "ready again" was last told. */
  readonly readyAgainAt: number | null;
}

export const CALM: Calm = {
  up: false,
  interruptions: [],
  silentUntil: null,
  shown: [],
  readyAgainAt: null,
};

export const UNSTABLE_COUNT = 4;
export const UNSTABLE_MS = 10 * 60_000;
const SILENCE_MS = 30 * 60_000;
/** However a connection behaves, it is told of no more often than this. */
const PER_HOUR = 6;
const HOUR_MS = 3_600_000;

/** What is seen of a connection: as it should be, interrupted, or neither can be said. */
export type Seen = 'up' | 'interrupted' | 'away' | 'unknown';

/** Counts an interruption where ready ends; `away` ends it without counting (planned, wanted). */
export function counted(calm: Calm, seen: Seen, now: number): Calm {
  const recent = forgetful(calm, now);
  if (seen === 'unknown') return recent;
  const interruptions =
    recent.up && seen === 'interrupted'
      ? [...recent.interruptions, now].slice(-UNSTABLE_COUNT)
      : recent.interruptions;
  return { ...recent, up: seen === 'up', interruptions };
}

/** Only what still matters. A clock that was set back must not make a silence longer. */
function forgetful(calm: Calm, now: number): Calm {
  const within = (ms: number) => (at: number) => at <= now && now - at < ms;
  const { silentUntil, readyAgainAt } = calm;
  return {
    ...calm,
    interruptions: calm.interruptions.filter(within(UNSTABLE_MS)),
    shown: calm.shown.filter(within(HOUR_MS)),
    silentUntil:
      silentUntil === null || silentUntil <= now ? null : Math.min(silentUntil, now + SILENCE_MS),
    readyAgainAt: readyAgainAt !== null && within(UNSTABLE_MS)(readyAgainAt) ? readyAgainAt : null,
  };
}

export const isUnstable = (calm: Calm): boolean => calm.interruptions.length >= UNSTABLE_COUNT;

export const silenced = (calm: Calm, now: number): Calm => ({
  ...calm,
  silentUntil: now + SILENCE_MS,
});

export const withShown = (calm: Calm, now: number): Calm => ({
  ...calm,
  shown: [...calm.shown, now],
});

/** From when on another notification may be shown; null: at once. */
export function roomAt(calm: Calm): number | null {
  const [oldest] = calm.shown;
  return oldest === undefined || calm.shown.length < PER_HOUR ? null : oldest + HOUR_MS;
}

/** Good news gives way: not twice in ten minutes, and never with the last notification of the hour. */
export const mayTellReadyAgain = (calm: Calm): boolean =>
  calm.readyAgainAt === null && calm.shown.length < PER_HOUR - 1;
