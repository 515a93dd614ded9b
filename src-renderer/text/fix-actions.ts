import type { FixStepId } from '$contract/guided-fix';
import { otherPort, type FixActionId } from '../model/fix-actions.ts';
import type { FixContext } from '../model/fix-context.ts';

type Label = (step: FixStepId, context: FixContext) => string;

/** `show-gateway` has a component of its own. */
const LABELS: Readonly<Record<Exclude<FixActionId, 'show-gateway'>, Label>> = {
  'watch-port': (_, context) => `Watch ${otherPort(context) ?? ''}`,
  settings: () => 'Open Settings',
  'copy-report': () => 'Copy report',
  'system-status': () => 'IBKR system status',
  support: () => 'IBKR support',
  'download-gateway': () => 'Download Gateway',
  closed: () => 'I closed it',
  test: () => 'Test connection',
  accepted: () => 'I clicked Accept',
  'not-it': (step) => (step === 'accept-dialog' ? 'There is no dialog' : "That wasn't it"),
};

export const fixActionLabel = (
  id: Exclude<FixActionId, 'show-gateway'>,
  step: FixStepId,
  context: FixContext,
): string => LABELS[id](step, context);

export const portChangedText = (port: number, mustChoose: boolean): string =>
  mustChoose
    ? `This connection goes to port ${port} now. Choose how the live account is watched.`
    : `This connection goes to port ${port} now.`;
