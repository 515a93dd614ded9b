import { diffArrays } from 'diff';
import type { DifferenceLine } from '../../contract/jts/settings-state.ts';

type Parts = DifferenceLine['parts'];

/** Longer lines are marked as a whole: nobody could follow, and it would take long. */
const MOST_TOKENS = 400;

/** Two lines of one setting, cut where they differ: at words, signs and masked values. */
export function markedPair(before: string, after: string): { before: Parts; after: Parts } {
  const [old, fresh] = [tokensOf(before), tokensOf(after)];
  const isLong = old.length > MOST_TOKENS || fresh.length > MOST_TOKENS;
  if (isLong) return { before: [whole(before)], after: [whole(after)] };
  const changes = diffArrays(old, fresh);
  const side = (leftOut: 'added' | 'removed'): Parts =>
    changes
      .filter((change) => !change[leftOut])
      .map(({ value, added, removed }) => ({ text: value.join(''), isChanged: added || removed }));
  return { before: side('added'), after: side('removed') };
}

const whole = (text: string): Parts[number] => ({ text, isChanged: true });

const tokensOf = (text: string): string[] =>
  text.match(/<redacted: \d+ characters, #\d+>|[\p{L}\p{N}_]+|[^]/gu) ?? [];
