import type { TextDifference } from '$contract/jts/settings-state';
import { describe, expect, test } from 'vitest';
import {
  differenceRows,
  differenceStarts,
  isChangedRow,
  linesOf,
  placeOf,
  rowHeightRem,
  type DifferenceRow,
} from '../../../../src-renderer/model/difference-rows.ts';
import { comparedVersions, line, unchangedLines } from '../../../support/mocked-main/settings.ts';

type Text = Extract<TextDifference, { outcome: 'text' }>;
const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);
const { text } = comparedVersions(NOW) as { text: Text };
const NONE = new Map();

/** `3-`, `2+`, `4 3`, `2…4`: short, for comparing whole differences. */
const brief = (row: DifferenceRow): string => {
  if (row.kind === 'fold') return `${row.fold.count}…${row.fold.from}`;
  if (row.kind === 'line') {
    const { before, after } = row.line;
    return `${before ?? ''} ${after ?? ''}`;
  }
  return `${row.before?.before ?? ''}|${row.after?.after ?? ''}`;
};

describe('unified', () => {
  test('all lines in their order, with a fold where lines are skipped', () => {
    const rows = differenceRows(text, NONE, 'unified').map(brief);
    expect(rows).toEqual(['1 1', '2 ', '3 ', ' 2', '4 3', '2…4', '7 6', '8 ', ' 7', '9 8']);
  });

  test('a fold that was opened is lines', () => {
    const rows = differenceRows(text, new Map([[1, unchangedLines]]), 'unified').map(brief);
    expect(rows.slice(4, 8)).toEqual(['4 3', '5 4', '6 5', '7 6']);
  });

  test('a fold that was opened in part begins later', () => {
    const opened = new Map([[1, unchangedLines.slice(0, 1)]]);
    expect(differenceRows(text, opened, 'unified').map(brief).slice(4, 7)).toEqual([
      '4 3',
      '5 4',
      '1…5',
    ]);
  });

  test('what is skipped at the end is a fold too', () => {
    const rows = differenceRows({ ...text, skippedAtEnd: 20 }, NONE, 'unified').map(brief);
    expect(rows.at(-1)).toBe('20…9');
  });

  test('two versions without a difference are one fold', () => {
    const same: Text = { outcome: 'text', blocks: [], skippedAtEnd: 14, moreChanged: 0 };
    expect(differenceRows(same, NONE, 'unified').map(brief)).toEqual(['14…1']);
  });
});

describe('side by side', () => {
  test('what was added stands beside what was removed', () => {
    expect(differenceRows(text, NONE, 'side-by-side').map(brief)).toEqual([
      '1|1',
      '2|2',
      '3|',
      '4|3',
      '2…4',
      '7|6',
      '8|7',
      '9|8',
    ]);
  });

  test('a line that is removed after one was added is another place', () => {
    const lines = [
      line('removed', 1, null, 'a'),
      line('added', null, 1, 'b'),
      line('removed', 2, null, 'c'),
      line('added', null, 2, 'd'),
      line('added', null, 3, 'e'),
    ];
    const rows = differenceRows(
      { outcome: 'text', blocks: [{ skipped: 0, lines }], skippedAtEnd: 0, moreChanged: 0 },
      NONE,
      'side-by-side',
    );
    expect(rows.map(brief)).toEqual(['1|1', '2|2', '|3']);
  });
});

describe('differences', () => {
  test.each(['unified', 'side-by-side'] as const)('%s: each run of changed rows is one', (look) => {
    const rows = differenceRows(text, NONE, look);
    const starts = differenceStarts(rows);
    expect(starts).toHaveLength(2);
    for (const start of starts) {
      expect(isChangedRow(rows[start] as DifferenceRow)).toBe(true);
      expect(isChangedRow(rows[start - 1] as DifferenceRow)).toBe(false);
    }
  });

  test('a fold is no difference', () => {
    const rows = differenceRows({ ...text, skippedAtEnd: 3 }, NONE, 'unified');
    expect(isChangedRow(rows.at(-1) as DifferenceRow)).toBe(false);
  });
});

test('a line that stands on both sides is one line', () => {
  const rows = differenceRows(text, NONE, 'side-by-side');
  expect(rows.map((row) => linesOf(row).length)).toEqual([1, 2, 1, 1, 0, 1, 2, 1]);
});

test('a masked line has room for its button', () => {
  const masked = line('same', 1, 1, 'x', true);
  expect(rowHeightRem({ kind: 'line', line: masked })).toBe(1.75);
  expect(rowHeightRem({ kind: 'pair', before: null, after: masked })).toBe(1.75);
  expect(rowHeightRem({ kind: 'line', line: line('same', 1, 1, 'x') })).toBe(1.25);
});

test('a line is asked for by the side it stands on', () => {
  expect(placeOf(line('removed', 3, null, 'x'))).toEqual({ side: 'before', line: 3 });
  expect(placeOf(line('added', null, 4, 'x'))).toEqual({ side: 'after', line: 4 });
  expect(placeOf(line('same', 3, 5, 'x'))).toEqual({ side: 'after', line: 5 });
});
