/** When a snooze ends, epoch ms. "Tomorrow" is the next 9:00 local time that is not today's. */
export function snoozeEnd(choice: 15 | 60 | 'tomorrow', now: number): number {
  if (choice !== 'tomorrow') return now + choice * 60_000;
  const date = new Date(now);
  date.setDate(date.getDate() + 1);
  date.setHours(9, 0, 0, 0);
  return date.getTime();
}
