import { describe, expect, test } from 'vitest';
import type { ConnectionStatus } from '../../../../src-main/contract/connection-status.ts';
import { clockTime } from '../../../../src-main/contract/format.ts';
import { acknowledged, QUIET } from '../../../../src-main/domain/notification-policy.ts';
import { live4001 } from '../../../support/mocked-main/fixtures.ts';
import {
  at,
  CHECKING,
  LOST,
  MINUTE,
  NOW,
  ready,
  seenTwice,
  silent,
  Watch,
} from '../../../support/policy-watch.ts';

describe('repeats', () => {
  const told = (): Watch => {
    const watch = new Watch();
    watch.look(silent(0, 8000), 8000);
    return watch;
  };
  const first = 8000;

  test('come after 10 and 30 minutes of the announcement, in words of their own', () => {
    const watch = told();
    expect(watch.look(silent(0, 8000), 20_000).wakeAt).toBe(NOW + first + 10 * MINUTE);
    watch.look(silent(0, 8000), first + 10 * MINUTE - 1);
    expect(watch.shown).toHaveLength(1);
    expect(watch.look(silent(0, 8000), first + 10 * MINUTE)).toMatchObject({
      show: {
        title: 'Still no answer from Gateway',
        body: 'API clients on Paper 4002 are timing out.',
        buttons: [
          { text: 'Fix it', action: 'fix' },
          { text: 'Snooze 1 h', action: 'snooze-60' },
        ],
      },
      wakeAt: NOW + first + 30 * MINUTE,
    });
    expect(watch.look(silent(0, 8000), first + 30 * MINUTE).wakeAt).toBeNull();
    watch.look(silent(0, 8000), 600 * MINUTE);
    expect(watch.shown).toHaveLength(3);
  });

  test('that a sleeping process missed come as one', () => {
    const watch = told();
    watch.look(silent(0, 8000), 45 * MINUTE);
    watch.look(silent(0, 8000), 46 * MINUTE);
    expect(watch.shown).toHaveLength(2);
  });

  test('of another problem say the same again', () => {
    const watch = new Watch();
    const stopped = seenTwice('not-running', 0, 5000);
    watch.look(stopped, 5000);
    watch.look(stopped, 5000 + 10 * MINUTE);
    expect(watch.titles).toEqual(['Gateway stopped', 'Gateway stopped']);
  });

  test.each<[string, (watch: Watch) => void]>([
    ['once the user saw it', (watch) => (watch.policy = acknowledged(watch.policy))],
    [
      'where they are switched off',
      (watch) => (watch.enabled = { ...watch.enabled, repeat: false }),
    ],
  ])('do not come %s', (_name, change) => {
    const watch = told();
    change(watch);
    expect(watch.look(silent(0, 8000), 15 * MINUTE).wakeAt).toBeNull();
    watch.look(silent(0, 8000), 40 * MINUTE);
    expect(watch.shown).toHaveLength(1);
  });

  test('wait while snoozed', () => {
    const watch = told();
    watch.snoozedUntil = NOW + 60 * MINUTE;
    expect(watch.look(silent(0, 8000), 15 * MINUTE).wakeAt).toBe(NOW + 60 * MINUTE);
    watch.look(silent(0, 8000), 60 * MINUTE);
    expect(watch.shown).toHaveLength(2);
  });
});

