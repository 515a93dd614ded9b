import {
  isFixable,
  type FixableVerdict,
  type FixStep,
  type FixStepId,
} from '../../contract/guided-fix.ts';
import type { Scene } from './scene.ts';

export type Planned = Pick<FixStep, 'step' | 'fits'>;

const likely = (step: FixStepId): Planned => ({ step, fits: 'likely' });
const possible = (step: FixStepId): Planned => ({ step, fits: 'possible' });

const resume = ({ isSuspended }: Scene) => isSuspended && likely('resume-process');
const relay = (seen: Scene) => seen.relay !== null && likely('check-relay');
const signIn = ({ isYoung }: Scene) => (isYoung ? likely : possible)('finish-sign-in');
/** On this computer a dialog is the first place to look, not a fact. */
const dialog = ({ hasNewWindow, lastAcceptedAt }: Scene) =>
  (hasNewWindow || lastAcceptedAt !== null ? likely : possible)('accept-dialog');
/** An address that was lost just before is the first to suspect. */
const trust = (seen: Scene, isElseLikely = false) =>
  (isElseLikely || seen.change?.rule === 'trusted-address' ? likely : possible)('trust-address');
/** Where none is half-closed there is nothing to clear. */
const stuck = ({ halfClosed }: Scene) =>
  halfClosed !== 0 && (halfClosed === null ? possible : likely)('clear-connections');

/** One line per verdict: what fits, the cheaper first. */
const RULES: Readonly<Record<FixableVerdict, (seen: Scene) => readonly (Planned | false)[]>> = {
  silent: (seen) => [
    resume(seen),
    relay(seen),
    seen.isYoung && signIn(seen),
    dialog(seen),
    signIn(seen),
    trust(seen),
    stuck(seen),
  ],
  'session-silent': (seen) => [
    resume(seen),
    seen.isYoung && signIn(seen),
    dialog(seen),
    signIn(seen),
    possible('check-link'),
    seen.halfClosed !== null && stuck(seen),
  ],
  'new-clients-blocked': (seen) => blocked(seen),
  'disclaimer-pending': () => [likely('accept-disclaimer')],
  'refused-by-rule': (seen) => [
    relay(seen),
    seen.isCrowded && likely('clear-connections'),
    hungUpLate(seen) && possible('accept-dialog'),
    trust(seen, seen.isRemote),
    seen.halfClosed !== 0 && possible('clear-connections'),
  ],
  'session-refused': (seen) => [
    seen.isYoung && signIn(seen),
    possible('free-client-id'),
    signIn(seen),
    seen.halfClosed !== null && stuck(seen),
  ],
  'client-id-in-use': (seen) => [likely('free-client-id'), stuck(seen)],
  'wrong-port': () => [likely('change-port'), possible('set-gateway-port')],
  'wrong-service': (seen) => [
    relay(seen),
    likely('change-port'),
    possible(seen.processes === 'none' ? 'start-gateway' : 'set-gateway-port'),
  ],
  // From afar a refusal may also mean another port.
  'not-running': (seen) => [
    likely('start-gateway'),
    seen.isRemote && possible('change-port'),
    seen.isRemote && seen.product === 'tws' && possible('enable-api'),
  ],
  'sign-in-needed': (seen) => [
    resume(seen),
    likely('finish-sign-in'),
    seen.product === 'tws' && possible('enable-api'),
    // It may listen elsewhere: its sockets can't be seen.
    seen.process?.ports === null && possible('change-port'),
  ],
  frozen: (seen) => [resume(seen), relay(seen), possible('look-at-window')],
  'cut-off': () => [likely('check-link'), possible('end-other-session')],
};

/** What to try for a verdict, by likelihood, then by cost; what costs a new sign-in comes last. */
export function planFor(verdict: FixableVerdict, seen: Scene): readonly Planned[] {
  const fitting = RULES[verdict](seen).filter((one) => one !== false);
  const sorted = [
    ...fitting.filter(({ fits }) => fits === 'likely'),
    ...fitting.filter(({ fits }) => fits === 'possible'),
  ];
  // The first mention counts: it says how well it fits.
  const distinct = sorted.filter(
    ({ step }, index) => sorted.findIndex((one) => one.step === step) === index,
  );
  return [
    ...distinct,
    ...(canRestart(verdict, seen) ? [{ step: 'restart-gateway', fits: 'last' } as const] : []),
    { step: 'ask-for-help', fits: 'last' },
  ];
}

/** It took the connection and thought about it: a question may have been declined, or timed out. */
const hungUpLate = ({ closedAfterMs }: Scene): boolean =>
  closedAfterMs !== null && closedAfterMs > 1000;

/** Nothing runs that could be restarted. */
const canRestart = (verdict: FixableVerdict, seen: Scene): boolean =>
  verdict !== 'not-running' && !(verdict === 'wrong-service' && seen.processes === 'none');

/** The open session proves these fine. */
const PROVEN_BY_SESSION: ReadonlySet<FixStepId> = new Set([
  'resume-process',
  'check-relay',
  'finish-sign-in',
  'check-link',
  'start-gateway',
  'change-port',
  'set-gateway-port',
  'enable-api',
]);

/** What the fresh test beside the session met decides; the session itself works. */
function blocked(seen: Scene): readonly (Planned | false)[] {
  const met = isFixable(seen.met) && seen.met !== 'new-clients-blocked' ? seen.met : 'silent';
  return RULES[met](seen).filter((one) => one !== false && !PROVEN_BY_SESSION.has(one.step));
}
