import type { ConnectionStatus } from '$contract/connection-status';
import type { Verdict } from '$contract/verdict';
import { isUnproven } from '$contract/verdict-words';

/** What can be done about a state from here; what must be done in Gateway is said in words. */
export type HeroActionId =
  | 'resume'
  | 'choose-mode'
  | 'test'
  | 'change-mode'
  | 'accepted'
  | 'closed'
  | 'ignore-farms'
  | 'change-account'
  | 'change-restart'
  | 'settings'
  | 'system-status';

export interface HeroAction {
  readonly id: HeroActionId;
  /** The one filled button. */
  readonly primary: boolean;
}

const first = (id: HeroActionId): HeroAction => ({ id, primary: true });
const also = (id: HeroActionId): HeroAction => ({ id, primary: false });

type Actions = (status: ConnectionStatus, now: number) => readonly HeroAction[];

const ACTIONS_OF: Readonly<Partial<Record<Verdict, Actions>>> = {
  ready: (status, now) => (isUnproven(status, now) ? [also('test')] : []),
  silent: () => [first('accepted')],
  'session-silent': () => [first('accepted')],
  'not-running': ({ closedByUser }) => (closedByUser ? [] : [also('closed')]),
  'wrong-port': () => [first('settings')],
  'wrong-service': () => [first('settings')],
  'client-id-in-use': () => [first('settings')],
  'wrong-account': ({ report }) =>
    report?.details.accountKind === 'paper' || report?.details.accountKind === 'live'
      ? [also('change-account')]
      : [also('settings')],
  'cut-off': () => [also('system-status')],
  'farm-down': ({ report }) =>
    (report?.details.farms ?? []).length === 0 ? [] : [also('ignore-farms')],
  'not-tested': ({ mode }) =>
    mode === null ? [first('choose-mode')] : [also('test'), also('change-mode')],
};

/** What only the process that watches can do. */
const ASKS_MONITOR: ReadonlySet<HeroActionId> = new Set(['test', 'accepted']);

export function heroActions(status: ConnectionStatus, now: number): readonly HeroAction[] {
  const { state, verdict, mode, plannedRestart, isOld } = status;
  if (state === 'paused') return [first('resume')];
  // Nothing but this choice matters before it is made.
  if (mode === null) return [first('choose-mode')];
  if (plannedRestart !== null) return [also('change-restart')];
  if (isOld) return [also('test')];
  const actions = verdict === null ? [] : (ACTIONS_OF[verdict]?.(status, now) ?? []);
  return status.watchedBy === null ? actions : actions.filter(({ id }) => !ASKS_MONITOR.has(id));
}

/** The connection waits for its answer and stays open meanwhile. */
export function isHeld({ state, report }: ConnectionStatus): boolean {
  return state !== 'paused' && report?.phase === 'held';
}

/** Why nothing can be tested from here just now; null where it can. */
export type TestBar = 'testing' | 'paused' | 'no-mode' | 'watched-elsewhere';

export function testBar(status: ConnectionStatus): TestBar | null {
  if (status.state === 'paused') return 'paused';
  if (status.mode === null) return 'no-mode';
  if (status.watchedBy !== null) return 'watched-elsewhere';
  return status.testingSince === null ? null : 'testing';
}

const ASKS_FOR_SOMEBODY = new Set<ConnectionStatus['state']>([
  'waiting',
  'signin',
  'down',
  'degraded',
]);

/** Something is wrong that a person should know, other than what they said themselves. */
export function needsSomebody({ state, closedByUser }: ConnectionStatus): boolean {
  return ASKS_FOR_SOMEBODY.has(state) && !closedByUser;
}