describe('a link or a farm that is lost', () => {
  // 14:31 UTC is 9:31 in New York: no reset is published for it.
  test('the link is told after 60 s', () => {
    const watch = new Watch();
    expect(watch.look(at('cut-off', 0), 0).wakeAt).toBe(NOW + 60_000);
    watch.look(at('cut-off', 0), 59_999);
    expect(watch.shown).toEqual([]);
    expect(watch.look(at('cut-off', 0), 60_000).show).toMatchObject({
      title: 'Gateway lost IBKR',
      body: `Since ${clockTime(NOW)}. Orders and data are interrupted.`,
    });
  });

  test('a farm is told after 120 s, where that is wanted', () => {
    const watch = new Watch();
    watch.look(at('farm-down', 0), 10 * MINUTE);
    expect(watch.shown).toEqual([]);
    watch.enabled = { ...watch.enabled, 'farm-down': true };
    watch.policy = QUIET;
    expect(watch.look(at('farm-down', 0), 119_999).wakeAt).toBe(NOW + 120_000);
    expect(watch.look(at('farm-down', 0), 120_000).show).toMatchObject({
      title: 'Market data is interrupted',
      body: `usfarm and usfuture are down since ${clockTime(NOW)}.`,
    });
  });

  // The window of that night in New York: 5:15 to 6:45 UTC.
  const window = Date.parse('2026-11-24T05:15:00Z') - NOW;
  test.each([
    ['in a published reset', window + MINUTE],
    ['right before one', window - 30_000],
    ['at the end of one', window + 89 * MINUTE],
  ])('%s it is told after 15 minutes only', (_name, sinceMs) => {
    const watch = new Watch();
    const cutOff = at('cut-off', sinceMs);
    expect(watch.look(cutOff, sinceMs + MINUTE).wakeAt).toBe(NOW + sinceMs + 15 * MINUTE);
    watch.look(cutOff, sinceMs + 15 * MINUTE - 1);
    expect(watch.shown).toEqual([]);
    watch.look(cutOff, sinceMs + 15 * MINUTE);
    expect(watch.shown).toHaveLength(1);
  });
});

describe('a planned restart', () => {
  const backBy = NOW + 20 * MINUTE;
  const within = at('not-running', MINUTE, {
    state: 'restart',
    plannedRestart: { backBy, isAssumed: false },
    problemSince: NOW,
  });
  const over = { ...seenTwice('not-running', MINUTE, 20 * MINUTE), problemSince: NOW };
  const overdueMs = 25 * MINUTE;

  test('is told by nothing while it lasts', () => {
    const watch = new Watch();
    watch.look(within, MINUTE);
    watch.look(within, 20 * MINUTE - 1);
    watch.look(ready(20 * MINUTE), 20 * MINUTE);
    watch.look(ready(20 * MINUTE), 60 * MINUTE);
    expect(watch).toMatchObject({ shown: [], withdrawn: 0 });
  });

  test('that is five minutes late is told once, in place of the problem', () => {
    const watch = new Watch();
    watch.look(within, MINUTE);
    expect(watch.look(over, 20 * MINUTE).wakeAt).toBe(backBy + 5 * MINUTE);
    watch.look(over, overdueMs - 1);
    expect(watch.shown).toEqual([]);
    watch.look(over, overdueMs);
    watch.look(over, overdueMs + MINUTE);
    expect(watch.shown).toEqual([
      {
        event: 'restart-overdue',
        title: "Gateway hasn't come back",
        body: `The planned restart at ${clockTime(NOW)} should be over.`,
        buttons: [
          { text: 'Open', action: 'open' },
          { text: 'Snooze 15 min', action: 'snooze-15' },
        ],
      },
    ]);
    watch.look(over, overdueMs + 10 * MINUTE);
    expect(watch.titles[1]).toBe("Gateway hasn't come back");
    watch.look(ready(40 * MINUTE), 41 * MINUTE);
    expect(watch.shown.at(-1)?.body).toBe('Paper 4002 was away for 40 minutes.');
  });

  test('that ends in another problem is told as that one', () => {
    const watch = new Watch();
    watch.look(within, MINUTE);
    watch.look(over, overdueMs);
    watch.look(silent(30 * MINUTE, 8000), 30 * MINUTE + 8000);
    expect(watch.titles).toEqual(["Gateway hasn't come back", "Gateway isn't answering"]);
  });

  test.each(['ready', 'slow', 'not-tested'] as const)(
    'that ended in %s leaves the next problem to its own rules',
    (verdict) => {
      const watch = new Watch();
      watch.look(within, MINUTE);
      watch.look(at(verdict, 2 * MINUTE), 2 * MINUTE);
      watch.look(silent(3 * MINUTE, 8000), 3 * MINUTE + 8000);
      expect(watch.titles).toEqual(["Gateway isn't answering"]);
    },
  );

  test.each([
    ['the lateness is switched off: the problem itself', 'restart-overdue', 'Gateway stopped'],
    ['the problem is switched off: the lateness', 'not-running', "Gateway hasn't come back"],
  ] as const)('%s', (_name, event, title) => {
    const watch = new Watch();
    watch.enabled = { ...watch.enabled, [event]: false };
    watch.look(within, MINUTE);
    watch.look(over, 20 * MINUTE);
    watch.look(over, overdueMs);
    expect(watch.titles).toEqual([title]);
  });

  test('takes back what was told before it', () => {
    const watch = new Watch();
    watch.look(at('frozen', -MINUTE), -MINUTE);
    watch.look(within, MINUTE);
    expect(watch.withdrawn).toBe(1);
  });
});

