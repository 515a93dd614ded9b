import type { FixStepId } from '$contract/guided-fix';
import { otherPort } from '../model/fix-actions.ts';
import type { FixContext } from '../model/fix-context.ts';
import { hiddenWindowHint } from './hidden-window.ts';
import {
  changePort,
  enableApi,
  setGatewayPort,
  trustAddress,
} from './instructions/api-settings.ts';
import {
  askForHelp,
  checkLink,
  endOtherSession,
  restartGateway,
  resumeProcess,
  startGateway,
} from './instructions/gateway.ts';
import { WORDING_DIFFERS } from './menu-paths.ts';
import { checkRelay, clearConnections, freeClientId } from './instructions/programs.ts';
import {
  aboutDialog,
  acceptDialog,
  acceptDisclaimer,
  finishSignIn,
  lookAtWindow,
  WRITE_QUESTION,
} from './instructions/window.ts';

type Instructions = (c: FixContext) => readonly string[];

/** What to do, in order; labels stand between asterisks (`model/labelled`). */
const INSTRUCTIONS: Readonly<Record<FixStepId, Instructions>> = {
  'accept-dialog': acceptDialog,
  'accept-disclaimer': acceptDisclaimer,
  'finish-sign-in': finishSignIn,
  'trust-address': trustAddress,
  'enable-api': enableApi,
  'check-relay': checkRelay,
  'resume-process': resumeProcess,
  'look-at-window': lookAtWindow,
  'clear-connections': clearConnections,
  'free-client-id': freeClientId,
  'change-port': changePort,
  'set-gateway-port': setGatewayPort,
  'start-gateway': startGateway,
  'check-link': checkLink,
  'end-other-session': endOtherSession,
  'restart-gateway': restartGateway,
  'ask-for-help': askForHelp,
};

export const stepInstructions = (step: FixStepId, c: FixContext): readonly string[] =>
  INSTRUCTIONS[step](c);

/** Their first line sends people to a window that may be hidden. */
const IN_WINDOW: ReadonlySet<FixStepId> = new Set([
  'accept-dialog',
  'accept-disclaimer',
  'finish-sign-in',
  'look-at-window',
]);

/** Smaller, below everything that is to be done. */
export function stepAsides(step: FixStepId, c: FixContext): readonly string[] {
  return [
    c.local && IN_WINDOW.has(step) ? hiddenWindowHint(c.system, c.name) : null,
    step === 'accept-dialog' ? aboutDialog(c) : null,
    step === 'accept-dialog' ? WRITE_QUESTION : null,
    quotesGateway(step, c) ? WORDING_DIFFERS : null,
  ].filter((line) => line !== null);
}

/** Their labels are Gateway's; the picture of the dialog says for itself that wording differs. */
const QUOTING: ReadonlySet<FixStepId> = new Set([
  'accept-disclaimer',
  'finish-sign-in',
  'trust-address',
  'enable-api',
  'check-relay',
  'set-gateway-port',
  'start-gateway',
  'ask-for-help',
]);

const quotesGateway = (step: FixStepId, c: FixContext): boolean =>
  QUOTING.has(step) || (step === 'change-port' && otherPort(c) === null);
