import { clockTime, dayOf, longDuration } from '../format.ts';
import { name, type VerdictWords, type WordContext } from './context.ts';

const lookForDialog = (c: WordContext): string =>
  c.noDialog === true
    ? 'What else keeps it silent: an unfinished sign-in, trusted addresses, stuck connections.'
    : `Bring ${name(c)} to the front and answer Accept or Yes to the question about an incoming connection.`;
/** Said while the connection waits for its answer; the page shows it beside the pulse. */
export const HELD_OPEN =
  'The connection is held open: once the question is answered, this turns green by itself.';
const dialogSteps = (c: WordContext): readonly string[] =>
  c.held === false ? [lookForDialog(c)] : [lookForDialog(c), HELD_OPEN];

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
  if (c.relay != null) {
    return (
      `${c.relay} took the connection on port ${c.target.port}, but nothing came back for ${waited}. ` +
      `Nothing is known about ${name(c)} behind it; look for a permission dialog there first.`
    );
  }
  return (
    `Port ${c.target.port} took the connection, but the API has been silent for ${waited}. ` +
    `Look for a permission dialog in ${name(c)} first; it can hide behind other windows.`
  );
}

const isTurnedAway = ({ details: { blockedBy } }: WordContext): boolean =>
  blockedBy !== undefined && blockedBy !== 'silent' && blockedBy !== 'session-silent';

/** Somebody may have to answer a question in Gateway first. */
export const UNANSWERED_WORDS = {
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
} satisfies VerdictWords;
