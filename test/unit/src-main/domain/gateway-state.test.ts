import { describe, expect, test } from 'vitest';
import type { ConnectionStatus } from '../../../../src-main/contract/connection-status.ts';
import type { Evidence } from '../../../../src-main/contract/evidence.ts';
import type { TestReport } from '../../../../src-main/contract/test-report.ts';
import { STATE_OF_VERDICT, VERDICTS, type Verdict } from '../../../../src-main/contract/verdict.ts';
import type { WatchMode } from '../../../../src-main/contract/watch-modes.ts';
import type { GatewayEvent } from '../../../../src-main/domain/gateway-state/events.ts';
import { unwatched, type Watched } from '../../../../src-main/domain/gateway-state/watched.ts';
import { nextWatched } from '../../../../src-main/domain/gateway-state.ts';
import type { SessionFacts } from '../../../../src-main/domain/session-facts.ts';
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
const standing = (at: number, change: Partial<SessionFacts>): GatewayEvent => ({
  kind: 'session-told',
  at,
  session: {
    linkLost: false,
    farms: [],
    skewMs: 0,
    muteSince: null,
    answeredAt: at,
    roundTripMs: 2,
    notes: [],
    ...change,
  },
});
const FINE: Partial<SessionFacts> = {};
const CUT_OFF: Partial<SessionFacts> = { linkLost: true };
const FARM: Partial<SessionFacts> = { farms: ['usfarm'] };

const begun = (mode: WatchMode | null = 'stay-connected'): GatewayEvent => ({
  kind: 'begun',
  at: 10,
  mode,
  daily: { set: null, learned: null },
});
const all = (...events: GatewayEvent[]): Watched =>
  [begun(), ...events].reduce(nextWatched, unwatched(paper4002));
const after = (...events: GatewayEvent[]): ConnectionStatus => all(...events).status;
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

  test('that begins anew forgets what was before', () => {
    expect(after(READY, begun())).toEqual(after());
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

  const LIVE = { accounts: { count: 1, kind: 'live' } } as const;
  test.each([
    ['wrong-account', CUT_OFF, 'cut-off', LIVE],
    ['wrong-account', FARM, 'wrong-account', LIVE],
    ['wrong-account', FINE, 'wrong-account', LIVE],
    ['cut-off', FINE, 'wrong-account', LIVE],
    ['clock-skew', { ...FARM, skewMs: 60_000 }, 'farm-down', {}],
    ['clock-skew', { skewMs: 60_000 }, 'clock-skew', {}],
    ['clock-skew', { skewMs: 100 }, 'ready', {}],
    ['slow', FINE, 'slow', {}],
  ] as const)('found %s, hears %j: %s', (verdict, notice, expected, change) => {
    const status = after(tested(verdict, 100, 140, change), standing(500, notice));
    expect(status.verdict).toBe(expected);
  });

  test('answers: that is told, and nothing else moves', () => {
    const status = after(READY, standing(500, FINE), standing(9500, FINE));
    expect(status).toMatchObject({ since: 140, sessionAnsweredAt: 9500, roundTripMs: 2 });
  });

  test('is weighed while a test runs, which keeps its rows', () => {
    const running = tested(null, 200, 210, { phase: 'running' });
    const status = after(READY, standing(150, FINE), running, standing(500, CUT_OFF));
    expect(status).toMatchObject({ verdict: 'cut-off', testingSince: 200 });
    expect(status.report).toMatchObject({ verdict: null, phase: 'running' });
  });

  test('is mute: frozen, since its last answer, until it answers again', () => {
    const mute = standing(24_000, { muteSince: 9500, answeredAt: 9500 });
    const frozen = after(READY, standing(9500, FINE), mute);
    expect(frozen).toMatchObject({ state: 'waiting', verdict: 'frozen', since: 24_000 });
    expect(frozen.report).toMatchObject({ verdict: 'frozen', details: { muteSince: 9500 } });
    expect(frozen.report?.stages.find(({ stage }) => stage === 'clock')?.outcome).toBe('silent');
    const thawed = after(READY, standing(9500, FINE), mute, standing(30_000, FINE));
    expect(thawed).toMatchObject({ state: 'ready', since: 30_000, problemSince: null });
    expect(thawed.report?.stages.find(({ stage }) => stage === 'clock')?.outcome).toBe('passed');
  });

  test('tells codes that stand', () => {
    const notes = [{ code: 2105, text: 'A historical data farm is down (ushmds).' }];
    expect(after(READY, standing(500, { notes })).report?.notes).toEqual(notes);
  });
});

