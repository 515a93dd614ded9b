import type { AppState } from '$contract/app-state';
import type { ConnectionStatus } from '$contract/connection-status';
import type { Evidence, UsualPort } from '$contract/evidence';
import { targetOf } from '$contract/target';
import {
  STAGES,
  type Stage,
  type StageReport,
  type TestReport,
  type VerdictDetails,
} from '$contract/test-report';
import { STATE_OF_VERDICT, VERDICTS, type Verdict } from '$contract/verdict';
import { preferencesWith } from '../preferences.ts';

export { fixed, fixOf } from './fixes.ts';

/** Statuses, reports and app states as main would send them. `now` is epoch milliseconds. */
export const paper4002 = targetOf('127.0.0.1', 4002, 'paper');
export const live4001 = targetOf('127.0.0.1', 4001, 'live');

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** One stage per entry, in the test's order: what came out and how long it took. */
type Steps = Partial<Record<Stage, readonly [StageReport['outcome'], number | null]>>;

/** Stages that follow each other without a gap; what is not named was not reached. */
export function stages(steps: Steps): readonly StageReport[] {
  let startMs = 0;
  return STAGES.map((stage): StageReport => {
    const step = steps[stage];
    if (step === undefined) {
      return { stage, outcome: 'skipped', startMs: null, durationMs: null, evidence: {} };
    }
    const [outcome, durationMs] = step;
    const report = { stage, outcome, startMs, durationMs, evidence: {} };
    startMs += durationMs ?? 0;
    return report;
  });
}

const FOUND = { process: ['passed', 3], listener: ['passed', 0.4] } as const;
const CONNECTED = { ...FOUND, connect: ['passed', 1] } as const;
const ANSWERED = { ...CONNECTED, version: ['passed', 212] } as const;
const STARTED = { ...ANSWERED, session: ['passed', 96], clock: ['passed', 8] } as const;
const REFUSED = { ...FOUND, listener: ['failed', 0.4], connect: ['failed', 0.3] } as const;

const STEPS: Readonly<Record<Verdict, Steps>> = {
  ready: { ...STARTED, upstream: ['passed', 81] },
  slow: {
    ...CONNECTED,
    version: ['passed', 3800],
    session: ['passed', 420],
    clock: ['passed', 30],
    upstream: ['passed', 300],
  },
  starting: REFUSED,
  'sign-in-needed': REFUSED,
  'not-running': { ...REFUSED, process: ['failed', 3] },
  'wrong-port': REFUSED,
  unreachable: { connect: ['failed', 5000] },
  'wrong-service': { ...CONNECTED, version: ['failed', 12] },
  'refused-by-rule': { ...CONNECTED, version: ['failed', 2] },
  silent: { ...CONNECTED, version: ['silent', 24 * SECOND] },
  'session-silent': { ...ANSWERED, session: ['silent', 14 * SECOND] },
  'disclaimer-pending': { ...ANSWERED, session: ['failed', 40] },
  frozen: { ...STARTED, upstream: ['passed', 81] },
  'session-refused': { ...ANSWERED, session: ['failed', 15] },
  'client-id-in-use': { ...ANSWERED, session: ['failed', 18] },
  'unsupported-version': { ...CONNECTED, version: ['failed', 30] },
  'cut-off': { ...STARTED, upstream: ['failed', 120] },
  'farm-down': { ...STARTED, upstream: ['failed', 3000] },
  'new-clients-blocked': { ...CONNECTED, version: ['silent', 20 * SECOND] },
  'wrong-account': { ...STARTED, upstream: ['passed', 81] },
  'clock-skew': { ...STARTED, upstream: ['passed', 81] },
  'session-lost': { ...STARTED, upstream: ['passed', 81] },
  'not-tested': { process: ['passed', 3], listener: ['passed', 0.4] },
  'cannot-measure': { process: ['unknown', 3000], listener: ['unknown', 3000] },
};

const DETAILS: Readonly<Partial<Record<Verdict, VerdictDetails>>> = {
  slow: { sessionMs: 4220, usualMs: 400 },
  'wrong-port': { otherPort: 4001 },
  unreachable: { errno: 'ETIMEDOUT' },
  'wrong-service': { service: 'http' },
  'refused-by-rule': { closedAfterMs: 2 },
  silent: { waitedMs: 24 * SECOND },
  'session-silent': { waitedMs: 14 * SECOND },
  'unsupported-version': { serverVersion: 76 },
  'farm-down': { farms: ['usfarm', 'usfuture'] },
  'wrong-account': { accountKind: 'live' },
  'clock-skew': { skewMs: 312 * SECOND },
  'cannot-measure': { missing: 'Permission to read the process list' },
};

/** Held open: the verdict is known, the answer may still come. */
const HELD: ReadonlySet<Verdict> = new Set(['silent', 'session-silent']);

function evidence(verdict: Verdict | null, startedAt: number): Evidence {
  const refused = verdict !== null && STEPS[verdict].listener?.[0] === 'failed';
  return {
    process:
      verdict === 'not-running'
        ? { outcome: 'none', durationMs: 3 }
        : {
            outcome: 'found',
            processes: [
              {
                pid: 48_211,
                product: 'gateway',
                version: '10.41',
                startedAt,
                suspended: false,
                ports: refused ? [] : [4002],
              },
            ],
            durationMs: 3,
          },
    listener: refused
      ? { outcome: 'none', durationMs: 0.4 }
      : {
          outcome: 'found',
          owner:
            verdict === 'wrong-service'
              ? { kind: 'other', pid: 812, program: 'nginx' }
              : { kind: 'gateway', pid: 48_211, program: 'java' },
          closeWait: 0,
          clients: 1,
          programs: null,
          durationMs: 0.4,
        },
    windows: { outcome: 'not-checked' },
    otherPorts: verdict === 'wrong-port' ? [4001] : [],
  };
}

