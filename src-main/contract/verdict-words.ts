import type { Evidence } from './evidence.ts';
import { ago, clockTime, dayOf, longDuration } from './format.ts';
import type { ForeignService } from './observation.ts';
import { isLocal, type Product, type Target } from './target.ts';
import type { VerdictDetails } from './test-report.ts';
import type { Verdict } from './verdict.ts';
import type { WatchMode } from './watch-modes.ts';

/** What the words of a verdict are made of. `since` and `now` are epoch milliseconds. */
export interface WordContext {
  readonly target: Target;
  readonly details: VerdictDetails;
  readonly clientId: number;
  readonly since: number;
  readonly now: number;
  readonly sessionAnsweredAt?: number | null;
  readonly newClientAcceptedAt?: number | null;
  /** The newest client had to be accepted by a person. */
  readonly acceptedByHand?: boolean;
  readonly mode?: WatchMode | null;
  /** False once the unanswered connection was closed. */
  readonly held?: boolean;
  /** A window that Gateway opened right after the hello; `title` null where it is not to be said. */
  readonly newWindow?: { readonly title: string | null } | null;
  /** When accepting a dialog last ended a silence. */
  readonly lastAcceptedAt?: number | null;
  /** The user looked and found no dialog. */
  readonly noDialog?: boolean;
}

/** The window as `WordContext` wants it, with its title: for the eyes of the user alone. */
export const newWindowIn = ({ windows }: Evidence): { readonly title: string | null } | null =>
  windows.outcome === 'new' ? { title: windows.title } : null;
/** The same for what may be handed on: a title may name people. */
export const untitledWindowIn = (evidence: Evidence): { readonly title: null } | null =>
  newWindowIn(evidence) && { title: null };

interface Words {
  headline: (c: WordContext) => string;
  sentence: (c: WordContext) => string;
  /** At most two lines: what to click, then what else. */
  todo: (c: WordContext) => readonly string[];
}

/** The product's name as people call it; "Gateway" stands for both where it isn't known. */
export const productName: Readonly<Record<Product, string>> = {
  gateway: 'Gateway',
  tws: 'TWS',
  unknown: 'Gateway',
};
const name = (c: WordContext): string => productName[c.target.product];

/** `Paper 4002`, `Live 7496`; the word Live is never left out. */
export function portName(target: Target): string {
  const mode = { paper: 'Paper ', live: 'Live ', unknown: 'Port ' }[target.mode];
  return `${mode}${target.port}`;
}

/** `Paper, 127.0.0.1:4002`. */
export function targetLine(target: Target): string {
  const mode = { paper: 'Paper, ', live: 'Live, ', unknown: '' }[target.mode];
  return `${mode}${targetAddress(target)}`;
}