describe('a fresh test beside a standing session', () => {
  const STANDS = [READY, standing(150, FINE)];
  const SILENT = tested('silent', 1000, 5000, { phase: 'held' });

  test('meets silence: new clients are blocked, since the test that met it', () => {
    const status = after(...STANDS, SILENT);
    expect(status).toMatchObject({
      state: 'degraded',
      verdict: 'new-clients-blocked',
      since: 1000,
      testingSince: 1000,
    });
    expect(status.report?.details).toMatchObject({ blockedBy: 'silent' });
    expect(status.report?.stages.find(({ stage }) => stage === 'version')?.outcome).toBe('silent');
    expect(after(...STANDS, SILENT, standing(9000, FINE)).verdict).toBe('new-clients-blocked');
  });

  test('a lost link outranks it, and is taken back alone', () => {
    expect(after(...STANDS, SILENT, standing(9000, CUT_OFF)).verdict).toBe('cut-off');
    const back = after(...STANDS, SILENT, standing(9000, CUT_OFF), standing(9900, FINE));
    expect(back.verdict).toBe('new-clients-blocked');
  });

  test('is accepted after all: ready, but by hand', () => {
    const accepted = tested('ready', 1000, 60_000, { details: { usualMs: 300 } });
    const status = after(...STANDS, SILENT, accepted);
    expect(status).toMatchObject({ verdict: 'ready', acceptedByHand: true });
    const again = tested('ready', 70_000, 70_100, { details: { sessionMs: 90, usualMs: 300 } });
    expect(after(...STANDS, SILENT, accepted, again).acceptedByHand).toBe(false);
  });

  test.each(['client-id-in-use', 'cannot-measure', 'starting'] as const)(
    '%s says nothing about new clients',
    (verdict) => {
      expect(after(...STANDS, tested(verdict, 1000, 1100)).verdict).toBe('ready');
    },
  );

  test('outlives the session: what it met is the verdict then', () => {
    const dropped: GatewayEvent = { kind: 'session-dropped', at: 6000 };
    const status = after(...STANDS, SILENT, dropped, SILENT);
    expect(status).toMatchObject({ state: 'waiting', verdict: 'silent' });
  });
});

describe('look only', () => {
  test.each(['look-only', null] as const)('%s: a passed test proves nothing for later', (mode) => {
    const status = [begun(mode), READY].reduce(nextWatched, unwatched(paper4002)).status;
    expect(status).toMatchObject({
      state: 'checking',
      verdict: 'not-tested',
      newClientAcceptedAt: 140,
      problemSince: null,
    });
  });
});

