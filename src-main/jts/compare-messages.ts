import type { Comparison, Finding, Health } from '../contract/jts/finding.ts';
import type { TextDifference } from '../contract/jts/settings-state.ts';
import { compareSettings } from '../domain/jts/compare.ts';
import {
  explained,
  revealed,
  type Explained,
  type Hidden,
  type Revealed,
} from '../domain/jts/explained.ts';
import { healthOf } from '../domain/jts/health.ts';

/** What is asked of two versions; null: there is no file. */
export type Question = {
  readonly before: Uint8Array | null;
  readonly after: Uint8Array | null;
} & (
  | { readonly ask: 'compare' | 'explain' | 'health' }
  | { readonly ask: 'reveal'; readonly what: Hidden }
);

export interface Values {
  compare: Comparison;
  explain: Explained;
  /** Of the later one. */
  health: Health;
  reveal: Revealed | null;
}
export type Answer = {
  [To in keyof Values]: { readonly to: To; readonly value: Values[To] };
}[keyof Values];

export function answered(question: Question): Answer {
  const { before, after } = question;
  switch (question.ask) {
    case 'compare':
      return { to: 'compare', value: compareSettings(before, after) };
    case 'explain':
      return { to: 'explain', value: explained(before, after) };
    case 'health':
      return { to: 'health', value: healthOf(after, before) };
    case 'reveal':
      return { to: 'reveal', value: revealed(before, after, question.what) };
  }
}

type Blocks = Extract<TextDifference, { outcome: 'text' }>['blocks'];

/** What may be long of an answer. */
export interface Portion {
  readonly findings: readonly Finding[];
  readonly blocks: Blocks;
}

/** The worker posts portion after portion, each when asked: unpacking a long answer at once would block. */
export type ComparePost =
  | ({ readonly kind: 'portion' } & Portion)
  /** `rest`: the answer without what the portions held. */
  | { readonly kind: 'end'; readonly rest: Answer };
export type CompareCommand =
  { readonly do: 'answer'; readonly question: Question } | { readonly do: 'more' };

const LONGEST = 1000;

/** The posts of one answer, in order. */
export function* postsOf(answer: Answer): Generator<ComparePost, void> {
  const comparison = comparisonOf(answer);
  for (let at = 0; at < comparison.length; at += LONGEST) {
    yield { kind: 'portion', findings: comparison.slice(at, at + LONGEST), blocks: [] };
  }
  for (const block of blocksOf(answer)) yield { kind: 'portion', findings: [], blocks: [block] };
  yield { kind: 'end', rest: withLists(answer, { findings: [], blocks: [] }) };
}

/** An answer as it was before it was cut. */
export const joinedAnswer = (rest: Answer, portions: readonly Portion[]): Answer =>
  withLists(rest, {
    findings: portions.flatMap(({ findings }) => findings),
    blocks: portions.flatMap(({ blocks }) => blocks),
  });

function comparisonOf(answer: Answer): readonly Finding[] {
  if (answer.to === 'compare') return answer.value.findings;
  return answer.to === 'explain' ? answer.value.comparison.findings : [];
}

const blocksOf = (answer: Answer): Blocks =>
  answer.to === 'explain' && answer.value.text.outcome === 'text' ? answer.value.text.blocks : [];

function withLists(answer: Answer, { findings, blocks }: Portion): Answer {
  if (answer.to === 'compare') return { to: 'compare', value: { ...answer.value, findings } };
  if (answer.to !== 'explain') return answer;
  const { comparison, text } = answer.value;
  return {
    to: 'explain',
    value: {
      ...answer.value,
      comparison: { ...comparison, findings },
      text: text.outcome === 'text' ? { ...text, blocks } : text,
    },
  };
}
