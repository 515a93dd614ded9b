import { describe, expect, test, vi } from 'vitest';
import { Announcer } from '../../../../src-main/app/announcer.ts';
import type { ConnectionStatus } from '../../../../src-main/contract/connection-status.ts';
import { DEFAULT_PREFERENCES } from '../../../../src-main/contract/default-preferences.ts';
import type { NotificationContent } from '../../../../src-main/domain/notification-policy.ts';
import { live4001, reportOf, statusOf } from '../../../support/mocked-main/fixtures.ts';
import { VirtualClock } from '../../../support/virtual/virtual-clock.ts';

const NOW = Date.parse('2026-11-22T14:31:00Z');
const PAPER = '127.0.0.1:4002';
const LIVE = '127.0.0.1:4001';
const MINUTE = 60_000;

/** Silent since now, as the report of the fourth second says. */
const silent = (change: Partial<ConnectionStatus> = {}): ConnectionStatus =>
  statusOf('silent', NOW, {
    since: NOW,
    problemSince: NOW,
    report: reportOf('silent', NOW + 4000, { details: { waitedMs: 4000 } }),
    ...change,
  });
const ready = (since: number, change: Partial<ConnectionStatus> = {}): ConnectionStatus =>
  statusOf('ready', since, { since, ...change });

function announcerOf(...first: ConnectionStatus[]) {
  const clock = new VirtualClock(NOW);
  const notifier = {
    show: vi.fn<(connection: string, content: NotificationContent, sound: boolean) => void>(),
    withdraw: vi.fn<(connection: string) => void>(),
  };
  const known = { statuses: first, snoozedUntil: null as number | null, sound: false };
  const announcer = new Announcer({
    clock,
    notifier,
    statuses: () => known.statuses,
    preferences: () => ({
      notifications: { ...DEFAULT_PREFERENCES.notifications, sound: known.sound },
      quietHours: DEFAULT_PREFERENCES.quietHours,
    }),
    snoozedUntil: () => known.snoozedUntil,
    canShow: () => true,
  });
  const shown = (): readonly string[] =>
    notifier.show.mock.calls.map(([connection, { title }]) => `${connection} ${title}`);
  const pass = (ms: number): Promise<void> => clock.advance(ms);
  return { announcer, clock, notifier, known, shown, pass };
}

describe('Announcer', () => {
  test('looks again by itself when a problem is due', async () => {
    const { announcer, shown, pass } = announcerOf(silent());
    announcer.look();
    await pass(7999);
    expect(shown()).toEqual([]);
    await pass(2);
    expect(shown()).toEqual([`${PAPER} Gateway isn't answering`]);
  });

  test('repeats after 10 and 30 minutes, and no more', async () => {
    const { announcer, shown, pass } = announcerOf(silent());
    announcer.look();
    await pass(10 * MINUTE + 8002);
    expect(shown().slice(1)).toEqual([`${PAPER} Still no answer from Gateway`]);
    await pass(20 * MINUTE);
    expect(shown()).toHaveLength(3);
    await pass(600 * MINUTE);
    expect(shown()).toHaveLength(3);
  });

  test.each([
    ['all', null, 1],
    ['this one', PAPER, 1],
    ['another one', LIVE, 2],
  ])('repeats nothing that was acknowledged: %s', async (_name, connection, count) => {
    const { announcer, shown, pass } = announcerOf(silent());
    announcer.look();
    await pass(MINUTE);
    announcer.acknowledge(connection);
    await pass(15 * MINUTE);
    expect(shown()).toHaveLength(count);
  });

  test('forgets a wake-up that a newer look has overtaken', async () => {
    const { announcer, shown, pass, known, clock } = announcerOf(silent());
    announcer.look();
    await pass(5000);
    known.statuses = [ready(NOW + 5000)];
    announcer.look();
    expect(clock.waiting).toBe(0);
    await pass(60 * MINUTE);
    expect(shown()).toEqual([]);
  });

  test('tells readiness 10 s after it came back, and takes the problem back before', async () => {
    const { announcer, notifier, shown, pass, known } = announcerOf(silent());
    announcer.look();
    await pass(MINUTE);
    known.statuses = [ready(NOW + MINUTE)];
    announcer.look();
    expect(notifier.withdraw.mock.calls).toEqual([[PAPER]]);
    await pass(10_001);
    expect(shown().at(-1)).toBe(`${PAPER} Gateway is ready again`);
  });

  test('plays a sound only where that is wanted', async () => {
    for (const sound of [false, true]) {
      const { announcer, notifier, known, pass } = announcerOf(silent());
      known.sound = sound;
      announcer.look();
      await pass(8001);
      expect(notifier.show).toHaveBeenLastCalledWith(PAPER, expect.anything(), sound);
    }
  });

  test('keeps quiet until a snooze is over', async () => {
    const { announcer, shown, known, pass } = announcerOf(silent());
    known.snoozedUntil = NOW + 15 * MINUTE;
    announcer.look();
    await pass(15 * MINUTE);
    expect(shown()).toEqual([]);
    await pass(2);
    expect(shown()).toHaveLength(1);
  });

  test('tells each connection for itself', async () => {
    const live = ready(NOW, { target: live4001 });
    const { announcer, notifier, shown, known, pass } = announcerOf(silent(), live);
    announcer.look();
    await pass(8001);
    known.statuses = [ready(NOW + 8001), silent({ target: live4001 })];
    announcer.look();
    expect(notifier.withdraw.mock.calls).toEqual([[PAPER]]);
    expect(shown()).toEqual([
      `${PAPER} Gateway isn't answering`,
      `${LIVE} Gateway isn't answering`,
    ]);
  });

  test('forgets a connection that is no longer watched, or is another one now', async () => {
    const { announcer, notifier, shown, known, pass } = announcerOf(silent());
    announcer.look();
    await pass(8001);
    known.statuses = [silent({ target: { ...live4001, port: 4002 } })];
    announcer.look();
    expect(notifier.withdraw.mock.calls).toEqual([[PAPER]]);
    expect(shown()).toHaveLength(2);
    known.statuses = [];
    announcer.look();
    expect(notifier.withdraw).toHaveBeenCalledTimes(2);
    await pass(60 * MINUTE);
    expect(shown()).toHaveLength(2);
  });

  test('leaves neither timer nor notification behind', async () => {
    const { announcer, notifier, clock, pass } = announcerOf(silent());
    announcer.look();
    announcer.dispose();
    expect(clock.waiting).toBe(0);
    await pass(60 * MINUTE);
    expect(notifier.show).not.toHaveBeenCalled();
    expect(notifier.withdraw.mock.calls).toEqual([[PAPER]]);
  });
});