describe('the daily restart', () => {
  const at = (hours: number, minutes: number): number =>
    new Date(2026, 2, 10, hours, minutes).getTime();
  const dropped = (when: number): GatewayEvent => ({ kind: 'session-dropped', at: when });
  const gone = (when: number): GatewayEvent => tested('not-running', when, when + 10);
  const time = (when: number): GatewayEvent => ({ kind: 'time-passed', at: when });

  test('explains a problem that began inside its window, until its end', () => {
    const drop = at(23, 45);
    const status = after(READY, dropped(drop), gone(drop + 5));
    expect(status).toMatchObject({
      state: 'restart',
      verdict: 'not-running',
      plannedRestart: { backBy: at(24, 0), isAssumed: true },
    });
    const late = after(READY, dropped(drop), gone(drop + 5), time(at(24, 0)));
    expect(late).toMatchObject({ state: 'down', since: status.since, plannedRestart: null });
  });

  test.each([
    ['before it', at(23, 34)],
    ['long before it', at(14, 0)],
  ])('does not explain one that began %s', (_name, drop) => {
    const status = after(READY, dropped(drop), gone(at(23, 50)));
    expect(status).toMatchObject({ state: 'down', plannedRestart: null });
  });

  test('is over when it is ready again', () => {
    const back = tested('ready', at(23, 47), at(23, 48));
    expect(after(READY, dropped(at(23, 45)), gone(at(23, 46)), back)).toMatchObject({
      state: 'ready',
      plannedRestart: null,
    });
  });

  test('its time is set: another window', () => {
    const daily: GatewayEvent = {
      kind: 'daily-changed',
      at: 200,
      daily: { set: '04:30', learned: '23:45' },
    };
    const night = at(4, 25);
    expect(after(READY, daily, dropped(night), gone(night + 5))).toMatchObject({
      state: 'restart',
      plannedRestart: { backBy: at(4, 45), isAssumed: false },
    });
    expect(after(READY, daily, dropped(at(23, 45)), gone(at(23, 46))).state).toBe('down');
  });
});

describe('sleep', () => {
  test('no outage runs, and a port closed since is no news', () => {
    const slept = after(tested('silent', 100, 4100), { kind: 'fell-asleep', at: 5000 });
    expect(slept).toMatchObject({
      state: 'checking',
      verdict: null,
      problemSince: null,
      everListened: false,
    });
  });
});

describe('a result', () => {
  test('that grew old is not shown as the present', () => {
    const old = after(READY, { kind: 'grew-old', at: 3_000_000 });
    expect(old).toMatchObject({ state: 'checking', verdict: null, isOld: true, observedAt: 140 });
    expect(
      after(READY, { kind: 'grew-old', at: 3_000_000 }, tested('ready', 4e6, 4e6 + 9)),
    ).toMatchObject({ state: 'ready', isOld: false });
  });
});

describe('"I closed it"', () => {
  test('lasts until it is ready again', () => {
    const closed: GatewayEvent = { kind: 'closed-by-user', at: 900 };
    const gone = tested('not-running', 500, 510);
    expect(after(READY, gone, closed, tested('silent', 1000, 5000)).closedByUser).toBe(true);
    expect(after(READY, gone, closed, tested('ready', 2000, 2100)).closedByUser).toBe(false);
  });
});

