import type {
  Claim,
  FixableVerdict,
  FixCause,
  FixStep,
  FixStepId,
  GuidedFix,
  Proof,
} from '$contract/guided-fix';

/** Guided fixes as main would send them. `now` is epoch milliseconds. */
const SECOND = 1000;
const MINUTE = 60 * SECOND;

interface Plan {
  readonly proven: readonly Proof['kind'][];
  readonly steps: readonly (readonly [FixStepId, FixStep['fits']])[];
  readonly claims: (now: number) => readonly Claim[];
}

const GATEWAYS_PORT: Claim = { kind: 'port-is-gateways', says: 'ruled-out', connectMs: 1 };
const OWN_TEST: Claim = { kind: 'own-test-too', says: 'ruled-out' };
const NO_STUCK: Claim = { kind: 'no-half-closed', says: 'ruled-out' };
const NO_WINDOWS: Claim = { kind: 'cannot-see', says: 'not-known', missing: 'The window list' };
const NO_LISTENER: Claim = { kind: 'nothing-listens', says: 'points-there', port: 4002 };
const LAST = [
  ['restart-gateway', 'last'],
  ['ask-for-help', 'last'],
] as const;
const SILENCE: Plan['steps'] = [
  ['accept-dialog', 'likely'],
  ['finish-sign-in', 'possible'],
  ['trust-address', 'possible'],
  ['clear-connections', 'possible'],
  ...LAST,
];

const PLANS: Readonly<Record<FixableVerdict, Plan>> = {
  silent: {
    proven: ['process', 'port'],
    steps: SILENCE,
    claims: (now) => [
      GATEWAYS_PORT,
      OWN_TEST,
      { kind: 'new-window', says: 'points-there', title: 'API client requesting connection' },
      { kind: 'accepted-before', says: 'points-there', at: now - 3 * 24 * 60 * MINUTE },
      NO_STUCK,
    ],
  },
  'session-silent': {
    proven: ['process', 'port', 'api'],
    steps: SILENCE,
    claims: () => [
      GATEWAYS_PORT,
      OWN_TEST,
      { kind: 'no-new-window', says: 'not-known' },
      { kind: 'half-closed', says: 'points-there', count: 3 },
    ],
  },
  'new-clients-blocked': {
    proven: ['process', 'port'],
    steps: SILENCE,
    claims: () => [
      GATEWAYS_PORT,
      OWN_TEST,
      {
        kind: 'clients',
        says: 'not-known',
        count: 2,
        programs: [
          {
            program: 'python',
            script: 'runner.py',
            pid: 48_211,
            connections: 2,
            halfClosed: 0,
            isOurs: false,
          },
        ],
      },
    ],
  },
  'disclaimer-pending': {
    proven: ['process', 'port', 'api'],
    steps: [['accept-disclaimer', 'likely'], ['finish-sign-in', 'possible'], ...LAST],
    claims: () => [{ kind: 'code', says: 'points-there', code: 10141 }, GATEWAYS_PORT],
  },
  'refused-by-rule': {
    proven: ['port'],
    steps: [['check-relay', 'likely'], ['trust-address', 'possible'], ...LAST],
    claims: () => [
      { kind: 'closed-at-once', says: 'points-there', afterMs: 2 },
      { kind: 'relay', says: 'not-known', program: 'docker-proxy' },
      OWN_TEST,
    ],
  },
  'session-refused': {
    proven: ['process', 'port', 'api'],
    steps: [['look-at-window', 'likely'], ['free-client-id', 'possible'], ...LAST],
    claims: () => [GATEWAYS_PORT, OWN_TEST],
  },
  'client-id-in-use': {
    proven: ['process', 'port', 'api'],
    steps: [['free-client-id', 'likely'], ['clear-connections', 'possible'], ...LAST],
    claims: () => [
      { kind: 'code', says: 'points-there', code: 326 },
      { kind: 'clients', says: 'points-there', count: 1, programs: null },
    ],
  },
  'wrong-port': {
    proven: ['process'],
    steps: [
      ['change-port', 'likely'],
      ['set-gateway-port', 'possible'],
      ['ask-for-help', 'last'],
    ],
    claims: () => [NO_LISTENER, { kind: 'other-port', says: 'points-there', port: 4001 }],
  },
  'wrong-service': {
    proven: ['process'],
    steps: [
      ['change-port', 'likely'],
      ['set-gateway-port', 'possible'],
      ['ask-for-help', 'last'],
    ],
    claims: () => [
      {
        kind: 'other-listener',
        says: 'points-there',
        owner: { kind: 'other', pid: 812, program: 'nginx' },
        service: 'http',
      },
    ],
  },
  'not-running': {
    proven: [],
    steps: [
      ['start-gateway', 'likely'],
      ['set-gateway-port', 'possible'],
      ['ask-for-help', 'last'],
    ],
    claims: () => [{ kind: 'no-process', says: 'points-there' }, NO_LISTENER],
  },
  'sign-in-needed': {
    proven: ['process'],
    steps: [['finish-sign-in', 'likely'], ['enable-api', 'possible'], ...LAST],
    claims: (now) => [
      { kind: 'process-old', says: 'points-there', startedAt: now - 9 * MINUTE },
      NO_LISTENER,
      { kind: 'process-young', says: 'not-known', startedAt: now - MINUTE },
    ],
  },
  frozen: {
    proven: ['process', 'port'],
    steps: [['resume-process', 'likely'], ['look-at-window', 'possible'], ...LAST],
    claims: (now) => [
      { kind: 'process-suspended', says: 'points-there', pid: 48_211 },
      { kind: 'session-mute', says: 'points-there', since: now - 41 * SECOND },
      NO_WINDOWS,
    ],
  },
  'cut-off': {
    proven: ['process', 'port', 'api', 'session'],
    steps: [['check-link', 'likely'], ['end-other-session', 'possible'], ...LAST],
    claims: (now) => [{ kind: 'link-lost', says: 'points-there', since: now - 41 * SECOND }],
  },
};

const proofOf = (kind: Proof['kind'], now: number): Proof =>
  (
    ({
      process: {
        kind: 'process',
        product: 'gateway',
        version: '10.41',
        startedAt: now - 9 * MINUTE,
      },
      port: { kind: 'port', port: 4002 },
      api: { kind: 'api', serverVersion: 187 },
      session: { kind: 'session' },
    }) as const satisfies Record<Proof['kind'], Proof>
  )[kind];

/** A fix that was opened 41 s after its problem began and has come to its step number `at`. */
export function fixOf(
  verdict: FixableVerdict,
  now: number,
  change: Partial<GuidedFix> & { at?: number } = {},
): GuidedFix {
  const { at = 0, ...rest } = change;
  const { proven, steps, claims } = PLANS[verdict];
  return {
    openedAt: now - 20 * SECOND,
    problemSince: now - 41 * SECOND,
    verdict,
    proven: proven.map((kind) => proofOf(kind, now)),
    steps: steps.map(([step, fits], index) => ({
      step,
      fits,
      state: index < at ? 'tried' : index === at ? 'now' : 'later',
    })),
    claims: claims(now),
    outcome: null,
    ...rest,
  };
}

/** The same after 41 s, ended by this. */
export function fixed(
  verdict: FixableVerdict,
  cause: FixCause,
  now: number,
  change: Partial<NonNullable<GuidedFix['outcome']>> = {},
): GuidedFix {
  const outcome = { at: now, afterMs: 41_000, cause, isSure: true, verdict: 'ready', ...change };
  return fixOf(verdict, now, { outcome: outcome as NonNullable<GuidedFix['outcome']> });
}
