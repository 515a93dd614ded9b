import { describe, expect, test } from 'vitest';
import type { ConnectionStatus } from '../../../../src-main/contract/connection-status.ts';
import type { TestReport } from '../../../../src-main/contract/test-report.ts';
import { STATE_OF_VERDICT, VERDICTS, type Verdict } from '../../../../src-main/contract/verdict.ts';
import {
  INITIAL_STATUS,
  nextStatus,
  type GatewayEvent,
} from '../../../../src-main/domain/gateway-state.ts';
import type { StandingVerdict } from '../../../../src-main/domain/standing-verdict.ts';
import { paper4002 } from '../../../support/builders.ts';
import { reportOf } from '../../../support/mocked-main/fixtures.ts';

/** A test that lasted from `startedAt` to `at`. */
const tested = (
  verdict: Verdict | null,
  startedAt: number,
  at: number,
  change: Partial<TestReport> = {},
): GatewayEvent => ({
  kind: 'tested',
  at,
  report: reportOf(verdict, at, { startedAt, at, ...change }),
});
const standing = (at: number, verdict: StandingVerdict): GatewayEvent => ({
  kind: 'session-changed',
  at,
  standing: verdict,
});
const FINE: StandingVerdict = { verdict: 'fine' };
const CUT_OFF: StandingVerdict = { verdict: 'cut-off' };
const FARM: StandingVerdict = { verdict: 'farm-down', farms: ['usfarm'] };

const SET: GatewayEvent = { kind: 'target-set', at: 10, target: paper4002 };
const after = (...events: GatewayEvent[]): ConnectionStatus =>
  [SET, ...events].reduce(nextStatus, INITIAL_STATUS);
const READY = tested('ready', 100, 140);

describe('a target', () => {
  test('begins as checking, with nothing known', () => {
    expect(after()).toMatchObject({
      state: 'checking',
      verdict: null,
      since: 10,
      target: paper4002,
    });
  });

  test('that is set anew forgets the one before', () => {
    const status = after(READY, { kind: 'target-set', at: 200, target: null });
    expect(status).toEqual({ ...INITIAL_STATUS, since: 200, observedAt: 200 });
  });
});

describe('a test', () => {
  test.each(VERDICTS)('%s shows at the first observation', (verdict) => {
    expect(after(tested(verdict, 100, 140))).toMatchObject({
      state: STATE_OF_VERDICT[verdict],
      verdict,
      observedAt: 140,
    });
  });

  test('that still runs leaves on show what was known', () => {
    const status = after(READY, tested(null, 200, 210, { phase: 'running' }));
    expect(status).toMatchObject({ state: 'ready', verdict: 'ready', testingSince: 200 });
    expect(status.report?.phase).toBe('running');
  });

  test('that is held is still under way', () => {
    expect(after(tested('silent', 200, 4200, { phase: 'held' }))).toMatchObject({
      state: 'waiting',
      testingSince: 200,
    });
  });

  test('that was given up is under way no more', () => {
    const status = after(tested('silent', 200, 4200, { phase: 'held' }), {
      kind: 'test-stopped',
      at: 5000,
    });
    expect(status).toMatchObject({ state: 'waiting', verdict: 'silent', testingSince: null });
  });

  test('dates a problem from its own beginning, readiness from its end', () => {
    expect(after(tested('silent', 200, 4200))).toMatchObject({ since: 200, problemSince: 200 });
    expect(after(READY)).toMatchObject({ since: 140, problemSince: null, lastReadyAt: 140 });
  });

  test('with the same result keeps the moment it began and is a new observation', () => {
    expect(
      after(tested('unreachable', 100, 5100), tested('unreachable', 20_000, 25_000)),
    ).toMatchObject({ since: 100, observedAt: 25_000, problemSince: 100 });
  });

  test('whose clock answered has proven that new clients are accepted', () => {
    expect(after(READY)).toMatchObject({ newClientAcceptedAt: 140, sessionAnsweredAt: 140 });
    expect(after(READY, tested('silent', 200, 4200))).toMatchObject({
      newClientAcceptedAt: 140,
      sessionAnsweredAt: 140,
      lastReadyAt: 140,
    });
  });

  test.each([
    ['not-running', false],
    ['not-tested', true],
    ['silent', true],
  ] as const)('%s: the port was seen listening is %s', (verdict, expected) => {
    expect(after(tested(verdict, 100, 140)).everListened).toBe(expected);
  });

  test('never forgets that the port was seen listening', () => {
    expect(after(READY, tested('not-running', 200, 210)).everListened).toBe(true);
  });
});

describe('an outage', () => {
  test('runs from leaving ready until it is back, whatever it is called meanwhile', () => {
    const dropped: GatewayEvent = { kind: 'session-dropped', at: 1000 };
    const outage = [
      READY,
      dropped,
      tested('not-running', 1001, 1010),
      tested('starting', 20_000, 20_010),
      tested('sign-in-needed', 130_000, 130_010),
      tested('silent', 200_000, 204_000),
    ];
    for (let count = 2; count <= outage.length; count += 1) {
      expect(after(...outage.slice(0, count)).problemSince).toBe(1000);
    }
    expect(after(...outage, tested('ready', 300_000, 300_100)).problemSince).toBeNull();
  });

  test('does not begin with a first start that can not measure', () => {
    expect(after(tested('cannot-measure', 100, 110)).problemSince).toBeNull();
  });
});

