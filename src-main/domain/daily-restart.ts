/** Gateway and TWS restart themselves once a day, at a time of their own settings (default 23:45). */
export interface DailyRestart {
  /** `23:45`, local time, as the user says; null: nobody did. */
  readonly set: string | null;
  /** `23:46`, from restarts that were seen; null: too few. */
  readonly learned: string | null;
}

/** Epoch ms: the port was closed at `goneAt` and open again at `backAt`, with another process behind it. */
export interface SeenRestart {
  readonly goneAt: number;
  readonly backAt: number;
}

/** Epoch ms; `from` is within it, `to` is not. */
export interface RestartWindow {
  readonly from: number;
  readonly to: number;
  /** Nobody set or learned the time. */
  readonly isAssumed: boolean;
}

const MINUTE = 60_000;
/** Around a set or learned time. */
const BEFORE_MIN = 10;
const AFTER_MIN = 15;
/** 23:35–24:00, around the default of 23:45. */
const ASSUMED = 23 * 60 + 45;
const DAY_MIN = 24 * 60;
/** Two nights count as the same daily restart when they are no further apart in local time. */
const SAME_MIN = 10;
/** Longer away is an outage, not a restart. */
export const LONGEST_RESTART_MS = 5 * MINUTE;

/** The window that holds `at`, or null. Local time of day, so nights of a clock change are right. */
export function restartWindowAt(daily: DailyRestart, at: number): RestartWindow | null {
  const time = daily.set ?? daily.learned;
  const minutes = time === null ? ASSUMED : minutesOf(time);
  // A window may begin before midnight and end after it.
  for (const day of [-1, 0, 1]) {
    const from = localTime(at, day, minutes - BEFORE_MIN);
    const to = localTime(at, day, minutes + AFTER_MIN);
    if (from <= at && at < to) return { from, to, isAssumed: time === null };
  }
  return null;
}

/**
 * The local time of day of two restarts, on different days, within ten minutes of each other: the
 * newest such pair's mean. Restarts by hand fall out, since they keep no hour.
 */
export function learnedTime(restarts: readonly SeenRestart[]): string | null {
  const seen = [...restarts].reverse();
  for (const [index, newer] of seen.entries()) {
    const older = seen
      .slice(index + 1)
      .find((one) => dayOf(one.goneAt) !== dayOf(newer.goneAt) && apart(one, newer) <= SAME_MIN);
    if (older !== undefined) return meanTime(older, newer);
  }
  return null;
}

const apart = (one: SeenRestart, other: SeenRestart): number =>
  Math.abs(signedApart(minuteOfDay(one.goneAt), minuteOfDay(other.goneAt)));

/** From one time of day to the other the shorter way round, in minutes. */
function signedApart(from: number, to: number): number {
  return ((to - from + DAY_MIN + DAY_MIN / 2) % DAY_MIN) - DAY_MIN / 2;
}

function meanTime(one: SeenRestart, other: SeenRestart): string {
  const first = minuteOfDay(one.goneAt);
  const mean = first + signedApart(first, minuteOfDay(other.goneAt)) / 2;
  const minutes = (Math.round(mean) + DAY_MIN) % DAY_MIN;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function minuteOfDay(at: number): number {
  const date = new Date(at);
  return date.getHours() * 60 + date.getMinutes();
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** `minutes` after local midnight, `day` days from the day of `at`. */
function localTime(at: number, day: number, minutes: number): number {
  const date = new Date(at);
  date.setDate(date.getDate() + day);
  date.setHours(0, minutes, 0, 0);
  return date.getTime();
}
