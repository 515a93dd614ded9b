import { expect, test } from 'vitest';
import { HOUR, inZone, MINUTE, SECOND, week } from '../../support/virtual/week.ts';

inZone('Europe/Berlin');

const KEY = '127.0.0.1:4002';

test('a dialog at 3 is told and repeated, held and replaced three times, and accepted at 8', async () => {
  const desk = await week('2026-11-23T12:00', async (all) => {
    await all.until('2026-11-24T03:00');
    const { record } = all.gateway;
    const before = record.openedMs.length;
    all.gateway.hasDialog = true;
    all.gateway.dropAll();
    await all.clock.advance(9 * MINUTE);
    expect(record.openedMs.length - before, 'held for ten minutes').toBe(1);
    await all.until('2026-11-24T08:00');
    expect(record.openedMs.length - before, 'given up').toBe(3);
    all.gateway.accept();
    all.monitors.accepted(KEY);
  });
  expect(desk.log.slice(2)).toEqual([
    'Tue 03:00:00 checking session-lost',
    'Tue 03:00:04 waiting silent',
    "Tue 03:00:08 + Gateway isn't answering",
    'Tue 03:10:08 + Still no answer from Gateway',
    'Tue 03:30:08 + Still no answer from Gateway',
    'Tue 08:00:00 ready ready',
    'Tue 08:00:00 -',
    'Tue 08:00:10 + Gateway is ready again',
  ]);
});

test('accepted within the ten minutes it turns by itself, on the same connection', async () => {
  const desk = await week('2026-11-23T12:00', async (all) => {
    await all.until('2026-11-24T03:00');
    const before = all.gateway.record.openedMs.length;
    all.gateway.hasDialog = true;
    all.gateway.dropAll();
    await all.clock.advance(MINUTE);
    all.gateway.accept();
    await all.clock.advance(5 * MINUTE);
    expect(all.gateway.record.openedMs.length - before).toBe(1);
  });
  expect(desk.log.slice(2)).toEqual([
    'Tue 03:00:00 checking session-lost',
    'Tue 03:00:04 waiting silent',
    "Tue 03:00:08 + Gateway isn't answering",
    'Tue 03:01:00 ready ready',
    'Tue 03:01:00 -',
    'Tue 03:01:10 + Gateway is ready again',
  ]);
});

test('seen by the user, it is not repeated', async () => {
  const desk = await week('2026-11-23T12:00', async (all) => {
    await all.until('2026-11-24T03:00');
    all.gateway.hasDialog = true;
    all.gateway.dropAll();
    await all.clock.advance(MINUTE);
    all.announcer.acknowledge(null);
  });
  expect(desk.notifications).toEqual(["Tue 03:00:08 Gateway isn't answering"]);
});

test('quiet hours keep it until 7', async () => {
  const desk = await week('2026-11-23T12:00', async (all) => {
    const quietHours = { on: true, from: '22:00', to: '07:00', breakThrough: false };
    all.preferences = { ...all.preferences, quietHours };
    await all.until('2026-11-24T03:00');
    all.gateway.hasDialog = true;
    all.gateway.dropAll();
    await all.until('2026-11-24T07:20');
    all.gateway.accept();
    all.monitors.accepted(KEY);
  });
  expect(desk.notifications).toEqual([
    "Tue 07:00:00 Gateway isn't answering",
    'Tue 07:10:00 Still no answer from Gateway',
    'Tue 07:20:10 Gateway is ready again',
  ]);
});

test('the sign-in on Sunday', async () => {
  const desk = await week('2026-11-28T12:00', async (all) => {
    await all.until('2026-11-29T07:05');
    all.gateway.stop();
    await all.clock.advance(50 * SECOND);
    all.gateway.startProcess();
    await all.until('2026-11-29T10:00');
    all.gateway.listen();
  });
  expect(desk.log.slice(2)).toEqual([
    'Sun 07:05:00 checking session-lost',
    'Sun 07:05:00 down not-running',
    'Sun 07:05:14 + Gateway stopped',
    'Sun 07:05:59 checking starting',
    'Sun 07:07:59 signin sign-in-needed',
    "Sun 07:08:29 + Port 4002 isn't open yet",
    "Sun 07:18:29 + Port 4002 isn't open yet",
    "Sun 07:38:29 + Port 4002 isn't open yet",
    'Sun 10:00:14 ready ready',
    'Sun 10:00:14 -',
    'Sun 10:00:24 + Gateway is ready again',
  ]);
});

