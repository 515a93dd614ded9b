import { describe, expect, test } from 'vitest';
import {
  findAll,
  findsByLine,
  MOST_FINDS,
} from '../../../../src-renderer/model/difference-find.ts';
import type { DifferenceRow } from '../../../../src-renderer/model/difference-rows.ts';
import {
  columnsOf,
  drawnParts,
  LONGEST_LINE,
  placesOf,
  segments,
  textOf,
  visible,
} from '../../../../src-renderer/model/difference-text.ts';
import { line } from '../../../support/mocked-main/settings.ts';

const plain = (text: string) => [{ text, isChanged: false }];

describe('visible', () => {
  test.each([
    ['a\u202eb', 'a[U+202E]b'],
    ['bell\u0007', 'bell[U+0007]'],
    ['two\nlines\r', 'two[U+000A]lines[U+000D]'],
    ['\u2066x\u2069', '[U+2066]x[U+2069]'],
    ['del\u007f', 'del[U+007F]'],
    ['tab\tü 日本', 'tab\tü 日本'],
  ])('%j: %s', (text, seen) => {
    expect(visible(text)).toBe(seen);
  });
});

describe('drawnParts', () => {
  test('a line that nobody reads to its end is cut, and what is left counted', () => {
    const { parts, left } = drawnParts([
      { text: 'x'.repeat(LONGEST_LINE - 2), isChanged: false },
      { text: 'abcdef', isChanged: true },
    ]);
    expect(parts.map(({ text }) => text.length)).toEqual([LONGEST_LINE - 2, 2]);
    expect(left).toBe(4);
  });

  test('parts beyond the end are not there', () => {
    expect(drawnParts([...plain('x'.repeat(LONGEST_LINE)), ...plain('y')])).toMatchObject({
      parts: [{}],
      left: 1,
    });
  });
});

describe('segments', () => {
  const parts = [...plain('TimeZone='), { text: 'Europe/Berlin', isChanged: true }];

  test('without a search: the parts', () => {
    expect(segments(parts, []).map(({ text, found }) => [text, found])).toEqual([
      ['TimeZone=', 'no'],
      ['Europe/Berlin', 'no'],
    ]);
  });

  test('a find that reaches over two parts marks both', () => {
    const cut = segments(parts, [{ from: 4, to: 12, isCurrent: true }]);
    expect(cut.map(({ text, isChanged, found }) => [text, isChanged, found])).toEqual([
      ['Time', false, 'no'],
      ['Zone=', false, 'current'],
      ['Eur', true, 'current'],
      ['ope/Berlin', true, 'no'],
    ]);
  });

  test('nothing is lost or doubled, whatever is found', () => {
    for (let from = 0; from < 20; from += 1) {
      const cut = segments(parts, [
        { from, to: from + 1, isCurrent: false },
        { from: from + 1, to: from + 2, isCurrent: true },
      ]);
      expect(textOf(cut)).toBe(textOf(parts));
    }
  });
});

describe('placesOf', () => {
  test('small and capital letters are the same', () => {
    expect(placesOf('TrustedIPs=127.0.0.1', 'trustedips')).toEqual([0]);
  });

  test('finds do not lie over each other', () => {
    expect(placesOf('aaaa', 'aa')).toEqual([0, 2]);
  });

  test('nothing is found by nothing', () => {
    expect(placesOf('abc', '')).toEqual([]);
  });

  test('letters that are longer in small find nothing rather than the wrong place', () => {
    expect(placesOf('\u0130x', 'x')).toEqual([]);
  });
});

describe('findAll', () => {
  const text = ({ parts }: Parameters<Parameters<typeof findAll>[2]>[0]): string => textOf(parts);
  const same = line('same', 1, 1, 'UseSSL=true');
  const pair: DifferenceRow = {
    kind: 'pair',
    before: line('removed', 2, null, 'a=|true'),
    after: line('added', null, 2, 'a=|true, true'),
  };

  test('from top to bottom, both sides of a pair, a line that stands on both once', () => {
    const rows: DifferenceRow[] = [{ kind: 'pair', before: same, after: same }, pair];
    const finds = findAll(rows, 'TRUE', text);
    expect(finds.map(({ row, from }) => [row, from])).toEqual([
      [0, 7],
      [1, 2],
      [1, 2],
      [1, 8],
    ]);
    const found = findsByLine(finds, finds[3]);
    expect(found.get(finds[3]?.line as typeof same)?.map(({ isCurrent }) => isCurrent)).toEqual([
      false,
      true,
    ]);
  });

  test('folds hold nothing to find, and no letters find nothing', () => {
    expect(findAll([{ kind: 'fold', fold: { block: 0, count: 3, from: 1 } }], 'x', text)).toEqual(
      [],
    );
    expect(findAll([pair], '', text)).toEqual([]);
  });

  test('ends where nobody counts any more', () => {
    const rows = Array.from({ length: 30 }, (): DifferenceRow => ({
      kind: 'line',
      line: line('same', 1, 1, 'x'.repeat(100)),
    }));
    expect(findAll(rows, 'x', text)).toHaveLength(MOST_FINDS);
  });
});

test('East Asian letters take two columns, tabs at most eight', () => {
  expect([columnsOf('abc'), columnsOf('日本'), columnsOf('\t'), columnsOf('ü')]).toEqual([
    3, 4, 8, 1,
  ]);
});
