import { expect, it } from 'vitest';
import { middayZone } from '../../../scripts/lib/midday.mjs';

it.each([0, 1, 11, 12, 13, 23])('it is noon there at %i:30 UTC', (hour) => {
  const now = new Date(Date.UTC(2026, 10, 25, hour, 30));

  const there = now.toLocaleTimeString('en-GB', { timeZone: middayZone(now), timeStyle: 'short' });

  expect(there).toBe('12:30');
});

it('the tests run there', () => {
  expect(new Date().getHours()).toBeGreaterThanOrEqual(12);
  expect(new Date().getHours()).toBeLessThan(16);
});
