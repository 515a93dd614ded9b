import type { QuietHours } from '../contract/preferences.ts';

/**
 * When the quiet hours around `at` end (epoch ms), or null outside of them. Local time; begin and
 * end are real instants, so that the hour that comes twice in autumn does not begin them again.
 * From and to alike: none, nobody means to be quiet for ever.
 */
export function quietUntil({ on, from, to }: QuietHours, at: number): number | null {
  if (!on || from === to) return null;
  for (const begun of [-1, 0]) {
    const end = onDay(at, from < to ? begun : begun + 1, to);
    if (onDay(at, begun, from) <= at && at < end) return end;
  }
  return null;
}

/** The instant of a time of day, so many days after the day of `at`. */
function onDay(at: number, days: number, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const date = new Date(at);
  date.setDate(date.getDate() + days);
  date.setHours(hours, minutes, 0, 0);
  return date.getTime();
}