describe('a standing session', () => {
  test('that drops is said at once', () => {
    expect(after(READY, { kind: 'session-dropped', at: 500 })).toMatchObject({
      state: 'checking',
      verdict: 'session-lost',
      since: 500,
    });
  });

  test('tells of a lost link and of its return', () => {
    const cut = after(READY, standing(500, CUT_OFF));
    expect(cut).toMatchObject({
      state: 'degraded',
      verdict: 'cut-off',
      since: 500,
      problemSince: 500,
    });
    expect(cut.report).toMatchObject({ verdict: 'cut-off', causes: [{ cause: 'link-lost' }] });
    const back = after(READY, standing(500, CUT_OFF), standing(900, FINE));
    expect(back).toMatchObject({
      state: 'ready',
      since: 900,
      problemSince: null,
      lastReadyAt: 900,
    });
    expect(back.report).toMatchObject({ verdict: 'ready', state: 'ready', causes: [] });
  });

  test('names the farm and shows it in the last stage', () => {
    const { report } = after(READY, standing(500, FARM));
    expect(report?.details).toMatchObject({ farms: ['usfarm'] });
    expect(report?.stages.at(-1)).toMatchObject({
      stage: 'upstream',
      outcome: 'failed',
      evidence: { linkLost: false, farmsDown: 'usfarm' },
    });
    const back = after(READY, standing(500, FARM), standing(900, FINE)).report;
    expect(back?.details).not.toHaveProperty('farms');
    expect(back?.stages.at(-1)).toMatchObject({ outcome: 'passed', evidence: { farmsDown: '' } });
  });

  test.each([
    ['silent', CUT_OFF],
    ['not-running', FINE],
    ['session-lost', FINE],
    ['client-id-in-use', FINE],
  ] as const)('is not heard while the status is %s', (verdict, notice) => {
    const before = after(tested(verdict, 100, 140));
    expect(nextStatus(before, standing(500, notice))).toBe(before);
  });

  const LIVE = { accounts: { count: 1, kind: 'live' } } as const;
  test('whose link comes back is not ready when the account is the wrong one', () => {
    const cut = after(tested('cut-off', 100, 140, LIVE));
    expect(nextStatus(cut, standing(500, FINE)).verdict).toBe('wrong-account');
  });

  test.each([
    ['wrong-account', CUT_OFF, 'cut-off', LIVE],
    ['wrong-account', FARM, 'wrong-account', LIVE],
    ['wrong-account', FINE, 'wrong-account', LIVE],
    ['clock-skew', FARM, 'farm-down', { clockSkewMs: 60_000 }],
    ['clock-skew', FINE, 'clock-skew', { clockSkewMs: 60_000 }],
    ['slow', FINE, 'slow', {}],
  ] as const)('found %s, hears %j: %s', (verdict, notice, expected, change) => {
    const status = after(tested(verdict, 100, 140, change), standing(500, notice));
    expect(status.verdict).toBe(expected);
  });

  test('leaves good news to the test under way', () => {
    const testing = after(
      tested('cut-off', 100, 140, LIVE),
      tested(null, 200, 210, { phase: 'running' }),
    );
    expect(nextStatus(testing, standing(500, FINE))).toBe(testing);
    expect(nextStatus(testing, standing(500, CUT_OFF)).verdict).toBe('cut-off');
  });
});

describe('a look at the socket table', () => {
  const looked = (at: number, listening: boolean): GatewayEvent => ({
    kind: 'looked',
    at,
    listening,
  });

  test('confirms that nothing listens', () => {
    expect(after(tested('not-running', 100, 110), looked(5200, false)).observedAt).toBe(5200);
  });

  test.each([
    ['something listens', 'not-running', true],
    ['the port is closed during another verdict', 'silent', false],
  ] as const)('changes nothing when %s', (_name, verdict, listening) => {
    const before = after(tested(verdict, 100, 110));
    expect(nextStatus(before, looked(5200, listening))).toBe(before);
  });
});

describe('paused', () => {
  const PAUSED: GatewayEvent = { kind: 'paused', at: 1000, until: 9000 };

  test('has no verdict, no outage and no test under way', () => {
    expect(after(tested('silent', 100, 4100, { phase: 'held' }), PAUSED)).toMatchObject({
      state: 'paused',
      verdict: null,
      problemSince: null,
      testingSince: null,
      pausedUntil: 9000,
    });
  });

  test.each<[string, GatewayEvent]>([
    ['a late report', tested('silent', 900, 1100)],
    ['a notice', standing(1100, CUT_OFF)],
    ['a dropped session', { kind: 'session-dropped', at: 1100 }],
    ['a look', { kind: 'looked', at: 1100, listening: false }],
  ])('is not ended by %s', (_name, event) => {
    const paused = after(READY, PAUSED);
    expect(nextStatus(paused, event)).toBe(paused);
  });

  test('ends in checking, and resuming twice changes nothing', () => {
    const resumed = after(READY, PAUSED, { kind: 'resumed', at: 2000 });
    expect(resumed).toMatchObject({
      state: 'checking',
      verdict: null,
      since: 2000,
      pausedUntil: null,
    });
    expect(nextStatus(resumed, { kind: 'resumed', at: 3000 })).toBe(resumed);
  });
});