test('two Gateways: the live one is down, the paper one is fine', async () => {
  const desk = await week(
    '2026-11-23T10:00',
    async (all) => {
      await all.clock.advance(HOUR);
      all.gatewayAt(4001).stop();
      await all.clock.advance(2 * HOUR);
      all.gatewayAt(4001).run();
    },
    [{ port: 4002 }, { port: 4001, expect: 'live' }],
  );
  expect(desk.log).toEqual([
    'Mon 10:00:00 4002 checking …',
    'Mon 10:00:00 4001 checking …',
    'Mon 10:00:00 4002 ready ready',
    'Mon 10:00:00 4001 ready ready',
    'Mon 11:00:00 4001 checking session-lost',
    'Mon 11:00:00 4001 down not-running',
    'Mon 11:00:14 4001 + Gateway stopped',
    'Mon 11:10:14 4001 + Gateway stopped',
    'Mon 11:30:14 4001 + Gateway stopped',
    'Mon 13:00:14 4001 ready ready',
    'Mon 13:00:14 4001 -',
    'Mon 13:00:24 4001 + Gateway is ready again',
  ]);
  expect(desk.told[0]?.content?.body).toMatch(/^Live 4001 closed at /);
});

test('a weekend closed by the user is nobody’s outage, until it was ready again', async () => {
  const desk = await week('2026-11-27T16:00', async (all) => {
    await all.until('2026-11-27T18:00');
    all.gateway.stop();
    await all.clock.advance(30 * SECOND);
    all.monitors.closedByUser(KEY);
    await all.until('2026-11-29T18:00');
    all.gateway.startProcess();
    await all.clock.advance(30 * SECOND);
    all.gateway.listen();
    await all.until('2026-11-30T10:00');
    all.gateway.stop();
    await all.clock.advance(MINUTE);
    all.gateway.run();
  });
  expect(desk.log.slice(2)).toEqual([
    'Fri 18:00:00 checking session-lost',
    'Fri 18:00:00 down not-running',
    'Fri 18:00:14 + Gateway stopped',
    'Fri 18:00:30 -',
    'Sun 18:00:14 checking starting',
    'Sun 18:00:44 ready ready',
    'Mon 10:00:00 checking session-lost',
    'Mon 10:00:00 down not-running',
    'Mon 10:00:14 + Gateway stopped',
    'Mon 10:01:14 ready ready',
    'Mon 10:01:14 -',
    'Mon 10:01:24 + Gateway is ready again',
  ]);
});

test('frozen, and new programs shut out', async () => {
  const desk = await week('2026-11-23T10:00', async (all) => {
    await all.until('2026-11-24T10:00');
    all.gateway.isFrozen = true;
    await all.clock.advance(5 * MINUTE);
    all.gateway.thaw();
    await all.until('2026-11-24T12:00');
    all.gateway.hasDialog = true;
    await all.clock.advance(20 * MINUTE);
    all.gateway.accept();
  });
  const states = desk.log.slice(2).map((line) => line.slice(13));
  expect(states).toEqual([
    'waiting frozen',
    '+ Gateway stopped answering',
    'ready ready',
    '-',
    '+ Gateway is ready again',
    'degraded new-clients-blocked',
    "+ New programs can't connect",
    "+ New programs can't connect",
    'ready ready',
    '-',
    '+ Gateway is ready again',
  ]);
  const [frozen = ''] = desk.notifications;
  // Two missed answers: at most 16 s.
  expect(frozen >= 'Tue 10:00:06' && frozen <= 'Tue 10:00:17').toBe(true);
});

test('a drop of two seconds is shown and not told', async () => {
  const desk = await week('2026-11-23T10:00', async (all) => {
    await all.until('2026-11-24T10:00');
    all.gateway.hasDialog = true;
    all.gateway.dropAll();
    await all.clock.advance(2 * SECOND);
    all.gateway.accept();
  });
  expect(desk.log.slice(2)).toEqual([
    'Tue 10:00:00 checking session-lost',
    'Tue 10:00:02 ready ready',
  ]);
});

test.each([
  ['silent for 18 s, well for 18 s', 18 * SECOND],
  ['gone for a moment', 0],
])(
  '200 changes in an hour, %s: at most 6 notifications, and nothing grows',
  async (_name, silentMs) => {
    const sizes: number[] = [];
    const desk = await week('2026-11-23T10:00', async (all) => {
      await all.until('2026-11-23T11:00');
      for (let change = 0; change < 100; change += 1) {
        all.gateway.hasDialog = silentMs > 0;
        all.gateway.dropAll();
        await all.clock.advance(silentMs);
        all.gateway.accept();
        await all.clock.advance(36 * SECOND - silentMs);
        sizes.push(
          JSON.stringify([all.monitors.statuses, all.memories]).length + all.clock.waiting,
        );
      }
    });
    expect(desk.notifications.length).toBeLessThanOrEqual(6);
    expect(desk.notifications).toContain('Mon 11:01:48 Connection is unstable');
    expect(Math.max(...sizes)).toBeLessThan(20_000);
    expect(desk.log.at(-1)).toMatch(/ ready ready$/);
  },
);