describe('coming and going', () => {
  /** Every minute ready, and 20 s later lost for 2 s. */
  const flicker = (watch: Watch, times: number, from = 0): void => {
    for (let minute = from; minute < from + times; minute += 1) {
      watch.look(ready(minute * MINUTE), minute * MINUTE);
      watch.look({ ...LOST, since: NOW + minute * MINUTE + 20_000 }, minute * MINUTE + 20_000);
    }
  };

  test('is told at the fourth interruption, though none of them was', () => {
    const watch = new Watch();
    flicker(watch, 3);
    expect(watch.shown).toEqual([]);
    flicker(watch, 1, 3);
    expect(watch.shown).toEqual([
      {
        event: 'unstable',
        title: 'Connection is unstable',
        body: '4 interruptions in 10 minutes.',
        buttons: [
          { text: 'Open', action: 'open' },
          { text: 'Snooze 1 h', action: 'snooze-60' },
        ],
      },
    ]);
  });

  test('is then told nothing more of for 30 minutes', () => {
    const watch = new Watch();
    flicker(watch, 4);
    watch.look(silent(5 * MINUTE, 8000), 6 * MINUTE);
    watch.look(ready(7 * MINUTE), 7 * MINUTE);
    expect(watch.look(silent(8 * MINUTE, 8000), 9 * MINUTE).wakeAt).toBe(
      NOW + 33 * MINUTE + 20_000,
    );
    watch.look(silent(8 * MINUTE, 8000), 33 * MINUTE + 19_999);
    expect(watch).toMatchObject({ titles: ['Connection is unstable'], withdrawn: 0 });
  });

  test('leaves a problem that still lasts then to its own rules', () => {
    const watch = new Watch();
    flicker(watch, 4);
    watch.look(silent(8 * MINUTE, 8000), 9 * MINUTE);
    watch.look(silent(8 * MINUTE, 8000), 33 * MINUTE + 20_000);
    expect(watch.titles).toEqual(['Connection is unstable', "Gateway isn't answering"]);
    watch.look(ready(40 * MINUTE), 41 * MINUTE);
    expect(watch.shown.at(-1)?.body).toBe('Paper 4002 was away for 32 minutes.');
  });

  test('that has stopped by then is taken back without a word', () => {
    const watch = new Watch();
    flicker(watch, 4);
    watch.look(ready(5 * MINUTE), 33 * MINUTE + 20_000);
    watch.look(ready(5 * MINUTE), 60 * MINUTE);
    expect(watch).toMatchObject({ titles: ['Connection is unstable'], withdrawn: 1 });
  });

  test.each<[string, (watch: Watch) => void]>([
    ['switched off', (watch) => (watch.enabled = { ...watch.enabled, unstable: false })],
    ['snoozed', (watch) => (watch.snoozedUntil = NOW + 60 * MINUTE)],
  ])('is not told where that is %s', (_name, change) => {
    const watch = new Watch();
    change(watch);
    flicker(watch, 8);
    expect(watch.shown).toEqual([]);
  });

  test('between two sleeps is none', () => {
    const watch = new Watch();
    for (let minute = 0; minute < 8; minute += 1) {
      watch.look(ready(minute * MINUTE), minute * MINUTE);
      watch.look({ ...CHECKING, problemSince: null }, minute * MINUTE + 10_000);
      watch.look(LOST, minute * MINUTE + 40_000);
    }
    expect(watch.shown).toEqual([]);
  });

  test('of a link inside a published reset is none', () => {
    const watch = new Watch();
    const window = Date.parse('2026-11-24T05:15:00Z') - NOW;
    for (let minute = 0; minute < 8; minute += 1) {
      watch.look(ready(window + minute * MINUTE), window + minute * MINUTE);
      watch.look(
        at('cut-off', window + minute * MINUTE + 20_000),
        window + minute * MINUTE + 20_000,
      );
    }
    expect(watch.shown).toEqual([]);
  });
});

