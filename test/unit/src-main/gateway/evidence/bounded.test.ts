import { expect, test } from 'vitest';
import { joined, mapInLanes, within } from '../../../../../src-main/gateway/evidence/bounded.ts';

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

test('mapInLanes keeps the order and never runs more at once than it has lanes', async () => {
  let running = 0;
  let most = 0;
  const values = await mapInLanes([5, 4, 3, 2, 1], 2, async (item) => {
    most = Math.max(most, ++running);
    await soon();
    running--;
    return item * 2;
  });
  expect(values).toEqual([10, 8, 6, 4, 2]);
  expect(most).toBe(2);
});

test('mapInLanes of nothing is nothing', async () => {
  expect(await mapInLanes([], 4, () => Promise.resolve(1))).toEqual([]);
});

test('within answers with the work, or says that it is late', async () => {
  expect(await within(1_000, Promise.resolve('done'), 'late')).toBe('done');
  expect(await within(5, new Promise<string>(() => undefined), 'late')).toBe('late');
});

test('joined: whoever asks meanwhile gets the same answer, whoever asks later a new one', async () => {
  let count = 0;
  const ask = joined(async () => {
    await soon();
    return ++count;
  });
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  expect(await ask()).toBe(2);
});
