import type { ConnectionStatus } from '$contract/connection-status';
import type { ShowAbility } from '$contract/show-gateway';
import { isLocal } from '$contract/target';
import type { Verdict } from '$contract/verdict';
import { isUnproven } from '$contract/unproven';

/** What can be done about a state from here; what must be done in Gateway is said in words. */
export type HeroActionId =
  | 'resume'
  | 'choose-mode'
  | 'test'
  | 'change-mode'
  | 'show-gateway'
  | 'fix'
  | 'continue-fix'
  | 'start-gateway'
  | 'accepted'
  | 'closed'
  | 'copy-report'
  | 'copy-details'
  | 'back-up'
  | 'watch-other-port'
  | 'change-port'
  | 'clients'
  | 'explain'
  | 'ignore-farms'
  | 'change-account'
  | 'change-restart'
  | 'settings'
  | 'system-status';

/** `filled`: the one thing to press first. `link`: by the way, after the others. */
export interface HeroAction {
  readonly id: HeroActionId;
  readonly look: 'filled' | 'plain' | 'link';
}

/**
 * What the design's table says of a verdict: at most one first thing, then the others. Where something
 * can be done the guided fix is among them, and first where the table has nothing filled.
 */
interface Offer {
  readonly first: HeroActionId | null;
  readonly others: readonly HeroActionId[];
  readonly links?: readonly HeroActionId[];
}
type Offers = (status: ConnectionStatus, now: number) => Offer;

const offer = (first: HeroActionId | null, ...others: readonly HeroActionId[]): Offer => ({
  first,
  others,
});
const bringForward: Offers = () => offer('show-gateway', 'fix');
/** Whoever has just accepted need not wait for the next test. */
const lookForDialog: Offers = ({ noDialog }) =>
  noDialog
    ? offer('continue-fix', 'copy-report')
    : { ...offer('show-gateway', 'fix'), links: ['accepted'] };
const fixIt: Offers = () => offer('fix', 'copy-report');
const nothing: Offers = () => offer(null);

const OFFERS: Readonly<Record<Verdict, Offers>> = {
  ready: (status, now) =>
    isUnproven(status, now)
      ? offer(null, 'test')
      : { ...offer(null, 'back-up'), links: ['copy-details'] },
  slow: () => offer(null, 'explain'),
  starting: nothing,
  'sign-in-needed': bringForward,
  'not-running': ({ closedByUser }) =>
    closedByUser ? offer(null, 'start-gateway') : offer('start-gateway', 'closed'),
  'wrong-port': () => offer('watch-other-port', 'test'),
  unreachable: () => offer(null, 'test'),
  'wrong-service': () => offer('fix', 'change-port'),
  'refused-by-rule': fixIt,
  silent: lookForDialog,
  'session-silent': lookForDialog,
  'disclaimer-pending': () => offer('show-gateway', 'fix', 'test'),
  frozen: bringForward,
  'session-refused': fixIt,
  'client-id-in-use': () => offer('fix', 'clients'),
  'unsupported-version': nothing,
  'cut-off': () => offer(null, 'explain', 'system-status', 'fix'),
  'farm-down': ({ report }) =>
    (report?.details.farms ?? []).length === 0
      ? offer(null, 'explain')
      : offer(null, 'explain', 'ignore-farms'),
  'new-clients-blocked': bringForward,
  // Of a mixture neither paper nor live would be right.
  'wrong-account': ({ report }) =>
    report?.details.accountKind === 'paper' || report?.details.accountKind === 'live'
      ? offer('change-account')
      : offer(null, 'settings'),
  'clock-skew': () => offer(null, 'explain'),
  'session-lost': nothing,
  'not-tested': () => offer(null, 'test', 'change-mode'),
  'cannot-measure': nothing,
};

/** What only the process that watches can do. */
const ASKS_MONITOR: ReadonlySet<HeroActionId> = new Set(['test', 'accepted']);

export function heroActions(
  status: ConnectionStatus,
  now: number,
  ability: ShowAbility,
  /** There are settings to be saved. */
  canBackUp: boolean,
): readonly HeroAction[] {
  const { first, others, links = [] } = offerOf(status, now);
  const can = (id: HeroActionId): boolean => {
    if (id === 'show-gateway') return showProblem(status, ability) === null;
    if (id === 'back-up') return canBackUp;
    return status.watchedBy === null || !ASKS_MONITOR.has(id);
  };
  const buttons = [first, ...others].filter((id) => id !== null).filter(can);
  // Where the first thing can't be done here, the next one takes its place.
  const filled = first !== null && needsSomebody(status) ? buttons[0] : undefined;
  return [
    ...buttons.map((id) => ({
      id,
      look: id === filled ? ('filled' as const) : ('plain' as const),
    })),
    ...links.filter(can).map((id) => ({ id, look: 'link' as const })),
  ];
}

function offerOf(status: ConnectionStatus, now: number): Offer {
  const { state, verdict, mode, plannedRestart, isOld } = status;
  if (state === 'paused') return offer(null, 'resume');
  // Nothing but this choice matters before it is made.
  if (mode === null) return offer(null, 'choose-mode');
  if (plannedRestart !== null) return offer(null, 'change-restart');
  if (isOld) return offer(null, 'test');
  return verdict === null ? offer(null) : OFFERS[verdict](status, now);
}

/** Why Gateway's window must be found by hand; null: it can be brought forward from here. */
function showProblem(
  { target }: ConnectionStatus,
  ability: ShowAbility,
): Exclude<ShowAbility, { can: true }>['why'] | null {
  if (!isLocal(target.host)) return 'not-here';
  return ability.can ? null : ability.why;
}

/** The button to bring Gateway forward would stand here; this is why it does not. */
export function missingShow(
  status: ConnectionStatus,
  now: number,
  ability: ShowAbility,
): ReturnType<typeof showProblem> {
  return offerOf(status, now).first === 'show-gateway' ? showProblem(status, ability) : null;
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
