import { expect, test } from 'vitest';
import { inZone, MINUTE, SECOND, week } from '../../support/virtual/week.ts';

inZone('Europe/Berlin');

const KEY = '127.0.0.1:4002';
const night = (day: string, time: string): string[] => [
  `${day} ${time}:00 checking session-lost`,
  `${day} ${time}:00 restart not-running`,
  `${day} ${time}:59 checking starting`,
];
const back = (day: string, at: string): string => `${day} ${at} ready ready`;

test('restarts at the usual hour pass in silence, and two of them teach it', async () => {
  const learned: Record<string, unknown>[] = [];
  const desk = await week('2026-11-22T12:00', async (all) => {
    for (const day of [22, 23, 24, 25, 26, 27, 28]) {
      await all.until(`2026-11-${day}T23:45`);
      learned.push({ ...all.monitors.learnedRestarts });
      all.gateway.restart(50 * SECOND, 20 * SECOND);
    }
    await all.until('2026-11-29T01:00');
  });
  expect(desk.log).toEqual([
    'Sun 12:00:00 checking …',
    'Sun 12:00:00 ready ready',
    ...['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].flatMap((day) => [
      ...night(day, '23:45'),
      back(day, '23:46:14'),
    ]),
  ]);
  expect(learned.slice(0, 3)).toEqual([{}, {}, { [KEY]: '23:45' }]);
  expect(desk.gateway.record.maxOpenAtOnce).toBe(2);
});

test('a learned hour is as good as the assumed one', async () => {
  const desk = await week('2026-11-22T12:00', async (all) => {
    for (const day of [23, 24, 25]) {
      await all.until(`2026-11-${day}T06:30`);
      all.gateway.restart(50 * SECOND, 20 * SECOND);
    }
  });
  // Two mornings were problems like any other; from then on it is a plan.
  expect(desk.notifications).toEqual([
    'Mon 06:30:14 Gateway stopped',
    'Mon 06:31:24 Gateway is ready again',
    'Tue 06:30:14 Gateway stopped',
    'Tue 06:31:24 Gateway is ready again',
  ]);
  expect(desk.log.slice(-4)).toEqual([...night('Wed', '06:30'), back('Wed', '06:31:14')]);
});

test('a set hour needs no learning', async () => {
  const desk = await week(
    '2026-11-23T12:00',
    async (all) => {
      for (const day of [24, 25, 26]) {
        await all.until(`2026-11-${day}T04:30`);
        all.gateway.restart(50 * SECOND, 30 * SECOND);
      }
    },
    [{ port: 4002, dailyRestart: '04:30' }],
  );
  expect(desk.log).toEqual([
    'Mon 12:00:00 checking …',
    'Mon 12:00:00 ready ready',
    ...['Tue', 'Wed', 'Thu'].flatMap((day) => [...night(day, '04:30'), back(day, '04:31:29')]),
  ]);
});

test('326 for a while after the restart is part of it', async () => {
  const desk = await week('2026-11-23T12:00', async (all) => {
    await all.until('2026-11-23T23:45');
    all.gateway.refusal = 326;
    all.gateway.restart(50 * SECOND, 20 * SECOND);
    await all.clock.advance(100 * SECOND);
    all.gateway.refusal = null;
  });
  expect(desk.log.slice(2)).toEqual([...night('Mon', '23:45'), back('Mon', '23:46:44')]);
});

test.each([['three minutes after its window', 17 * MINUTE, 'Tue 00:02:14', 'Tue 00:02:44']])(
  '%s it is back and nobody was told',
  async (_name, awayMs, startingAt, readyAt) => {
    const desk = await week('2026-11-23T12:00', async (all) => {
      await all.until('2026-11-23T23:45');
      all.gateway.restart(awayMs, 30 * SECOND);
    });
    expect(desk.log.slice(2)).toEqual([
      'Mon 23:45:00 checking session-lost',
      'Mon 23:45:00 restart not-running',
      'Tue 00:00:00 down not-running',
      `${startingAt} checking starting`,
      `${readyAt} ready ready`,
    ]);
  },
);

test('five minutes after its window it is told once, and its return', async () => {
  const desk = await week('2026-11-23T12:00', async (all) => {
    await all.until('2026-11-23T23:45');
    all.gateway.restart(22 * MINUTE, 30 * SECOND);
  });
  expect(desk.log.slice(2)).toEqual([
    'Mon 23:45:00 checking session-lost',
    'Mon 23:45:00 restart not-running',
    'Tue 00:00:00 down not-running',
    "Tue 00:05:00 + Gateway hasn't come back",
    'Tue 00:07:14 checking starting',
    'Tue 00:07:44 ready ready',
    'Tue 00:07:44 -',
    'Tue 00:07:54 + Gateway is ready again',
  ]);
  expect(desk.told.map(({ content }) => content?.body ?? null)).toEqual([
    expect.stringMatching(/^The planned restart at .*45.* should be over\.$/),
    null,
    'Paper 4002 was away for 23 minutes.',
  ]);
});

test('one that never comes back is told twice more, and no more', async () => {
  const desk = await week('2026-11-23T12:00', async (all) => {
    await all.until('2026-11-23T23:45');
    all.gateway.stop();
    await all.until('2026-11-26T12:00');
    all.gateway.run();
  });
  expect(desk.log.slice(2)).toEqual([
    'Mon 23:45:00 checking session-lost',
    'Mon 23:45:00 restart not-running',
    'Tue 00:00:00 down not-running',
    "Tue 00:05:00 + Gateway hasn't come back",
    "Tue 00:15:00 + Gateway hasn't come back",
    "Tue 00:35:00 + Gateway hasn't come back",
    'Thu 12:00:14 ready ready',
    'Thu 12:00:14 -',
    'Thu 12:00:24 + Gateway is ready again',
  ]);
});
