import type { FixCause, FixOutcome, FixStepId, FixableVerdict } from '$contract/guided-fix';

/** What the app must say, word for word, so that a slip in its own words is seen. */

type Scripted = Exclude<FixableVerdict, 'new-clients-blocked' | 'session-refused'>;

interface Said {
  /** Of the first screen. */
  readonly headline: (port: number, scenario: string) => string | RegExp;
  /** Of the guided fix. */
  readonly title: string;
}

const SAID: Readonly<Record<Scripted, Said>> = {
  silent: {
    headline: () => "Gateway isn't answering new programs",
    title: 'Get past the handshake timeout',
  },
  'session-silent': {
    headline: () => 'Gateway answered but starts no session',
    title: 'Get the API session started',
  },
  'disclaimer-pending': {
    headline: () => 'Accept the paper trading disclaimer',
    title: 'Accept the paper trading disclaimer',
  },
  'refused-by-rule': {
    headline: (_port, scenario) =>
      `${scenario.includes('relay') ? 'socat' : 'Gateway'} closed the connection at once`,
    title: 'Have this computer let in',
  },
  'client-id-in-use': {
    headline: () => /^Client ID 9\d{5} is taken$/,
    title: 'Get a client ID that is free',
  },
  'wrong-port': {
    headline: () => /^Gateway uses port \d+$/,
    title: 'Use the same port on both sides',
  },
  'wrong-service': {
    headline: (port) => `Port ${port} is not Gateway's API`,
    title: "Find Gateway's port",
  },
  'not-running': { headline: () => "Gateway isn't running", title: 'Get Gateway running' },
  'sign-in-needed': {
    headline: (port) => `Port ${port} isn't open yet`,
    title: 'Get the API port open',
  },
  frozen: { headline: () => 'Gateway stopped answering', title: 'Get Gateway to answer again' },
  'cut-off': { headline: () => 'No link to IBKR', title: 'Get the link to IBKR back' },
};

export function said(verdict: FixableVerdict): Said {
  const words = (SAID as Readonly<Partial<Record<FixableVerdict, Said>>>)[verdict];
  if (words === undefined) throw new Error(`No scenario brings about ${verdict}.`);
  return words;
}

const STEP_TITLES: Readonly<Partial<Record<FixStepId, string>>> = {
  'accept-dialog': 'Accept the dialog',
  'clear-connections': 'Clear stuck connections',
  'accept-disclaimer': 'Accept the paper disclaimer',
  'trust-address': 'Trust this computer',
  'check-relay': 'Look behind the relay',
  'free-client-id': 'Free the client ID',
  'change-port': 'Change the port here',
  'check-link': 'Check the link to IBKR',
  'resume-process': "Resume Gateway's process",
  'start-gateway': 'Start Gateway',
  'finish-sign-in': 'Finish signing in',
};

export function titleOf(step: FixStepId): string {
  const title = STEP_TITLES[step];
  if (title === undefined) throw new Error(`No scenario begins with ${step}.`);
  return title;
}

const CAUSES: Readonly<Partial<Record<FixCause, string>>> = {
  'dialog-accepted': 'the permission dialog',
  'disclaimer-accepted': 'the paper trading disclaimer',
  'now-let-in': 'the rule about trusted addresses',
  'client-id-freed': 'the client ID; it is free now',
  'service-replaced': 'the other program on the port',
  'link-restored': 'the link to IBKR; it is back',
  'process-resumed': 'the suspended process',
  'gateway-started': 'that Gateway was not running',
  'sign-in-finished': 'the unfinished sign-in',
  'port-changed': 'the port',
};

/** The success screen: it names the cause, and says "probably" unless it is sure. */
export function endedBy({ cause, isSure }: Pick<FixOutcome, 'cause' | 'isSure'>): RegExp {
  const what = CAUSES[cause];
  if (what === undefined) throw new Error(`No scenario ends with ${cause}.`);
  return new RegExp(
    `^Connected after [\\d hmins]+\\. It was ${isSure ? '' : 'probably '}${what}\\.$`,
  );
}
