import { expect, test } from 'vitest';
import { DiskHistory } from '../../../../../src-main/jts/care/disk-history.ts';

const LIVE = { startedAt: 9_000, openedAt: 9_010 };
const PAPER = { startedAt: 10_000, openedAt: 10_010 };

/** There since before both. */
function history(): DiskHistory {
  const one = new DiskHistory();
  one.found('a', 1_000, null);
  return one;
}

test('a pass of the run makes it last good', () => {
  const one = history();
  expect(one.ranWith(PAPER, null, 10_050)).toMatchObject({ isStart: true, isPass: true });
  expect(one.standing).toEqual({ isLoaded: true, isSeenWorking: true, isLastGood: true });
});

test('a pass that another program was seen with is none of the run that is seen later', () => {
  const one = history();
  one.ranWith(LIVE, null, 10_050);
  one.ranWith(PAPER, null, null);
  expect(one.standing).toMatchObject({ isSeenWorking: true, isLastGood: false });
  one.ranWith(PAPER, null, 10_060);
  expect(one.standing.isLastGood).toBe(true);
});

test('a pass while the program is not known makes nothing last good, until it is known', () => {
  const one = history();
  one.ranWith(PAPER, null, null);
  one.ranWith(undefined, null, 10_050);
  expect(one.standing).toMatchObject({ isSeenWorking: true, isLastGood: false });
  expect(one.ranWith(PAPER, null, 10_050)).toMatchObject({ isAnything: true });
  expect(one.standing.isLastGood).toBe(true);
});

test('the same again is no news', () => {
  const one = history();
  one.ranWith(PAPER, null, 10_050);
  expect(one.ranWith(PAPER, null, 10_050)).toMatchObject({ isAnything: false, isPass: false });
});

test('a pass from before a run is not that run’s', () => {
  const one = history();
  one.ranWith(undefined, null, 9_990);
  expect(one.ranWith(PAPER, null, 9_990)).toMatchObject({ isStart: true, isPass: false });
});