/** `127.0.0.1:4002`, `[::1]:4002`. */
export function targetAddress({ host, port }: Pick<Target, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

const serviceName: Readonly<Record<ForeignService, string>> = {
  http: 'a web server',
  tls: 'an encrypted service (TLS)',
  ssh: 'an SSH server',
  unknown: 'a program that speaks something else',
};

/** Accepting one client proves the way for new ones this long. */
const PROVEN_MS = 30 * 60_000;

const lookForDialog = (c: WordContext): string =>
  c.noDialog === true
    ? 'What else keeps it silent: an unfinished sign-in, trusted addresses, stuck connections.'
    : `Bring ${name(c)} to the front and answer Accept or Yes to the question about an incoming connection.`;
/** Said while the connection waits for its answer; the page shows it beside the pulse. */
export const HELD_OPEN =
  'The connection is held open: once the question is answered, this turns green by itself.';
const dialogSteps = (c: WordContext): readonly string[] =>
  c.held === false ? [lookForDialog(c)] : [lookForDialog(c), HELD_OPEN];
const apiSettings = (c: WordContext): string =>
  c.target.product === 'tws'
    ? 'Global Configuration → API → Settings'
    : 'Configure → Settings → API → Settings';

/**
 * When a new client was last accepted, if that promises the next one nothing: it is too long ago,
 * or somebody had to accept it.
 */
const unprovenSince = (
  c: Pick<WordContext, 'now' | 'newClientAcceptedAt' | 'acceptedByHand'>,
): number | null =>
  c.newClientAcceptedAt != null &&
  (c.acceptedByHand === true || c.now - c.newClientAcceptedAt > PROVEN_MS)
    ? c.newClientAcceptedAt
    : null;

/** The open session works, but says nothing about new clients by now. */
export const isUnproven = (
  status: {
    readonly newClientAcceptedAt: number | null;
    readonly acceptedByHand: boolean;
  },
  now: number,
): boolean => unprovenSince({ ...status, now }) !== null;

const readySentence = (c: WordContext): string => {
  const signals = [
    c.sessionAnsweredAt == null ? null : `Session answered ${ago(c.now - c.sessionAnsweredAt)}`,
    c.newClientAcceptedAt == null
      ? null
      : `new client accepted ${ago(c.now - c.newClientAcceptedAt)}`,
  ].filter((part) => part !== null);
  return signals.length === 0 ? 'All stages passed.' : `${signals.join(', ')}.`;
};

const TITLE_SHOWN = 80;

const quoted = (title: string): string => {
  const signs = [...title];
  return `"${signs.length > TITLE_SHOWN ? `${signs.slice(0, TITLE_SHOWN - 1).join('')}…` : title}"`;
};

/** More than silence speaks for a dialog. */
const asksSomething = (c: WordContext): boolean => c.newWindow != null || c.lastAcceptedAt != null;

function silentSentence(c: WordContext): string {
  const waited = longDuration(c.details.waitedMs ?? 0);
  if (c.noDialog === true) return `The API has been silent for ${waited}.`;
  if (c.newWindow != null) {
    const { title } = c.newWindow;
    const which = title === null ? '' : `: ${quoted(title)}`;
    return `A window opened in ${name(c)} just then${which}.`;
  }
  if (c.lastAcceptedAt != null) {
    return `The same happened ${dayOf(c.lastAcceptedAt, c.now)}, and accepting the dialog ended it.`;
  }
  return (
    `Port ${c.target.port} took the connection, but the API has been silent for ${waited}. ` +
    `Look for a permission dialog in ${name(c)} first; it can hide behind other windows.`
  );
}

const isTurnedAway = ({ details: { blockedBy } }: WordContext): boolean =>
  blockedBy !== undefined && blockedBy !== 'silent' && blockedBy !== 'session-silent';

/** Headline, sentence and advice for every verdict. Claims stay inside what was seen. */
const WORDS: Readonly<Record<Verdict, Words>> = {
  ready: {
    headline: (c) =>
      unprovenSince(c) === null ? 'Ready for your API clients' : 'This session works',
    sentence: (c) => {
      const since = unprovenSince(c);
      return since === null
        ? readySentence(c)
        : `New programs not tested since ${clockTime(since)}; ${name(c)} may ask about them.`;
    },
    todo: () => [],
  },
  slow: {
    headline: (c) => `${name(c)} answers slowly`,
    sentence: (c) =>
      `The session took ${longDuration(c.details.sessionMs ?? 0)}; usually ${longDuration(c.details.usualMs ?? 0)}.`,
    todo: (c) => [
      `Programs with short time limits may give up. ${name(c)} may be busy or short of memory.`,
    ],
  },
  starting: {
    headline: (c) => `${name(c)} is starting`,
    sentence: () => 'Usually ready within a minute.',
    todo: () => ['Wait: the next test runs by itself.'],
  },
  'sign-in-needed': {
    headline: (c) => `Port ${c.target.port} isn't open yet`,
    sentence: (c) =>
      `${name(c)} runs${c.details.processStartedAt === undefined ? '' : ` since ${clockTime(c.details.processStartedAt)}`}. ` +
      (c.target.product === 'tws'
        ? 'It probably waits for a sign-in, or its API is switched off.'
        : 'It probably waits for a sign-in.'),
    todo: (c) => [
      `Bring ${name(c)} to the front, finish signing in and approve on your phone if it asks.`,
      c.target.product === 'tws'
        ? `If it is signed in, tick "Enable ActiveX and Socket Clients" under ${apiSettings(c)}.`
        : `If it is signed in, compare the socket port under ${apiSettings(c)} with ${c.target.port}.`,
    ],
  },
  'not-running': {
    headline: (c) =>
      isLocal(c.target.host)
        ? `${name(c)} isn't running`
        : `Nothing listens on port ${c.target.port}`,
    sentence: (c) =>
      isLocal(c.target.host)
        ? `Nothing listens on port ${c.target.port} since ${clockTime(c.since)}.`
        : `${c.target.host} refused the connection.`,
    todo: (c) => [
      `Start ${name(c)} and sign in. The light changes by itself.`,
      `If it runs, compare the socket port under ${apiSettings(c)} with ${c.target.port}.`,
    ],
  },
  'wrong-port': {
    headline: (c) => `${name(c)} uses port ${c.details.otherPort ?? '?'}`,
    sentence: (c) => `You watch ${c.target.port}.`,
    todo: (c) => [
      `Change the port to ${c.details.otherPort ?? '?'} in Settings here and in your programs.`,
      `Or change the socket port in ${name(c)} under ${apiSettings(c)}.`,
    ],
  },
  unreachable: {
    headline: (c) => `${c.target.host} can't be reached`,
    sentence: (c) => {
      if (['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL'].includes(c.details.errno ?? ''))
        return 'Its name is not known here: check the spelling or the network.';
      if (c.details.errno === undefined || c.details.errno === 'ETIMEDOUT')
        return `No answer within ${longDuration(c.details.waitedMs ?? 5000)}: host off, network, or firewall.`;
      return `The system found no way there (${c.details.errno}): host off, network, or firewall.`;
    },
    todo: () => ['Check that the other computer is on and that a firewall lets this port through.'],
  },
  'wrong-service': {
    headline: (c) => `Port ${c.target.port} is not ${name(c)}'s API`,
    sentence: (c) =>
      `Something else answers there: ${serviceName[c.details.service ?? 'unknown']}.`,
    todo: (c) => [
      `Change the port in Settings here: ${name(c)} shows its own under ${apiSettings(c)}.`,
    ],
  },
  'refused-by-rule': {
    headline: (c) =>
      (c.details.closedAfterMs ?? 0) > 1000
        ? `${name(c)} closed the connection after ${longDuration(c.details.closedAfterMs ?? 0).replace(/ seconds?$/, ' s')}`
        : `${name(c)} closed the connection at once`,
    sentence: () =>
      "It took the connection and hung up without a word, as it does for addresses it doesn't trust.",
    todo: (c) => [
      `Add this computer's address to the trusted addresses under ${apiSettings(c)}, then Apply and OK.`,
      `With a container or tunnel in between: check that ${name(c)} runs behind it.`,
    ],
  },
  silent: {
    headline: (c) => {
      if (c.noDialog === true) return `${name(c)} isn't answering`;
      return asksSomething(c)
        ? `${name(c)} is waiting for you`
        : `${name(c)} isn't answering new programs`;
    },
    sentence: silentSentence,
    todo: dialogSteps,
  },
  'session-silent': {
    headline: (c) => `${name(c)} answered but starts no session`,
    sentence: (c) => `A prompt may be open in ${name(c)}, or it is still connecting.`,
    todo: dialogSteps,
  },
  'disclaimer-pending': {
    headline: () => 'Accept the paper trading disclaimer',
    sentence: (c) => `${name(c)} asks for it after a fresh sign-in.`,
    todo: (c) => [
      `Bring ${name(c)} to the front and accept the paper trading disclaimer.`,
      'Then test the connection again.',
    ],
  },
  frozen: {
    headline: (c) => `${name(c)} stopped answering`,
    sentence: (c) =>
      `The open session has been mute since ${clockTime(c.details.muteSince ?? c.since)}.`,
    todo: (c) => [`Bring ${name(c)} to the front and see whether its window still reacts.`],
  },
  'session-refused': {
    headline: (c) => `${name(c)} refused the session`,
    sentence: () => 'It gave no reason.',
    todo: (c) => [
      `Look at ${name(c)}'s window for a message, then test the connection again.`,
      'Another program may use the same client ID.',
    ],
  },
  'client-id-in-use': {
    headline: (c) => `Client ID ${c.clientId} is taken`,
    sentence: () => 'So is the one tried before it.',
    todo: () => [
      'Close the program that uses it, or choose another client ID in Settings.',
      'After a crash an ID can stay taken for a few minutes.',
    ],
  },
  'unsupported-version': {
    headline: (c) => `This ${name(c)} is too old`,
    sentence: (c) => `It speaks version ${c.details.serverVersion ?? '?'}.`,
    todo: (c) => [`Install a current version of ${name(c)}.`],
  },
  'cut-off': {
    headline: () => 'No link to IBKR',
    sentence: (c) =>
      `Since ${clockTime(c.since)}. ${name(c)} runs, but orders and data are interrupted.`,
    todo: () => [
      "It usually heals by itself. Check the internet connection and IBKR's system status.",
      'The same user name signed in elsewhere can cut this session off.',
    ],
  },
  'farm-down': {
    headline: () => 'Market data is interrupted',
    sentence: (c) =>
      `${(c.details.farms ?? []).join(', ') || 'A data farm'} ${(c.details.farms ?? []).length > 1 ? 'are' : 'is'} down since ${clockTime(c.since)}. This says nothing about orders.`,
    todo: () => ['It usually heals by itself within minutes; nothing to click.'],
  },
  'new-clients-blocked': {
    headline: () => "New programs can't connect",
    sentence: (c) =>
      isTurnedAway(c)
        ? `The open session works, but a fresh test was turned away at ${clockTime(c.since)}.`
        : `The open session works, but a fresh test meets silence since ${clockTime(c.since)}.`,
    todo: (c) =>
      isTurnedAway(c)
        ? [`Look at ${name(c)}'s window for a message, then test the connection again.`]
        : dialogSteps(c),
  },
  'wrong-account': {
    headline: (c) =>
      c.details.accountKind === 'mixed'
        ? 'These are paper and live accounts'
        : `This is a ${c.details.accountKind === 'paper' ? 'paper' : 'live'} account`,
    sentence: (c) => `You chose ${c.target.expect ?? 'another'} for this connection.`,
    todo: (c) => [
      `Sign in to ${name(c)} with the other account, or change the choice in Settings.`,
    ],
  },
  'clock-skew': {
    headline: (c) => `Clocks differ by ${Math.round(Math.abs(c.details.skewMs ?? 0) / 1000)} s`,
    sentence: (c) => `${name(c)}'s clock or this computer's is wrong.`,
    todo: () => ['Turn on automatic time on both computers.'],
  },
  'session-lost': {
    headline: () => 'Lost the API session, testing again',
    sentence: () => '',
    todo: () => [],
  },
  'not-tested': {
    headline: (c) => `Port ${c.target.port} listens`,
    sentence: (c) =>
      c.mode === null
        ? 'Nothing connects to a live account before you chose how it is watched.'
        : 'The API is not tested in "Look only" mode.',
    todo: () => [],
  },
  'cannot-measure': {
    headline: () => "Can't tell",
    sentence: (c) => `${c.details.missing ?? 'Something the test needs'} is missing.`,
    todo: () => ['Allow it or install it, then test the connection again.'],
  },
};

export const headline = (verdict: Verdict, c: WordContext): string => WORDS[verdict].headline(c);
export const sentence = (verdict: Verdict, c: WordContext): string => WORDS[verdict].sentence(c);
export const todo = (verdict: Verdict, c: WordContext): readonly string[] => WORDS[verdict].todo(c);
