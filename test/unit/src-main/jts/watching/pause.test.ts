import { expect, test } from 'vitest';
import { systemClock } from '../../../../../src-main/gateway/system-clock.ts';
import { within } from '../../../../../src-main/jts/watching/pause.ts';
import { VirtualClock } from '../../../../support/virtual/virtual-clock.ts';

test('what never answers is late after its time', async () => {
  const clock = new VirtualClock(0);
  const answer = within(clock, 2000, new Promise<string>(() => undefined), 'late');
  await clock.advance(2000);
  expect(await answer).toBe('late');
});

test('what answers in time is the answer, and a failure stays one', async () => {
  expect(await within(systemClock, 5000, Promise.resolve('here'), 'late')).toBe('here');
  await expect(within(systemClock, 5000, Promise.reject(new Error('no')), 'late')).rejects.toThrow(
    'no',
  );
});
