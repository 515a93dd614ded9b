import { ago, clockTime, longDuration, wholeDuration, type ClockPrecision } from '$contract/format';

const HOUR_MS = 3_600_000;

/** `14:31` today, `22 Nov, 14:31` on other days. */
export function dayTime(at: number, now: number, precision?: ClockPrecision): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  if (sameDay) return clockTime(at, precision);
  const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' }).format(at);
  return `${day}, ${clockTime(at, precision)}`;
}

/** `today 09:31`, `yesterday 18:02`, `22 Nov, 14:31`: inside a sentence. */
export function dayAndTime(at: number, now: number, precision?: ClockPrecision): string {
  const days = daysBefore(at, now);
  if (days === 0) return `today ${clockTime(at, precision)}`;
  return days === 1 ? `yesterday ${clockTime(at, precision)}` : dayTime(at, now, precision);
}

/** `Today`, `Yesterday`, `Tuesday 24 November`, with the year where it is another one: over a list. */
export function dayHeading(at: number, now: number): string {
  const days = daysBefore(at, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const inForm = (form: Intl.DateTimeFormatOptions): string =>
    new Date(at).toLocaleDateString('en-GB', form);
  const date = inForm({
    day: 'numeric',
    month: 'long',
    ...(!sameYear && { year: 'numeric' }),
  });
  return `${inForm({ weekday: 'long' })} ${date}`;
}

/** Whole local days; nights with a change of the clocks are an hour shorter or longer. */
function daysBefore(at: number, now: number): number {
  const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(at)) / (24 * HOUR_MS));
}

/** `3 s ago` within the hour, the time itself before that. */
export function agoOrDay(at: number, now: number): string {
  return now - at < HOUR_MS ? ago(Math.max(0, now - at)) : dayTime(at, now);
}

/** `3 milliseconds`, `24 seconds`: for screen readers. */
export function spokenDuration(ms: number): string {
  if (ms >= 1000) return longDuration(ms);
  const whole = Math.max(1, Math.round(ms));
  return `${whole} millisecond${whole === 1 ? '' : 's'}`;
}

/** The top bar's line about how fresh the answer is. */
export function freshness(
  times: { testingSince: number | null; checkedAt: number | null },
  now: number,
): string {
  const { testingSince, checkedAt } = times;
  if (testingSince !== null) {
    return `Testing, ${wholeDuration(Math.max(0, now - testingSince))}`;
  }
  if (checkedAt === null) return '';
  const age = now - checkedAt;
  return age < HOUR_MS ? `Checked ${ago(Math.max(0, age))}` : `Checked ${dayTime(checkedAt, now)}`;
}
