import { describe, expect, test } from 'vitest';
import { together, type SeenRun } from '../../../../../src-main/domain/jts/gateway-run.ts';

const NINE = 9_000;
const TEN = 10_000;
const live: SeenRun = {
  pid: 1,
  run: { startedAt: NINE, openedAt: NINE + 10 },
  version: '10.30',
  passedAt: TEN + 50,
};
const paper: SeenRun = {
  pid: 2,
  run: { startedAt: TEN, openedAt: TEN + 10 },
  version: '10.37',
  passedAt: null,
};
const tunnel: SeenRun = { pid: null, run: undefined, version: null, passedAt: TEN + 60 };
const nothing: SeenRun = { pid: null, run: null, version: null, passedAt: null };

describe('what several connections of one folder tell', () => {
  test('is nothing where there is none', () => {
    expect(together([])).toBeNull();
  });

  test.each<[string, readonly SeenRun[], SeenRun]>([
    ['the pass of another program is none of the newest run', [live, paper], paper],
    ['whatever their order', [paper, live], paper],
    ['a pass through a tunnel is none of the run here', [tunnel, paper], paper],
    ['nor where the tunnel is told last', [paper, tunnel], paper],
    [
      'two connections of one program: the newest pass',
      [paper, { ...paper, passedAt: TEN + 20 }, { ...paper, passedAt: TEN + 30 }],
      { ...paper, passedAt: TEN + 30 },
    ],
    ['a run before none', [nothing, live], live],
    ['nobody knows the program: the newest pass', [{ ...tunnel, passedAt: 5 }, tunnel], tunnel],
    ['nothing runs here: the pass went elsewhere', [tunnel, nothing], nothing],
  ])('%s', (_name, seen, expected) => {
    expect(together(seen)).toEqual(expected);
  });
});
