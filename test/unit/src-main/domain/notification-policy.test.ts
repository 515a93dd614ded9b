import { describe, expect, test } from 'vitest';
import type { ConnectionStatus } from '../../../../src-main/contract/connection-status.ts';
import { clockTime } from '../../../../src-main/contract/format.ts';
import { QUIET } from '../../../../src-main/domain/notification-policy.ts';
import { statusOf } from '../../../support/mocked-main/fixtures.ts';
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

describe('silence', () => {
  test('is told after 8 s, not before, and only once', () => {
    const watch = new Watch();
    expect(watch.look(silent(0, 4000), 4000).wakeAt).toBe(NOW + 8000);
    watch.look(silent(0, 4000), 7999);
    expect(watch.shown).toEqual([]);
    watch.look(silent(0, 4000), 8000);
    watch.look(silent(0, 4000), 20_000);
    expect(watch.shown).toEqual([
      {
        event: 'waiting',
        title: "Gateway isn't answering",
        body:
          "Gatelight's test got no answer on Paper 4002 for 8 s; other programs will probably time out too. " +
          'Look for a dialog in Gateway.',
        buttons: [
          { text: 'Show Gateway', action: 'show-gateway' },
          { text: 'Snooze 15 min', action: 'snooze-15' },
        ],
      },
    ]);
  });

  test('counts from the version where that was answered', () => {
    const watch = new Watch();
    watch.look(silent(0, 10_000, 'session-silent'), 10_000);
    expect(watch.titles).toEqual(["Gateway isn't answering"]);
  });

  test('of a Gateway that came back a moment ago is given a minute', () => {
    const watch = new Watch();
    const back = (ms: number): ConnectionStatus => ({
      ...silent(0, ms),
      restartSeenAt: NOW - 10_000,
    });
    expect(watch.look(back(4000), 4000).wakeAt).toBe(NOW + 50_000);
    watch.look(back(49_999), 49_999);
    expect(watch.shown).toEqual([]);
    watch.look(back(50_000), 50_000);
    expect(watch.titles).toEqual(["Gateway isn't answering"]);
  });

  test('that ends before it was told leaves no trace', () => {
    const watch = new Watch();
    watch.look(silent(0, 4000), 4000);
    watch.look(ready(7000), 7000);
    watch.look(ready(7000), 60_000);
    expect(watch).toMatchObject({ shown: [], withdrawn: 0, policy: { told: QUIET.told } });
  });
});

describe('what is told at once', () => {
  test('the paper disclaimer', () => {
    const watch = new Watch();
    watch.look(at('disclaimer-pending', 0), 0);
    expect(watch.shown[0]).toMatchObject({
      event: 'disclaimer',
      title: 'Accept the paper disclaimer',
      body: 'Gateway asks for it before API clients may connect.',
    });
  });
});

describe('a Gateway that waits for a sign-in', () => {
  const aged = (processAgeMs: number, lastReadyAt: number | null): ConnectionStatus => {
    const status = at('sign-in-needed', 0, { lastReadyAt });
    const details = { processStartedAt: NOW - processAgeMs };
    return { ...status, report: status.report && { ...status.report, details } };
  };

  test('is told when its process is 240 s old', () => {
    const watch = new Watch();
    expect(watch.look(aged(130_000, null), 0).wakeAt).toBe(NOW + 110_000);
    expect(watch.look(aged(130_000, null), 109_999).show).toBeNull();
    expect(watch.look(aged(130_000, null), 110_000).show).toMatchObject({
      event: 'signin',
      title: "Port 4002 isn't open yet",
      body: 'Gateway probably waits for a sign-in.',
    });
  });

  test('is told after 30 s where a session existed before', () => {
    const watch = new Watch();
    expect(watch.look(aged(130_000, NOW - MINUTE), 29_999).wakeAt).toBe(NOW + 30_000);
    watch.look(aged(130_000, NOW - MINUTE), 30_000);
    expect(watch.shown).toHaveLength(1);
  });
});