/** What a test with this verdict left behind, `now` being the moment it is looked at. */
export function reportOf(
  verdict: Verdict | null,
  now: number,
  change: Partial<TestReport> = {},
): TestReport {
  const steps = verdict === null ? {} : STEPS[verdict];
  const tookMs = Object.values(steps).reduce((sum, [, ms]) => sum + (ms ?? 0), 0);
  const held = verdict !== null && HELD.has(verdict);
  const at = held ? now : now - 3 * SECOND;
  const details = verdict === null ? {} : (DETAILS[verdict] ?? {});
  const answered = steps.version?.[0] === 'passed';
  return {
    startedAt: at - tookMs,
    at,
    target: paper4002,
    phase: held ? 'held' : 'done',
    state: verdict === null ? 'checking' : STATE_OF_VERDICT[verdict],
    verdict,
    details:
      verdict === 'sign-in-needed' ? { ...details, processStartedAt: now - 9 * MINUTE } : details,
    stages: stages(steps),
    evidence: evidence(verdict, now - 9 * MINUTE),
    causes: [],
    notes: [],
    serverVersion: answered ? 187 : null,
    connectionTime: null,
    accounts: { count: answered ? 1 : 0, kind: answered ? 'paper' : 'unknown' },
    clientId: 912_345,
    clockSkewMs: null,
    bytesSent: 17,
    bytesReceived: answered ? 400 : 0,
    ...change,
  };
}

export function statusOf(
  verdict: Verdict,
  now: number,
  change: Partial<ConnectionStatus> = {},
): ConnectionStatus {
  const report = reportOf(verdict, now);
  const ready = verdict === 'ready';
  return {
    mode: 'stay-connected',
    state: STATE_OF_VERDICT[verdict],
    verdict,
    since: ready ? now - 42 * MINUTE : report.startedAt,
    observedAt: report.at,
    problemSince: ready ? null : report.startedAt,
    target: report.target,
    report,
    testingSince: report.phase === 'held' ? report.startedAt : null,
    lastReadyAt: ready ? now : now - 6 * MINUTE,
    sessionAnsweredAt: ready ? now - 3 * SECOND : null,
    roundTripMs: ready ? 2 : null,
    newClientAcceptedAt: ready ? now - 12 * MINUTE : null,
    acceptedByHand: false,
    crowdedBy: null,
    everListened: true,
    restartSeenAt: null,
    plannedRestart: null,
    closedByUser: false,
    isOld: false,
    pausedUntil: null,
    watchedBy: null,
    noDialog: false,
    lastAcceptedAt: null,
    usualMs: {},
    apiClients: null,
    gaveUp: [],
    ...change,
  };
}

/** A test under way that has come as far as the API's answer. */
export function testingStatus(
  now: number,
  elapsedMs: number,
  change: Partial<ConnectionStatus> = {},
): ConnectionStatus {
  const startedAt = now - elapsedMs;
  const report = reportOf(null, now, {
    startedAt,
    at: startedAt + 5,
    phase: 'running',
    stages: stages({ ...CONNECTED, version: ['running', null] }),
  });
  return {
    ...statusOf('ready', now),
    state: 'checking',
    verdict: null,
    report,
    testingSince: startedAt,
    ...change,
  };
}

export function pausedStatus(now: number): ConnectionStatus {
  return statusOf('ready', now, {
    state: 'paused',
    verdict: null,
    since: now - 5 * MINUTE,
    pausedUntil: 'forever',
  });
}

export const allVerdicts: readonly Verdict[] = VERDICTS;

export function appState(change: Partial<AppState> = {}): AppState {
  return {
    version: '0.1.0',
    electron: '33.2.1',
    tray: true,
    snoozedUntil: null,
    notificationsBlocked: false,
    banners: [],
    inside: null,
    learnedRestarts: {},
    preferences: preferencesWith({ port: 4002 }, { clientIdBase: 912_345 }),
    fixes: {},
    showAbility: { can: true },
    startAtLogin: { possible: true, on: false },
    system: { platform: 'linux', desktop: 'XFCE' },
    ...change,
  };
}

/** An app state with some preferences changed. */
export function appWith(preferences: Partial<AppState['preferences']>): AppState {
  const app = appState();
  return { ...app, preferences: { ...app.preferences, ...preferences } };
}

export const usualPorts: readonly UsualPort[] = [
  { port: 4002, listening: true, owner: { kind: 'gateway', pid: 48_211, program: 'java' } },
  { port: 4001, listening: false, owner: { kind: 'unknown' } },
  { port: 7497, listening: true, owner: { kind: 'other', pid: 812, program: 'nginx' } },
  { port: 7496, listening: false, owner: { kind: 'unknown' } },
];

export const reportText = `Gateway isn't answering new programs
Port 4002 took the connection, but the API has been silent for 24 seconds.

Tested     2026-11-22 14:31:52, Gatelight 0.1.0
Target     Paper, 127.0.0.1:4002
Client ID  912345

Stages
  process    passed      3 ms
  listener   passed     <1 ms
  connect    passed      1 ms
  version    silent     24 s
  session    not reached
  clock      not reached
  upstream   not reached

Likely causes
  dialog-waiting   likely   silent for 24 s, listener is Gateway's own
`;
