import { ago, clockTime, longDuration } from '../format.ts';
import { unprovenSince } from '../unproven.ts';
import { name, type VerdictWords, type WordContext } from './context.ts';

const readySentence = (c: WordContext): string => {
  const signals = [
    c.sessionAnsweredAt == null ? null : `Session answered ${ago(c.now - c.sessionAnsweredAt)}`,
    c.newClientAcceptedAt == null
      ? null
      : `new client accepted ${ago(c.now - c.newClientAcceptedAt)}`,
  ].filter((part) => part !== null);
  return signals.length === 0 ? 'All stages passed.' : `${signals.join(', ')}.`;
};

/** A session began, was turned away, or told what is wrong with it. */
export const SESSION_WORDS = {
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
} satisfies VerdictWords;
