import { expect, test } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../../src-main/contract/default-preferences.ts';
import { HOUR, inZone, MINUTE, SECOND, week } from '../../support/virtual/week.ts';

inZone('America/New_York');

test('a reset of seconds in its published hour is shown and not told', async () => {
  const desk = await week('2026-11-23T12:00', async (all) => {
    for (const day of [24, 25, 26]) {
      await all.until(`2026-11-${day}T00:30`);
      all.gateway.loseLink();
      await all.clock.advance(40 * SECOND);
      all.gateway.restoreLink();
    }
  });
  expect(desk.log.slice(2)).toEqual(
    ['Tue', 'Wed', 'Thu'].flatMap((day) => [
      `${day} 00:30:00 degraded cut-off`,
      `${day} 00:30:40 ready ready`,
    ]),
  );
});

test('one of 20 minutes is told after 15; at another hour it is told after one', async () => {
  const desk = await week('2026-11-23T12:00', async (all) => {
    await all.until('2026-11-25T00:30');
    all.gateway.loseLink();
    await all.clock.advance(20 * MINUTE);
    all.gateway.restoreLink();
    await all.until('2026-11-26T12:00');
    all.gateway.loseLink();
    await all.clock.advance(3 * MINUTE);
    all.gateway.restoreLink();
  });
  expect(desk.log.slice(2)).toEqual([
    'Wed 00:30:00 degraded cut-off',
    'Wed 00:45:00 + Gateway lost IBKR',
    'Wed 00:50:00 ready ready',
    'Wed 00:50:00 -',
    'Wed 00:50:10 + Gateway is ready again',
    'Thu 12:00:00 degraded cut-off',
    'Thu 12:01:00 + Gateway lost IBKR',
    'Thu 12:03:00 ready ready',
    'Thu 12:03:00 -',
    'Thu 12:03:10 + Gateway is ready again',
  ]);
});

test('the weekend reset lasts from Friday 23:00 to Saturday 3:00', async () => {
  const desk = await week('2026-11-27T12:00', async (all) => {
    await all.until('2026-11-27T23:30');
    all.gateway.loseLink();
    await all.clock.advance(10 * MINUTE);
    all.gateway.restoreLink();
    await all.until('2026-11-28T03:30');
    all.gateway.loseLink();
    await all.clock.advance(10 * MINUTE);
    all.gateway.restoreLink();
  });
  expect(desk.notifications).toEqual([
    'Sat 03:31:00 Gateway lost IBKR',
    'Sat 03:40:10 Gateway is ready again',
  ]);
});

test('farms that sleep are no news all week', async () => {
  const desk = await week('2026-11-22T12:00', async (all) => {
    all.gateway.farmsIdle.add('usfuture');
    for (let day = 0; day < 5; day += 1) {
      all.gateway.notice(2108, 'usfuture');
      all.gateway.notice(2107, 'ushmds');
      all.gateway.notice(2105, 'ushmds');
      all.gateway.notice(2157, 'secdefil');
      await all.clock.advance(24 * HOUR);
    }
  });
  expect(desk.log).toEqual(['Sun 12:00:00 checking …', 'Sun 12:00:00 ready ready']);
});

test('a farm that is down is told after two minutes where that is wanted, else only shown', async () => {
  const desk = await week('2026-11-23T10:00', async (all) => {
    const fail = async (ms: number): Promise<void> => {
      await all.clock.advance(HOUR);
      all.gateway.farmDown('usfarm');
      await all.clock.advance(ms);
      all.gateway.farmUp('usfarm');
    };
    await fail(20 * SECOND);
    await fail(10 * MINUTE);
    const notifications = { ...DEFAULT_PREFERENCES.notifications, 'farm-down': true };
    all.preferences = { ...all.preferences, notifications };
    await fail(10 * MINUTE);
  });
  expect(desk.log.slice(2)).toEqual([
    'Mon 12:00:50 degraded farm-down',
    'Mon 12:10:20 ready ready',
    'Mon 13:10:50 degraded farm-down',
    'Mon 13:12:50 + Market data is interrupted',
    'Mon 13:20:20 ready ready',
    'Mon 13:20:20 -',
    'Mon 13:20:30 + Gateway is ready again',
  ]);
});
