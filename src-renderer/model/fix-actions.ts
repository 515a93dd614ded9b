import type { FixStepId, FixableVerdict } from '$contract/guided-fix';
import type { ConnectionStatus } from '$contract/connection-status';
import { testBar } from './hero.ts';
import { claimOf, type FixContext } from './fix-context.ts';

/** What can be done about a step from here. `show-gateway` may turn out to be a text. */
export type FixActionId =
  | 'show-gateway'
  | 'watch-port'
  | 'settings'
  | 'copy-report'
  | 'system-status'
  | 'support'
  | 'download-gateway'
  | 'closed'
  | 'test'
  | 'accepted'
  | 'not-it';

export interface FixAction {
  readonly id: FixActionId;
  /** The one filled button. */
  readonly primary: boolean;
}

/** What a step is done with, the filled button first. */
const OWN_ACTIONS: Readonly<Record<FixStepId, readonly FixActionId[]>> = {
  'accept-dialog': ['show-gateway'],
  'accept-disclaimer': ['show-gateway'],
  'finish-sign-in': ['show-gateway'],
  'trust-address': ['show-gateway'],
  'enable-api': ['show-gateway'],
  'check-relay': [],
  'resume-process': [],
  'look-at-window': ['show-gateway'],
  'clear-connections': [],
  'free-client-id': ['settings'],
  'change-port': ['watch-port'],
  'set-gateway-port': ['show-gateway'],
  'start-gateway': ['download-gateway', 'closed'],
  'check-link': ['system-status'],
  'end-other-session': ['show-gateway'],
  'restart-gateway': ['show-gateway'],
  'ask-for-help': ['copy-report', 'support', 'system-status'],
};

/** Never filled: they lead away from the step. */
const ASIDE: ReadonlySet<FixActionId> = new Set(['download-gateway', 'closed']);

/** A question in Gateway may be what these wait for. */
const ASKS: ReadonlySet<FixableVerdict> = new Set([
  'silent',
  'session-silent',
  'new-clients-blocked',
]);

export function fixActions(
  step: FixStepId,
  context: FixContext,
  status: ConnectionStatus,
): readonly FixAction[] {
  const own = OWN_ACTIONS[step]
    // Without a port to change to, it is typed in Settings.
    .map((id) => (id === 'watch-port' && otherPort(context) === null ? 'settings' : id))
    .filter((id) => id !== 'closed' || !status.closedByUser);
  const ids: FixActionId[] = [...own];
  if (canTest(status)) ids.push('test');
  if (step === 'accept-dialog' && ASKS.has(context.fix.verdict) && status.watchedBy === null)
    ids.push('accepted');
  // Nothing comes after it.
  if (step !== 'ask-for-help') ids.push('not-it');
  const filled = ids.find((id) => !ASIDE.has(id) && id !== 'not-it' && id !== 'accepted');
  const order = (id: FixActionId): number => (id === filled ? 0 : id === 'not-it' ? 1 : 2);
  return ids.toSorted((a, b) => order(a) - order(b)).map((id) => ({ id, primary: id === filled }));
}

/** A test under way keeps its button: it would come and go. */
const canTest = (status: ConnectionStatus): boolean => {
  const bar = testBar(status);
  return bar === null || (bar === 'testing' && status.report?.phase !== 'held');
};

/** The port that Gateway was seen on. */
export const otherPort = ({ fix }: Pick<FixContext, 'fix'>): number | null =>
  claimOf(fix, 'other-port')?.port ?? null;
