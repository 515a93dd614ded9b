/** What the tray shows, `ux.md`'s eight silhouettes. */
export const STATES = [
  'ready',
  'degraded',
  'waiting',
  'signin',
  'down',
  'restart',
  'checking',
  'paused',
] as const;
export type GatewayState = (typeof STATES)[number];

/** Why. The codes are fixed: scripts depend on them. */
export const VERDICTS = [
  'ready',
  'slow',
  'starting',
  'sign-in-needed',
  'not-running',
  'wrong-port',
  'unreachable',
  'wrong-service',
  'refused-by-rule',
  'silent',
  'session-silent',
  'disclaimer-pending',
  'frozen',
  'session-refused',
  'client-id-in-use',
  'unsupported-version',
  'cut-off',
  'farm-down',
  'new-clients-blocked',
  'wrong-account',
  'clock-skew',
  'session-lost',
  'not-tested',
  'cannot-measure',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export const STATE_OF_VERDICT: Readonly<Record<Verdict, GatewayState>> = {
  ready: 'ready',
  slow: 'degraded',
  starting: 'checking',
  'sign-in-needed': 'signin',
  'not-running': 'down',
  'wrong-port': 'down',
  unreachable: 'down',
  'wrong-service': 'down',
  'refused-by-rule': 'down',
  silent: 'waiting',
  'session-silent': 'waiting',
  'disclaimer-pending': 'waiting',
  frozen: 'waiting',
  'session-refused': 'down',
  'client-id-in-use': 'degraded',
  'unsupported-version': 'down',
  'cut-off': 'degraded',
  'farm-down': 'degraded',
  'new-clients-blocked': 'degraded',
  'wrong-account': 'degraded',
  'clock-skew': 'degraded',
  'session-lost': 'checking',
  'not-tested': 'checking',
  'cannot-measure': 'checking',
};

export type Hue = 'ok' | 'warn' | 'bad' | 'info' | 'idle';

const HUE_OF_STATE: Readonly<Record<GatewayState, Hue>> = {
  ready: 'ok',
  degraded: 'warn',
  waiting: 'warn',
  signin: 'warn',
  down: 'bad',
  restart: 'info',
  checking: 'idle',
  paused: 'idle',
};

/** `cut-off` keeps the triangle but takes the bad hue: nothing can be traded through it. */
export function hueOf(state: GatewayState, verdict: Verdict | null): Hue {
  return state === 'degraded' && verdict === 'cut-off' ? 'bad' : HUE_OF_STATE[state];
}

/** Verdicts that leave a working session behind, whatever else is amiss. */
const SESSION_LIVES: ReadonlySet<Verdict> = new Set<Verdict>([
  'ready',
  'slow',
  'cut-off',
  'farm-down',
  'wrong-account',
  'clock-skew',
]);
export const sessionLives = (verdict: Verdict | null): boolean =>
  verdict !== null && SESSION_LIVES.has(verdict);
