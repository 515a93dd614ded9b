import { expect, test } from 'vitest';
import { HOUR, inZone, MINUTE, SECOND, week } from '../../support/virtual/week.ts';

inZone('Europe/Berlin');

const KEY = '127.0.0.1:4002';
const restart = (day: string, hour: string): string[] => [
  `${day} ${hour}:00 checking session-lost`,
  `${day} ${hour}:00 restart not-running`,
  `${day} ${hour}:59 checking starting`,
  `${day} ${hour.slice(0, 4)}${Number(hour.at(-1)) + 1}:14 ready ready`,
];

test.each([
  ['forward', '2026-03-27T12:00', ['2026-03-27', '2026-03-28', '2026-03-29']],
  ['back', '2026-10-23T12:00', ['2026-10-23', '2026-10-24', '2026-10-25']],
])('nights in which the clocks go %s are nights like any other', async (_name, start, days) => {
  const desk = await week(start, async (all) => {
    for (const day of days) {
      await all.until(`${day}T23:45`);
      all.gateway.restart(50 * SECOND, 20 * SECOND);
    }
  });
  expect(desk.log.slice(2)).toEqual(['Fri', 'Sat', 'Sun'].flatMap((day) => restart(day, '23:45')));
  expect(desk.log.filter((line) => line.includes('+'))).toEqual([]);
});

test.each([
  ['does not exist', '2026-03-27T12:00', ['2026-03-28', '2026-03-29', '2026-03-30'], '03:30'],
  ['comes twice', '2026-10-23T12:00', ['2026-10-24', '2026-10-25', '2026-10-26'], '02:30'],
])('a restart set for an hour that %s', async (_name, start, days, sunday) => {
  const desk = await week(
    start,
    async (all) => {
      for (const day of days) {
        await all.until(`${day}T02:30`);
        all.gateway.restart(50 * SECOND, 20 * SECOND);
      }
    },
    [{ port: 4002, dailyRestart: '02:30' }],
  );
  expect(desk.log.slice(2)).toEqual([
    ...restart('Sat', '02:30'),
    ...restart('Sun', sunday),
    ...restart('Mon', '02:30'),
  ]);
});

test.each([
  ['stands still', false],
  ['runs on', true],
])('an hour asleep over an outage is nobody’s outage; its own clock %s', async (_name, runs) => {
  const desk = await week('2026-11-23T22:00', async (all) => {
    await all.until('2026-11-23T23:00');
    all.gateway.loseLink();
    await all.clock.advance(5 * SECOND);
    await all.sleep(HOUR, runs);
    all.gateway.restoreLink();
  });
  expect(desk.log.slice(2)).toEqual([
    'Mon 23:00:00 degraded cut-off',
    'Mon 23:00:05 checking …',
    'Tue 00:00:35 ready ready',
  ]);
});

test('a problem told before the sleep is told anew if it is still there', async () => {
  const desk = await week('2026-11-23T22:00', async (all) => {
    await all.until('2026-11-24T02:00');
    all.gateway.hasDialog = true;
    all.gateway.dropAll();
    await all.clock.advance(5 * MINUTE);
    await all.sleep(5 * HOUR);
    await all.clock.advance(2 * MINUTE);
    all.gateway.accept();
  });
  expect(desk.log.slice(2)).toEqual([
    'Tue 02:00:00 checking session-lost',
    'Tue 02:00:04 waiting silent',
    "Tue 02:00:08 + Gateway isn't answering",
    'Tue 02:05:00 checking …',
    'Tue 02:05:00 -',
    'Tue 07:05:34 waiting silent',
    "Tue 07:05:38 + Gateway isn't answering",
    'Tue 07:07:00 ready ready',
    'Tue 07:07:00 -',
    'Tue 07:07:10 + Gateway is ready again',
  ]);
  expect(desk.told.at(-1)?.content?.body).toBe('Paper 4002 was away for 90 seconds.');
});

test('a clock set back two hours, and forward again, costs one test each', async () => {
  const desk = await week('2026-11-23T10:00', async (all) => {
    await all.until('2026-11-23T11:00');
    all.clock.setWallClock(all.clock.now() - 2 * HOUR);
    await all.until('2026-11-23T10:00');
    all.clock.setWallClock(all.clock.now() + 2 * HOUR);
    await all.until('2026-11-23T13:00');
  });
  expect(desk.log.slice(2)).toEqual([
    'Mon 09:00:14 checking …',
    'Mon 09:00:44 ready ready',
    'Mon 12:00:14 checking …',
    'Mon 12:00:44 ready ready',
  ]);
});

test('a clock set back while a problem is on show', async () => {
  const desk = await week('2026-11-23T10:00', async (all) => {
    await all.until('2026-11-23T14:00');
    all.gateway.hasDialog = true;
    all.gateway.dropAll();
    await all.clock.advance(5 * MINUTE);
    all.clock.setWallClock(all.clock.now() - 2 * HOUR);
    await all.until('2026-11-23T12:30');
    all.gateway.accept();
    all.monitors.accepted(KEY);
  });
  expect(desk.log.slice(2)).toEqual([
    'Mon 14:00:00 checking session-lost',
    'Mon 14:00:04 waiting silent',
    "Mon 14:00:08 + Gateway isn't answering",
    'Mon 12:05:14 checking …',
    'Mon 12:05:14 -',
    'Mon 12:05:48 waiting silent',
    "Mon 12:05:52 + Gateway isn't answering",
    'Mon 12:15:52 + Still no answer from Gateway',
    'Mon 12:30:00 ready ready',
    'Mon 12:30:00 -',
    'Mon 12:30:10 + Gateway is ready again',
  ]);
});
