import { expect, test } from 'vitest';
import { inZone, MINUTE, SECOND, week } from '../../support/virtual/week.ts';

inZone('America/New_York');

test.each([
  ['forward', ['2026-03-07', '2026-03-08', '2026-03-09'], '2026-03-07T12:00'],
  ['back', ['2026-10-31', '2026-11-01', '2026-11-02'], '2026-10-31T12:00'],
])('the clocks go %s: restarts and resets keep their hours', async (_name, days, start) => {
  const desk = await week(start, async (all) => {
    for (const day of days) {
      await all.until(`${day}T23:45`);
      all.gateway.restart(50 * SECOND, 20 * SECOND);
      await all.clock.advance(35 * MINUTE);
      all.gateway.loseLink();
      await all.clock.advance(5 * MINUTE);
      all.gateway.restoreLink();
    }
  });
  expect(desk.log.slice(2)).toEqual(
    (
      [
        ['Sat', 'Sun'],
        ['Sun', 'Mon'],
        ['Mon', 'Tue'],
      ] as const
    ).flatMap(([day, next]) => [
      `${day} 23:45:00 checking session-lost`,
      `${day} 23:45:00 restart not-running`,
      `${day} 23:45:59 checking starting`,
      `${day} 23:46:14 ready ready`,
      `${next} 00:20:00 degraded cut-off`,
      `${next} 00:25:00 ready ready`,
    ]),
  );
});

test('quiet hours end at 7 on the mornings after', async () => {
  for (const [eve, morning] of [
    ['2026-03-07', '2026-03-08'],
    ['2026-10-31', '2026-11-01'],
  ] as const) {
    const desk = await week(`${eve}T12:00`, async (all) => {
      const quietHours = { on: true, from: '22:00', to: '07:00', breakThrough: false };
      all.preferences = { ...all.preferences, quietHours };
      await all.until(`${eve}T23:00`);
      all.gateway.stop();
      await all.until(`${morning}T07:05`);
      all.gateway.run();
    });
    expect(desk.notifications).toEqual([
      'Sun 07:00:00 Gateway stopped',
      'Sun 07:05:24 Gateway is ready again',
    ]);
  }
});