describe('quiet hours', () => {
  // Local time, wherever this runs: from an hour before to an hour after.
  const time = (atMs: number): string => {
    const date = new Date(NOW + atMs);
    return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
  };
  const quiet = (breakThrough = false): Watch => {
    const watch = new Watch();
    watch.quietHours = {
      on: true,
      from: time(-60 * MINUTE),
      to: time(60 * MINUTE),
      breakThrough,
    };
    return watch;
  };
  const onLive = (status: ConnectionStatus): ConnectionStatus => ({ ...status, target: live4001 });

  test('hold a problem back until they end, if it still lasts', () => {
    const watch = quiet();
    expect(watch.look(silent(0, 8000), 8000)).toMatchObject({
      show: null,
      wakeAt: NOW + 60 * MINUTE,
    });
    watch.look(silent(0, 8000), 60 * MINUTE);
    expect(watch.shown).toHaveLength(1);
  });

  test('leave no trace of one that ended within them', () => {
    const watch = quiet();
    watch.look(silent(0, 8000), 8000);
    watch.look(ready(30 * MINUTE), 30 * MINUTE);
    watch.look(ready(30 * MINUTE), 90 * MINUTE);
    expect(watch.shown).toEqual([]);
  });

  test('take back what another problem has overtaken', () => {
    const watch = quiet();
    watch.quietHours = { ...watch.quietHours, on: false };
    watch.look(silent(0, 8000), 8000);
    watch.quietHours = { ...watch.quietHours, on: true };
    watch.look(seenTwice('not-running', MINUTE, 5000), 2 * MINUTE);
    expect(watch).toMatchObject({ titles: ["Gateway isn't answering"], withdrawn: 1 });
  });

  test.each([
    ['a live account that waits, where that is wanted', true, onLive(silent(0, 8000)), 1],
    ['not where it is not wanted', false, onLive(silent(0, 8000)), 0],
    ['not a paper account', true, silent(0, 8000), 0],
    ['not a problem of another kind', true, onLive(seenTwice('not-running', 0, 5000)), 0],
  ])('are broken through by %s', (_name, wanted, status, count) => {
    const watch = quiet(wanted);
    watch.look(status, 8000);
    expect(watch.shown).toHaveLength(count);
  });
});

test('a clock that was set back repeats nothing and delays nothing for long', () => {
  const watch = new Watch();
  watch.look(silent(0, 8000), 8000);
  const back = -120 * MINUTE;
  expect(watch.look(silent(back, 8000), back + 8000)).toMatchObject({
    show: null,
    wakeAt: NOW + back + 8000 + 10 * MINUTE,
  });
  watch.look(ready(back + MINUTE), back + MINUTE);
  watch.look(ready(back + MINUTE), back + 2 * MINUTE);
  expect(watch.titles).toEqual(["Gateway isn't answering", 'Gateway is ready again']);
  expect(watch.shown[1]?.body).toBe('Paper 4002 was away for 52 seconds.');
});