describe('what needs two observations 5 s apart', () => {
  test.each(['not-running', 'unreachable', 'wrong-service', 'refused-by-rule'] as const)(
    '%s',
    (verdict) => {
      const watch = new Watch();
      watch.look(at(verdict, 0), 0);
      watch.look(at(verdict, 0), 60_000);
      watch.look(seenTwice(verdict, 0, 4999), 60_000);
      expect(watch.shown).toEqual([]);
      watch.look(seenTwice(verdict, 0, 5000), 60_000);
      expect(watch.shown).toHaveLength(1);
    },
  );

  test('one test that took 5 s and more is still one observation', () => {
    const watch = new Watch();
    const once = at('unreachable', 0, { observedAt: NOW + 5005 });
    const report = once.report && { ...once.report, startedAt: NOW, at: NOW + 5005 };
    watch.look({ ...once, report }, 5005);
    expect(watch.shown).toEqual([]);
  });

  test('a look at the socket table is the second', () => {
    const watch = new Watch();
    const first = at('not-running', 0);
    const report = first.report && { ...first.report, startedAt: NOW, at: NOW + 10 };
    watch.look({ ...first, report, observedAt: NOW + 6000 }, 6000);
    expect(watch.shown).toEqual([
      {
        event: 'not-running',
        title: 'Gateway stopped',
        body: `Paper 4002 closed at ${clockTime(NOW)}. Your programs can't trade or get data.`,
        buttons: [
          { text: 'Open', action: 'open' },
          { text: 'I closed it', action: 'closed-by-user' },
        ],
      },
    ]);
  });

  test('a port that was never seen open is a set-up to be finished, not an outage', () => {
    const watch = new Watch();
    watch.look({ ...seenTwice('not-running', 0, 20_000), everListened: false }, 20_000);
    expect(watch.shown).toEqual([]);
  });

  test("other verdicts speak with the verdict's own words", () => {
    const watch = new Watch();
    const status = seenTwice('wrong-service', 0, 5000);
    watch.look(status, 5000);
    expect(watch.shown[0]).toMatchObject({
      event: 'down',
      title: "Port 4002 is not Gateway's API",
      body: 'Something else answers there: a web server.',
    });
  });
});

test.each([
  'slow',
  'starting',
  'client-id-in-use',
  'wrong-account',
  'clock-skew',
  'session-lost',
  'not-tested',
  'cannot-measure',
] as const)('%s notifies nobody', (verdict) => {
  const watch = new Watch();
  watch.look(at(verdict, 0, { observedAt: NOW + MINUTE }), 30 * MINUTE);
  expect(watch.shown).toEqual([]);
});

describe('the end of a problem', () => {
  const told = (): Watch => {
    const watch = new Watch();
    watch.look(silent(0, 8000), 8000);
    return watch;
  };

  test('takes the notification back at once and is told after 10 s', () => {
    const watch = told();
    expect(watch.look(ready(6 * MINUTE), 6 * MINUTE)).toMatchObject({
      show: null,
      withdraw: true,
      wakeAt: NOW + 6 * MINUTE + 10_000,
    });
    expect(watch.look(ready(6 * MINUTE), 6 * MINUTE + 9999).show).toBeNull();
    watch.look(ready(6 * MINUTE), 6 * MINUTE + 10_000);
    watch.look(ready(6 * MINUTE), 60 * MINUTE);
    expect(watch.shown.slice(1)).toEqual([
      {
        event: 'ready-again',
        title: 'Gateway is ready again',
        body: 'Paper 4002 was away for 6 minutes.',
        buttons: [],
      },
    ]);
  });

  test('counts anew when it did not last', () => {
    const watch = told();
    watch.look(ready(60_000), 60_000);
    watch.look(silent(63_000, 4000), 67_000);
    watch.look(ready(69_000), 69_000);
    expect(watch.look(ready(69_000), 78_999).show).toBeNull();
    watch.look(ready(69_000), 79_000);
    expect(watch.shown[1]?.body).toBe('Paper 4002 was away for 69 seconds.');
  });

  test('is still told when the session flickers on the way', () => {
    const watch = told();
    watch.look(ready(60_000), 60_000);
    watch.look(LOST, 65_000);
    watch.look(ready(66_000), 66_000);
    watch.look(ready(66_000), 76_000);
    expect(watch.titles.at(-1)).toBe('Gateway is ready again');
  });

  test.each<[string, (watch: Watch) => void]>([
    ['while snoozed', (watch) => (watch.snoozedUntil = NOW + 60 * MINUTE)],
    [
      'where that is switched off',
      (watch) => (watch.enabled = { ...watch.enabled, 'ready-again': false }),
    ],
  ])('is not told %s', (_name, change) => {
    const watch = told();
    change(watch);
    watch.look(ready(60_000), 60_000);
    watch.look(ready(60_000), 70_000);
    expect(watch).toMatchObject({ withdrawn: 1, policy: { told: QUIET.told } });
    expect(watch.shown).toHaveLength(1);
  });
});

