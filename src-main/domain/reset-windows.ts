/**
 * When the vendor resets its servers, as published: data that changed before and will change again.
 * This copy: the vendor's page with six data centres, undated, newer than that of December 2024
 * (which said 23:45–00:45). North America stands for every connection until the region is known;
 * paper accounts are always on the American servers.
 */
export const RESET_WINDOWS: {
  readonly zone: string;
  readonly windows: readonly ResetWindow[];
} = {
  zone: 'America/New_York',
  windows: [
    { days: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri'], from: '00:15', to: '01:45' },
    // Friday night, across midnight.
    { days: ['Fri'], from: '23:00', to: '24:00' },
    { days: ['Sat'], from: '00:00', to: '03:00' },
  ],
};

/** `from` belongs to it, `to` does not; both of the same day. */
export interface ResetWindow {
  readonly days: readonly Day[];
  readonly from: string;
  readonly to: string;
}
type Day = 'Sun' | 'Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat';

const inZone = new Intl.DateTimeFormat('en-US', {
  timeZone: RESET_WINDOWS.zone,
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Whether the vendor announced interruptions for this instant (epoch ms). */
export function inResetWindow(at: number): boolean {
  const parts = inZone.formatToParts(at);
  const part = (type: 'weekday' | 'hour' | 'minute'): string =>
    parts.find((one) => one.type === type)?.value ?? '';
  const time = `${part('hour')}:${part('minute')}`;
  return RESET_WINDOWS.windows.some(
    ({ days, from, to }) =>
      days.some((day) => day === part('weekday')) && time >= from && time < to,
  );
}