describe('another process watches', () => {
  test('its words are shown, and who says them', () => {
    const other = after(READY);
    const status = after({ kind: 'heard', at: 500, status: other, pid: 4711 });
    expect(status).toEqual({ ...other, watchedBy: 4711 });
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

  test('sees the port open for the first time', () => {
    expect(after(tested('not-running', 100, 110), looked(5200, true)).everListened).toBe(true);
  });

  test.each([
    ['the port is still open', 'ready', true],
    ['the port is closed during another verdict', 'silent', false],
  ] as const)('changes nothing when %s', (_name, verdict, listening) => {
    const before = all(tested(verdict, 100, 110));
    expect(nextWatched(before, looked(5200, listening))).toBe(before);
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
    const paused = all(READY, PAUSED);
    expect(nextWatched(paused, event)).toBe(paused);
  });

  test('ends in checking, and resuming twice changes nothing', () => {
    const resumed = all(READY, PAUSED, { kind: 'resumed', at: 2000 });
    expect(resumed.status).toMatchObject({
      state: 'checking',
      verdict: null,
      since: 2000,
      pausedUntil: null,
    });
    expect(nextWatched(resumed, { kind: 'resumed', at: 3000 })).toBe(resumed);
  });
});

describe('programs at the API port', () => {
  const client = {
    program: 'python',
    script: 'runner.py',
    pid: 7,
    connections: 1,
    halfClosed: 0,
    isOurs: false,
  };
  const seen = (at: number, connections = 1): GatewayEvent => ({
    kind: 'clients-seen',
    at,
    apiClients: [{ ...client, connections }],
    gaveUp: [],
  });

  test('are shown; equal news is none', () => {
    const once = all(READY, seen(200));
    expect(once.status.apiClients).toEqual([client]);
    expect(nextWatched(once, seen(300))).toBe(once);
    expect(nextWatched(once, seen(300, 2)).status.apiClients).toMatchObject([{ connections: 2 }]);
  });

  test('are not looked at while paused or asleep', () => {
    for (const halt of [{ kind: 'paused', until: 'forever' }, { kind: 'fell-asleep' }] as const) {
      expect(after(READY, seen(200), { ...halt, at: 300 })).toMatchObject({
        apiClients: null,
        gaveUp: [],
      });
    }
    expect(after(READY, { kind: 'paused', until: 'forever', at: 300 }, seen(400)).apiClients).toBe(
      null,
    );
  });
});

describe('what earlier tests taught', () => {
  const remembered = (at: number, acceptedAt: number | null): GatewayEvent => ({
    kind: 'remembered',
    at,
    usualMs: { version: 12 },
    acceptedAt,
  });

  test('is shown; equal news is none', () => {
    const once = all(remembered(20, 5));
    expect(once.status).toMatchObject({ usualMs: { version: 12 }, lastAcceptedAt: 5 });
    expect(nextWatched(once, remembered(30, 5))).toBe(once);
  });

  test('an acceptance inside the problem at hand says nothing about what came before', () => {
    const accepted = tested('cut-off', 1000, 41_000, { details: { usualMs: 300 } });
    const during = after(
      remembered(20, 5),
      tested('silent', 500, 900),
      accepted,
      remembered(41_001, 41_000),
    );
    expect(during).toMatchObject({ verdict: 'cut-off', lastAcceptedAt: 5 });
    expect(
      after(remembered(20, 5), tested('silent', 500, 900), READY, remembered(1000, 950)),
    ).toMatchObject({ lastAcceptedAt: 950 });
  });
});

describe('processes and sockets looked at beside a test', () => {
  const known = reportOf('silent', 200).evidence;
  const silent = tested('silent', 100, 200);
  const seen = (evidence: Evidence): GatewayEvent => ({ kind: 'evidence-seen', at: 300, evidence });
  const suspended: Evidence = {
    ...known,
    process:
      known.process.outcome === 'found'
        ? {
            ...known.process,
            processes: known.process.processes.map((one) => ({ ...one, suspended: true })),
          }
        : known.process,
  };

  test('are those of the report from now on, and of its causes', () => {
    const { report } = after(silent, seen(suspended));
    expect(report?.evidence).toEqual(suspended);
    expect(report?.causes[0]).toMatchObject({ cause: 'frozen-process' });
    expect(report?.verdict).toBe('silent');
  });

  test('leave a window that opened at the hello: nobody can see it again', () => {
    const windows = { outcome: 'new', title: 'Question' } as const;
    const first = tested('silent', 100, 200, { evidence: { ...known, windows } });
    expect(after(first, seen(suspended)).report?.evidence.windows).toEqual(windows);
  });

  test('without news change nothing, though the look took another time', () => {
    const before = all(silent);
    const shifted: Evidence = {
      ...known,
      process:
        known.process.outcome === 'found'
          ? {
              ...known.process,
              durationMs: 99,
              processes: known.process.processes.map((one) => ({
                ...one,
                startedAt: one.startedAt + 20,
              })),
            }
          : known.process,
    };
    expect(nextWatched(before, seen(shifted))).toBe(before);
  });

  test('mean nothing to a test under way, before the first, and while paused', () => {
    const running = all(silent, tested(null, 250, 260));
    expect(nextWatched(running, seen(suspended))).toBe(running);
    const none = all();
    expect(nextWatched(none, seen(suspended))).toBe(none);
    const paused = all(silent, { kind: 'paused', at: 250, until: 'forever' });
    expect(nextWatched(paused, seen(suspended))).toBe(paused);
  });
});
