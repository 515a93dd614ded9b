import type { VerdictWords, WordContext, Words } from './verdict-words/context.ts';
import { LISTENER_WORDS } from './verdict-words/listener.ts';
import { SESSION_WORDS } from './verdict-words/session.ts';
import { UNANSWERED_WORDS } from './verdict-words/unanswered.ts';
import type { Verdict } from './verdict.ts';

/** Nothing was learned about the API. */
const UNTESTED_WORDS = {
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
} satisfies VerdictWords;

/** Headline, sentence and advice for every verdict. Claims stay inside what was seen. */
const WORDS: Readonly<Record<Verdict, Words>> = {
  ...LISTENER_WORDS,
  ...UNANSWERED_WORDS,
  ...SESSION_WORDS,
  ...UNTESTED_WORDS,
};

export const headline = (verdict: Verdict, c: WordContext): string => WORDS[verdict].headline(c);
export const sentence = (verdict: Verdict, c: WordContext): string => WORDS[verdict].sentence(c);
export const todo = (verdict: Verdict, c: WordContext): readonly string[] => WORDS[verdict].todo(c);
