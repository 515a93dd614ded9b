import type { ChangeSummary, Comparison } from '../../contract/jts/finding.ts';
import type { Meaning, TextDifference } from '../../contract/jts/settings-state.ts';
import type { Audience } from './clear-values.ts';
import { compareContents, compareSettings } from './compare.ts';
import { readContent } from './content.ts';
import { linesOf } from './decode.ts';
import { masksFor } from './masks.ts';
import { meaningOf, summaryOf } from './meaning.ts';
import { textDifference } from './text-difference.ts';

/** Two versions as they may be shown, with equal masks for equal values throughout. */
export interface Explained {
  readonly comparison: Comparison;
  readonly summary: ChangeSummary;
  /** For each finding; the same order. */
  readonly meanings: readonly Pick<Meaning, 'name' | 'does'>[];
  readonly text: TextDifference;
}

/** Null: there is no file. */
export function explained(
  before: Uint8Array | null,
  after: Uint8Array | null,
  audience: Audience = 'screen',
): Explained {
  const [old, fresh] = [before && readContent(before), after && readContent(after)];
  const comparison = compareContents(old, fresh);
  const masks = masksFor(audience);
  return {
    comparison: { ...comparison, findings: comparison.findings.map(masks.finding) },
    summary: summaryOf(comparison),
    meanings: comparison.findings.map(meaningOf),
    text: textDifference(old, fresh, masks),
  };
}

/** What a page may ask to see in clear: a finding by its place, or one line of a side, from 1. */
export type Hidden =
  | { readonly kind: 'finding'; readonly index: number }
  | { readonly kind: 'line'; readonly side: 'before' | 'after'; readonly line: number };

/** Null on the side where it does not stand. */
export interface Revealed {
  readonly before: string | null;
  readonly after: string | null;
}

/** Null: no such finding, or no such line. */
export function revealed(
  before: Uint8Array | null,
  after: Uint8Array | null,
  what: Hidden,
): Revealed | null {
  if (what.kind === 'finding') {
    const finding = compareSettings(before, after).findings[what.index];
    return finding === undefined ? null : { before: finding.before, after: finding.after };
  }
  const bytes = what.side === 'before' ? before : after;
  const line = bytes === null ? undefined : linesOf(readContent(bytes).text)[what.line - 1];
  if (line === undefined) return null;
  return { before: null, after: null, [what.side]: line };
}