describe('one live notification per problem', () => {
  test('another problem replaces it, dated from the first', () => {
    const watch = new Watch();
    watch.look(silent(0, 8000), 8000);
    watch.look(seenTwice('not-running', 60_000, 5000), 65_000);
    expect(watch.titles).toEqual(["Gateway isn't answering", 'Gateway stopped']);
    expect(watch.withdrawn).toBe(0);
    watch.look(ready(120_000), 120_000);
    watch.look(ready(120_000), 130_000);
    expect(watch.shown.at(-1)?.body).toBe('Paper 4002 was away for 2 minutes.');
  });

  test.each([
    ['checking', CHECKING],
    ['a lost session', LOST],
    ['not being able to measure', statusOf('cannot-measure', NOW)],
  ])('it stays during %s', (_name, status) => {
    const watch = new Watch();
    watch.look(silent(0, 8000), 8000);
    watch.look(status, 20_000);
    expect(watch.withdrawn).toBe(0);
    watch.look(silent(0, 8000), 30_000);
    expect(watch.shown).toHaveLength(1);
  });

  test('it is taken back when the API answers after all, and a new silence is told anew', () => {
    const watch = new Watch();
    watch.look(silent(0, 8000), 8000);
    watch.look(at('farm-down', 20_000), 20_000);
    watch.look(at('farm-down', 20_000), 25_000);
    expect(watch.withdrawn).toBe(1);
    watch.look(silent(60_000, 8000), 68_000);
    expect(watch.shown).toHaveLength(2);
    watch.look(ready(120_000), 120_000);
    watch.look(ready(120_000), 130_000);
    expect(watch.shown.at(-1)?.body).toBe('Paper 4002 was away for 2 minutes.');
  });

  test('it is taken back when it became a problem that is switched off', () => {
    const watch = new Watch();
    watch.enabled = { ...watch.enabled, 'not-running': false };
    watch.look(silent(0, 8000), 8000);
    watch.look(seenTwice('not-running', 60_000, 5000), 65_000);
    expect(watch).toMatchObject({ withdrawn: 1 });
    expect(watch.shown).toHaveLength(1);
  });
});

describe('quiet', () => {
  test('an event that is switched off is not told', () => {
    const watch = new Watch();
    watch.enabled = { ...watch.enabled, waiting: false };
    watch.look(silent(0, 8000), 20_000);
    watch.look(ready(60_000), 60_000);
    watch.look(ready(60_000), 70_000);
    expect(watch.shown).toEqual([]);
  });

  test('a snooze holds a problem back until it ends, if it still lasts', () => {
    const watch = new Watch();
    watch.snoozedUntil = NOW + 15 * MINUTE;
    expect(watch.look(silent(0, 8000), 8000)).toMatchObject({ wakeAt: NOW + 15 * MINUTE });
    watch.look(silent(0, 8000), 15 * MINUTE);
    expect(watch.shown).toHaveLength(1);
  });

  test.each<[string, ConnectionStatus]>([
    ['paused', statusOf('ready', NOW, { state: 'paused', verdict: null })],
    ['closed by the user', statusOf('not-running', NOW, { closedByUser: true })],
    ['asleep', { ...CHECKING, problemSince: null }],
    ['listening again, in look only', at('not-tested', 10_000)],
  ])('%s: what was told is taken back and forgotten', (_name, status) => {
    const watch = new Watch();
    watch.look(silent(0, 8000), 8000);
    watch.look(status, 10_000);
    expect(watch).toMatchObject({ withdrawn: 1, policy: { told: QUIET.told } });
    watch.look(ready(20_000), 60_000);
    expect(watch.shown).toHaveLength(1);
  });
});
