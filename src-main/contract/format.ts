/** Times and durations as people read them. Pure: the instant comes in, the zone is the machine's. */

/** A formatter takes a hundred times longer to make than to use; one made in another zone is wrong. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Seconds where two of the same minute must be told from each other. */
export type ClockPrecision = 'minutes' | 'seconds';

/** `14:31` or `2:31 PM` in the user's format; `14:31:52` with seconds. */
export function clockTime(at: number, precision: ClockPrecision = 'minutes'): string {
  const key = `${new Date(at).getTimezoneOffset()} ${precision}`;
  const clock = clocks.get(key) ?? clockForm(undefined, precision);
  clocks.set(key, clock);
  return clock.format(at);
}

/** `07:02` and `19:02`, but `7:02 PM` where the day has two times twelve hours. */
export function clockForm(
  locale: string | undefined,
  precision: ClockPrecision = 'minutes',
): Intl.DateTimeFormat {
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  return new Intl.DateTimeFormat(locale, {
    hour: hour12 === true ? 'numeric' : '2-digit',
    minute: '2-digit',
    ...(precision === 'seconds' && { second: '2-digit' }),
  });
}

/** `<1 ms`, `85 ms`, `4.2 s`, `24 s`, `6 min`: short, for rows and tooltips. */
export function shortDuration(ms: number): string {
  if (ms > 0 && ms < 1) return '<1 ms';
  // The limits leave room for rounding: never 1000 ms, 10.0 s or 120 s.
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 119_500) return `${Math.round(ms / 1000)} s`;
  return `${Math.round(ms / 60_000)} min`;
}

/** `24 seconds`, `6 minutes`: for sentences and screen readers. */
export function longDuration(ms: number): string {
  if (ms < 10_000 && ms % 1000 >= 50) return plural(Number((ms / 1000).toFixed(1)), 'second');
  if (ms < 120_000) return plural(Math.round(ms / 1000), 'second');
  if (ms < 120 * 60_000) return plural(Math.round(ms / 60_000), 'minute');
  return plural(Math.round(ms / 3_600_000), 'hour');
}

/** `3 s ago`, `12 min ago`. */
export function ago(ms: number): string {
  return ms < 1000 ? 'just now' : `${wholeDuration(ms)} ago`;
}

/** `3 s`, `24 s`, `6 min`: like `shortDuration`, but for what still runs: never tenths that flicker. */
export function wholeDuration(ms: number): string {
  return ms < 120_000 ? `${Math.floor(ms / 1000)} s` : shortDuration(ms);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const DAY_MS = 24 * 3_600_000;

/** `today 09:31`, `yesterday 09:31`, `3 Mar 09:31`: for menus and lists. */
export function dayAndTime(at: number, now: number): string {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (at >= midnight) return `today ${clockTime(at)}`;
  // The noon before, as below.
  if (at >= new Date(midnight - DAY_MS / 2).setHours(0, 0, 0, 0))
    return `yesterday ${clockTime(at)}`;
  const day = new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  return `${day} ${clockTime(at)}`;
}

/** `today at 14:31`, `yesterday`, `on Tuesday`, `on 3 March`: for sentences. */
export function dayOf(at: number, now: number): string {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (at >= midnight) return `today at ${clockTime(at)}`;
  // The noon before: nights with a change of the clocks are an hour shorter or longer.
  if (at >= new Date(midnight - DAY_MS / 2).setHours(0, 0, 0, 0)) return 'yesterday';
  const isNear = at >= new Date(midnight - 5.5 * DAY_MS).setHours(0, 0, 0, 0);
  const form: Intl.DateTimeFormatOptions = isNear
    ? { weekday: 'long' }
    : { day: 'numeric', month: 'long' };
  return `on ${new Date(at).toLocaleDateString('en-GB', form)}`;
}
