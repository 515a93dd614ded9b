import { expect, test } from 'vitest';
import { HOUR, inZone, SECOND, week } from '../../support/virtual/week.ts';

inZone('Europe/Berlin');

test('a healthy day: one standing session, four fresh tests an hour, no bare connect', async () => {
  const desk = await week('2026-11-23T10:00', async (all) => {
    for (let hour = 0; hour < 24; hour += 1) {
      const before = all.gateway.record.openedMs.length;
      await all.clock.advance(HOUR);
      const opened = all.gateway.record.openedMs.length - before;
      expect(opened).toBeLessThanOrEqual(hour === 0 ? 5 : 4);
      expect(opened).toBeGreaterThanOrEqual(3);
      expect(all.gateway.openNow).toBe(1);
    }
  });
  const { clientIds } = desk.gateway.record;
  expect(new Set(clientIds.slice(1))).toEqual(new Set([950_001]));
  expect(clientIds[0]).toBe(950_000);
  expect(desk.log).toEqual(['Mon 10:00:00 checking …', 'Mon 10:00:00 ready ready']);
});

const troubled = (mode: 'spot-checks' | 'look-only') =>
  week(
    '2026-11-23T10:00',
    async (all) => {
      await all.until('2026-11-24T10:00');
      all.gateway.restart(50 * SECOND, 20 * SECOND);
      await all.until('2026-11-24T23:45');
      all.gateway.restart(50 * SECOND, 20 * SECOND);
      await all.until('2026-11-25T10:00');
      all.gateway.stop();
      await all.until('2026-11-25T12:00');
      all.gateway.run();
    },
    [{ port: 4002, mode }],
  );

test('spot checks keep no session and see the same troubles', async () => {
  const desk = await troubled('spot-checks');
  expect(desk.log).toEqual([
    'Mon 10:00:00 checking …',
    'Mon 10:00:00 ready ready',
    'Tue 10:00:14 down not-running',
    'Tue 10:00:29 + Gateway stopped',
    'Tue 10:00:59 checking starting',
    'Tue 10:01:14 ready ready',
    'Tue 10:01:14 -',
    'Tue 10:01:24 + Gateway is ready again',
    'Tue 23:45:14 restart not-running',
    'Tue 23:45:59 checking starting',
    'Tue 23:46:14 ready ready',
    'Wed 10:00:14 down not-running',
    'Wed 10:00:29 + Gateway stopped',
    'Wed 10:10:29 + Gateway stopped',
    'Wed 10:30:29 + Gateway stopped',
    'Wed 12:00:14 ready ready',
    'Wed 12:00:14 -',
    'Wed 12:00:24 + Gateway is ready again',
  ]);
  expect(desk.gateway.record.maxOpenAtOnce).toBe(1);
});

test('look only connects to nothing and tells what listens', async () => {
  const desk = await troubled('look-only');
  expect(desk.log).toEqual([
    'Mon 10:00:00 checking …',
    'Mon 10:00:00 checking not-tested',
    'Tue 10:00:14 down not-running',
    'Tue 10:00:29 + Gateway stopped',
    'Tue 10:00:59 checking starting',
    'Tue 10:01:14 checking not-tested',
    'Tue 10:01:14 -',
    'Tue 23:45:14 restart not-running',
    'Tue 23:45:59 checking starting',
    'Tue 23:46:14 checking not-tested',
    'Wed 10:00:14 down not-running',
    'Wed 10:00:29 + Gateway stopped',
    'Wed 10:10:29 + Gateway stopped',
    'Wed 10:30:29 + Gateway stopped',
    'Wed 12:00:14 checking not-tested',
    'Wed 12:00:14 -',
  ]);
  expect(desk.gateway.record.openedMs).toEqual([]);
});
