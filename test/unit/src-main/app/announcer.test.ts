import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Announcer } from '../../../../src-main/app/announcer.ts';
import type { ConnectionStatus } from '../../../../src-main/contract/connection-status.ts';
import { DEFAULT_PREFERENCES } from '../../../../src-main/contract/default-preferences.ts';
import type { NotificationContent } from '../../../../src-main/domain/notification-policy.ts';
import { reportOf, statusOf } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.parse('2026-11-22T14:31:00Z');

/** Silent since now, as the report of the fourth second says. */
const silent = (): ConnectionStatus =>
  statusOf('silent', NOW, {
    since: NOW,
    problemSince: NOW,
    report: reportOf('silent', NOW + 4000, { details: { waitedMs: 4000 } }),
  });

function announcerOf(status: () => ConnectionStatus) {
  const notifier = {
    show: vi.fn<(content: NotificationContent, sound: boolean) => void>(),
    withdraw: vi.fn(),
  };
  const known = { snoozedUntil: null as number | null, sound: false };
  const announcer = new Announcer({
    notifier,
    status,
    notifications: () => ({ ...DEFAULT_PREFERENCES.notifications, sound: known.sound }),
    snoozedUntil: () => known.snoozedUntil,
  });
  return { announcer, notifier, known };
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Announcer', () => {
  test('looks again by itself when a problem is due', () => {
    const { announcer, notifier } = announcerOf(silent);
    announcer.look();
    vi.advanceTimersByTime(7999);
    expect(notifier.show).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2);
    expect(notifier.show).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(3_600_000);
    expect(notifier.show).toHaveBeenCalledOnce();
  });

  test('forgets a wake-up that a newer look has overtaken', () => {
    let status = silent();
    const { announcer, notifier } = announcerOf(() => status);
    announcer.look();
    status = statusOf('ready', NOW + 5000);
    vi.advanceTimersByTime(5000);
    announcer.look();
    vi.advanceTimersByTime(3_600_000);
    expect(notifier.show).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('tells readiness 10 s after it came back, and takes the problem back before', () => {
    let status = silent();
    const { announcer, notifier } = announcerOf(() => status);
    vi.advanceTimersByTime(8000);
    announcer.look();
    status = statusOf('ready', NOW + 60_000, { since: NOW + 60_000 });
    vi.advanceTimersByTime(52_000);
    announcer.look();
    expect(notifier.withdraw).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(10_001);
    expect(notifier.show.mock.lastCall?.[0].title).toBe('Gateway is ready again');
  });

  test('plays a sound only where that is wanted', () => {
    for (const sound of [false, true]) {
      const { announcer, notifier, known } = announcerOf(silent);
      known.sound = sound;
      vi.setSystemTime(NOW + 8000);
      announcer.look();
      expect(notifier.show).toHaveBeenLastCalledWith(expect.anything(), sound);
    }
  });

  test('keeps quiet until a snooze is over', () => {
    const { announcer, notifier, known } = announcerOf(silent);
    known.snoozedUntil = NOW + 900_000;
    announcer.look();
    vi.advanceTimersByTime(899_999);
    expect(notifier.show).not.toHaveBeenCalled();
    vi.advanceTimersByTime(3);
    expect(notifier.show).toHaveBeenCalledOnce();
  });

  test('leaves neither timer nor notification behind', () => {
    const { announcer, notifier } = announcerOf(silent);
    announcer.look();
    announcer.dispose();
    vi.advanceTimersByTime(3_600_000);
    expect(notifier.show).not.toHaveBeenCalled();
    expect(notifier.withdraw).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});
