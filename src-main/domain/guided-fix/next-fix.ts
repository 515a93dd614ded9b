import type { ConnectionStatus } from '../../contract/connection-status.ts';
import type { MayExplain } from '../../contract/jts/settings-state.ts';
import {
  isFixable,
  type FixOutcome,
  type FixableVerdict,
  type FixStep,
  type FixStepId,
  type GuidedFix,
} from '../../contract/guided-fix.ts';
import { claimsFor } from './claims.ts';
import { isOver } from './is-over.ts';
import { causeOf } from './outcome.ts';
import { planFor } from './plan.ts';
import { proofsOf } from './proofs.ts';
import { metAgain, sceneOf, type Scene } from './scene.ts';
import { stepOnShow, stepsOf } from './steps.ts';

/** Everything that can change a guided fix. `at` is epoch milliseconds. */
export type FixEvent = { readonly at: number } &
  /** `change`: of settings, that may explain what is wrong; null or left out: none is known. */
  (
    | { kind: 'opened'; status: ConnectionStatus; change?: MayExplain | null }
    | { kind: 'status'; status: ConnectionStatus; change?: MayExplain | null }
    | { kind: 'step-chosen'; step: FixStepId }
    /** The user tried it, and it did not help. */
    | { kind: 'not-it'; step: FixStepId }
    | { kind: 'closed' }
  );

/** A fix and what it is made of. */
export interface OpenFix {
  readonly shown: GuidedFix;
  /** How the problem was last met. */
  readonly before: Scene;
  readonly tried: readonly FixStepId[];
  /** Where the user went; null: the first step that was not tried is on show. */
  readonly chosen: FixStepId | null;
  /** It ended before anybody looked around: the cause is named again after that. */
  readonly isProvisional: boolean;
}

/**
 * The only place where a guided fix changes. Null: none is open. What is shown stays the same object
 * where nothing of it changed.
 */
export function nextFix(current: OpenFix | null, event: FixEvent): OpenFix | null {
  if (event.kind === 'opened') {
    const goesOn = current !== null && current.shown.outcome === null;
    return goesOn ? current : (opened(event.status, event.at, event.change) ?? current);
  }
  if (current === null || event.kind === 'closed') return null;
  if (event.kind === 'status') return afterStatus(current, event.status, event.at, event.change);
  return current.shown.outcome === null ? afterUser(current, event.kind, event.step) : current;
}

type Change = MayExplain | null | undefined;

function opened(status: ConnectionStatus, at: number, change: Change): OpenFix | null {
  const { verdict } = status;
  if (!isFixable(verdict)) return null;
  const seen = sceneOf(status, at, change);
  // Told before, and still so.
  const tried: readonly FixStepId[] = status.noDialog ? ['accept-dialog'] : [];
  return {
    shown: {
      openedAt: at,
      problemSince: status.problemSince ?? status.since,
      outcome: null,
      ...shownFor(verdict, status, seen, tried, null, []),
    },
    before: seen,
    tried,
    chosen: null,
    isProvisional: false,
  };
}

function afterStatus(
  current: OpenFix,
  status: ConnectionStatus,
  at: number,
  change: Change,
): OpenFix | null {
  const { shown, before } = current;
  const { verdict, state } = status;
  // Expected and over soon: what was planned stays.
  if (verdict === null || state === 'restart') return current;
  if (shown.outcome !== null) {
    if (isFixable(verdict) && verdict !== shown.outcome.verdict) return null;
    if (!current.isProvisional) return current;
    return ended(current, shown.outcome, sceneOf(status, at, change));
  }
  const seen = sceneOf(status, at, change);
  if (isOver(shown.verdict, before, seen)) {
    return ended(current, { at, afterMs: at - shown.problemSince, verdict }, seen);
  }
  if (!isFixable(verdict)) return current;
  const isSame = verdict === shown.verdict;
  // A test under way has nothing to say yet, and has not looked around.
  if (isSame && status.report?.verdict === null && seen.key === before.key) return current;
  const chosen = isSame ? current.chosen : null;
  const fresh = {
    ...shown,
    ...shownFor(verdict, status, seen, current.tried, chosen, shown.steps),
  };
  const next = { ...current, chosen, before: isSame ? metAgain(before, seen) : seen, shown: fresh };
  return isEqual(fresh, shown) ? { ...next, shown } : next;
}

/** A test that passes quickly is over before processes and sockets were read. */
function ended(
  current: OpenFix,
  what: Pick<FixOutcome, 'at' | 'afterMs' | 'verdict'>,
  seen: Scene,
): OpenFix {
  const { shown, before } = current;
  const isProvisional = !seen.isRemote && seen.processes === 'not-checked';
  if (isProvisional && shown.outcome !== null) return current;
  const { at, afterMs, verdict } = what;
  const outcome = { at, afterMs, ...causeOf(before, seen, stepOnShow(shown.steps)), verdict };
  const isSame = JSON.stringify(outcome) === JSON.stringify(shown.outcome);
  return { ...current, isProvisional, shown: isSame ? shown : { ...shown, outcome } };
}

function afterUser(
  current: OpenFix,
  deed: 'step-chosen' | 'not-it',
  step: FixStepId,
): OpenFix | null {
  const { shown } = current;
  if (!shown.steps.some((one) => one.step === step)) return current;
  // There is nothing after it: whoever needs help still needs it.
  const isTried = deed === 'not-it' && step !== 'ask-for-help';
  const tried = isTried ? [...new Set([...current.tried, step])] : current.tried;
  const chosen =
    deed === 'step-chosen'
      ? step
      : (shown.steps.find((one) => !tried.includes(one.step))?.step ?? 'ask-for-help');
  const steps = stepsOf(shown.steps, tried, chosen, shown.steps);
  return { ...current, tried, chosen, shown: { ...shown, steps } };
}

function shownFor(
  verdict: FixableVerdict,
  status: ConnectionStatus,
  seen: Scene,
  tried: readonly FixStepId[],
  chosen: FixStepId | null,
  known: readonly FixStep[],
): Pick<GuidedFix, 'verdict' | 'proven' | 'steps' | 'claims'> {
  return {
    verdict,
    proven: proofsOf(verdict, status, seen),
    steps: stepsOf(planFor(verdict, seen), tried, chosen, known),
    claims: claimsFor(verdict, status, seen),
  };
}

const isEqual = (one: GuidedFix, other: GuidedFix): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
