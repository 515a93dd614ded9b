import type { FixableVerdict } from '$contract/guided-fix';

interface FixTitle {
  /** The page's title; `name` is the product's. */
  readonly title: (name: string) => string;
  /** The problem in a word or two, beside its running time. */
  readonly word: string;
}

export const fixTitles: Readonly<Record<FixableVerdict, FixTitle>> = {
  silent: { title: () => 'Get past the handshake timeout', word: 'Waiting' },
  'session-silent': { title: () => 'Get the API session started', word: 'Waiting' },
  'new-clients-blocked': { title: () => 'Let new programs in again', word: 'Blocked' },
  'disclaimer-pending': { title: () => 'Accept the paper trading disclaimer', word: 'Waiting' },
  'refused-by-rule': { title: () => 'Have this computer let in', word: 'Turned away' },
  'session-refused': { title: () => 'Find out why the session is refused', word: 'Refused' },
  'client-id-in-use': { title: () => 'Get a client ID that is free', word: 'ID taken' },
  'wrong-port': { title: () => 'Use the same port on both sides', word: 'Wrong port' },
  'wrong-service': { title: (name) => `Find ${name}'s port`, word: 'Not the API' },
  'not-running': { title: (name) => `Get ${name} running`, word: 'Not running' },
  'sign-in-needed': { title: () => 'Get the API port open', word: 'Port closed' },
  frozen: { title: (name) => `Get ${name} to answer again`, word: 'No answer' },
  'cut-off': { title: () => 'Get the link to IBKR back', word: 'Cut off' },
};

/** Title of the card that offers the fix. */
export const OPEN_FIX = 'Fix step by step';
