import type { FixStep, FixStepId } from '../../contract/guided-fix.ts';
import type { Planned } from './plan.ts';

/** The plan with what was tried and the one on show; what was tried stays, planned still or not. */
export function stepsOf(
  plan: readonly Planned[],
  tried: readonly FixStepId[],
  chosen: FixStepId | null,
  known: readonly FixStep[],
): readonly FixStep[] {
  const unplanned = known.filter(
    ({ step }) => tried.includes(step) && !plan.some((one) => one.step === step),
  );
  const all: readonly Planned[] = [...unplanned, ...plan];
  const now =
    all.find(({ step }) => step === chosen) ??
    all.find(({ step }) => !tried.includes(step)) ??
    all.at(-1);
  return all.map(({ step, fits }) => ({
    step,
    fits,
    state: step === now?.step ? 'now' : tried.includes(step) ? 'tried' : 'later',
  }));
}

export const stepOnShow = (steps: readonly FixStep[]): FixStepId =>
  steps.find(({ state }) => state === 'now')?.step ?? 'ask-for-help';
