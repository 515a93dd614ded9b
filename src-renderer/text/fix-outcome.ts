import { longDuration, wholeDuration } from '$contract/format';
import type { FixCause, FixOutcome } from '$contract/guided-fix';
import { sessionLives } from '$contract/verdict';

/** What ended it; `name` is the product's. */
const CAUSES: Readonly<Record<FixCause, (name: string, probably: string) => string>> = {
  'dialog-accepted': (_, probably) => `It was ${probably}the permission dialog.`,
  'sign-in-finished': (_, probably) => `It was ${probably}the unfinished sign-in.`,
  'disclaimer-accepted': (_, probably) => `It was ${probably}the paper trading disclaimer.`,
  'now-let-in': (_, probably) => `It was ${probably}the rule about trusted addresses.`,
  'client-id-freed': (_, probably) => `It was ${probably}the client ID; it is free now.`,
  'port-changed': (_, probably) => `It was ${probably}the port.`,
  'service-replaced': (_, probably) => `It was ${probably}the other program on the port.`,
  'gateway-started': (name, probably) => `It was ${probably}that ${name} was not running.`,
  'gateway-restarted': (name, probably) =>
    `It was ${probably}the restart of ${name} that ended it.`,
  'process-resumed': (_, probably) => `It was ${probably}the suspended process.`,
  'link-restored': (_, probably) => `It was ${probably}the link to IBKR; it is back.`,
  unknown: () => 'What ended it is not known.',
};

function ending({ verdict }: FixOutcome, after: string): string {
  return sessionLives(verdict) ? `Connected after ${after}.` : `Past this problem after ${after}.`;
}

const cause = ({ cause: code, isSure }: FixOutcome, name: string): string =>
  CAUSES[code](name, isSure ? '' : 'probably ');

/** `Connected after 41 s. It was the permission dialog.` */
export const outcomeTitle = (outcome: FixOutcome, name: string): string =>
  `${ending(outcome, wholeDuration(outcome.afterMs))} ${cause(outcome, name)}`;

/** The same with the duration spelled out, for screen readers. */
export const outcomeSpoken = (outcome: FixOutcome, name: string): string =>
  `${ending(outcome, longDuration(Math.floor(outcome.afterMs / 1000) * 1000))} ${cause(outcome, name)}`;

/** The next thing to do, so that it does not come back. */
export interface FixOffer {
  readonly label: string;
  readonly does: 'show-trust' | 'settings' | 'copy-details';
}

const SETTINGS = (label: string): FixOffer => ({ label, does: 'settings' });
const DETAILS: FixOffer = { label: 'Copy connection details', does: 'copy-details' };
const RESTART = SETTINGS('Set the daily restart time');

export const fixOffers: Readonly<Record<FixCause, readonly FixOffer[]>> = {
  'dialog-accepted': [{ label: 'This should stop it next time', does: 'show-trust' }],
  'sign-in-finished': [RESTART],
  'disclaimer-accepted': [],
  'now-let-in': [DETAILS],
  'client-id-freed': [SETTINGS('Choose another client ID')],
  'port-changed': [DETAILS, SETTINGS('Check the port in Settings')],
  'service-replaced': [DETAILS, SETTINGS('Check the port in Settings')],
  'gateway-started': [RESTART],
  'gateway-restarted': [RESTART],
  'process-resumed': [],
  'link-restored': [],
  unknown: [],
};

export const DETAILS_COPIED = 'Host, port and client ID are on the clipboard.';
