import { expect, test } from 'vitest';
import type { Connection } from '../../../src-main/contract/preferences.ts';
import type { GaveUp } from '../../../src-main/contract/api-clients.ts';

import { VirtualDesk } from '../../support/virtual/virtual-desk.ts';
import { HOUR, inZone, MINUTE, SECOND } from '../../support/virtual/week.ts';

inZone('America/New_York');

const START = '2026-11-23T09:30';
const gaveUp = (desk: VirtualDesk): readonly GaveUp[] => desk.monitors.statuses[0]?.gaveUp ?? [];
const opened = (desk: VirtualDesk): number => desk.gateway.record.openedMs.length;

async function desk(connection: Partial<Connection> = {}): Promise<VirtualDesk> {
  const made = new VirtualDesk(START, [{ port: 4002, ...connection }]);
  await made.begin();
  await made.clock.advance(MINUTE);
  return made;
}

/** A program that comes every so often, stays for a moment, and leaves. */
async function visits(
  at: VirtualDesk,
  times: number,
  everyMs: number,
  { script = 'runner.py', stayMs = 8 * SECOND } = {},
): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    at.gateway.visit('python', script, stayMs);
    await at.clock.advance(everyMs);
  }
}

test('security 35: a port scanner, every minute for three hours, is asked for once in 15 min', async () => {
  const busy = await desk();
  const quiet = await desk();
  await visits(busy, 180, MINUTE, { script: 'scan.py', stayMs: 16 * SECOND });
  await quiet.clock.advance(180 * MINUTE);
  expect(gaveUp(busy)).toMatchObject([{ script: 'scan.py', answer: { kind: 'answered' } }]);
  // Each test for it counts as the scheduled one; nothing is asked twice as often.
  expect(opened(busy) - opened(quiet)).toBeLessThanOrEqual(2);
  expect(busy.gateway.record.maxUnansweredAtOnce).toBe(1);
  await Promise.all([busy.end(), quiet.end()]);
});

test('security 35: a scanner with a new name each time is asked for once in 5 min at most', async () => {
  const busy = await desk({ mode: 'spot-checks' });
  const quiet = await desk({ mode: 'spot-checks' });
  for (let name = 0; name < 90; name += 1) {
    await visits(busy, 2, 20 * SECOND, { script: `scan-${name}.py`, stayMs: 16 * SECOND });
  }
  await quiet.clock.advance(HOUR);
  expect(gaveUp(busy)).toHaveLength(20);
  // None is left without the answer that there is.
  expect(gaveUp(busy).every(({ answer }) => answer.kind === 'answered')).toBe(true);
  expect(opened(busy) - opened(quiet)).toBeLessThanOrEqual(12);
  expect(busy.gateway.record.maxUnansweredAtOnce).toBe(1);
  await Promise.all([busy.end(), quiet.end()]);
});

test('twenty programs that all give up at once are answered by one test', async () => {
  const at = await desk();
  const before = opened(at);
  for (let time = 0; time < 2; time += 1) {
    for (let one = 0; one < 20; one += 1) at.gateway.visit('python', `bot-${one}.py`, 16 * SECOND);
    await at.clock.advance(40 * SECOND);
  }
  expect(gaveUp(at)).toHaveLength(20);
  expect(gaveUp(at).every(({ answer }) => answer.kind === 'answered')).toBe(true);
  expect(opened(at) - before).toBe(1);
  await at.end();
});

test('a client that stays for weeks, or for a minute again and again, is never named', async () => {
  const at = await desk();
  at.gateway.visit('python', 'runner.py', 14 * 24 * HOUR);
  await visits(at, 30, 90 * SECOND, { script: 'report.py', stayMs: MINUTE });
  expect(gaveUp(at)).toEqual([]);
  expect(at.monitors.statuses[0]?.apiClients).toMatchObject([
    { script: 'runner.py', connections: 1, isOurs: false },
    { connections: 1, isOurs: true },
  ]);
  await at.end();
});

test('it is forgotten 15 min after its last visit', async () => {
  const at = await desk();
  await visits(at, 3, 30 * SECOND, { stayMs: 16 * SECOND });
  expect(gaveUp(at)).toHaveLength(1);
  await at.clock.advance(16 * MINUTE);
  expect(gaveUp(at)).toEqual([]);
  await at.end();
});

test('while a connection is held no other is opened: its silence is the answer', async () => {
  const at = await desk();
  at.gateway.hasDialog = true;
  at.gateway.dropAll();
  await at.clock.advance(30 * SECOND);
  const before = opened(at);
  await visits(at, 4, 30 * SECOND, { stayMs: 16 * SECOND });
  expect(gaveUp(at)).toMatchObject([{ answer: { kind: 'not-answered', verdict: 'silent' } }]);
  expect(opened(at)).toBe(before);
  expect(at.gateway.record.maxUnansweredAtOnce).toBe(1);
  await at.end();
});

test('a mute session is the answer as well', async () => {
  const at = await desk();
  at.gateway.isFrozen = true;
  await at.clock.advance(MINUTE);
  const before = opened(at);
  await visits(at, 3, 30 * SECOND, { stayMs: 16 * SECOND });
  expect(gaveUp(at)).toMatchObject([{ answer: { kind: 'not-answered', verdict: 'frozen' } }]);
  expect(opened(at)).toBe(before);
  await at.end();
});

test('silence that was given up is not met again for a program', async () => {
  const at = await desk();
  at.gateway.hasDialog = true;
  at.gateway.dropAll();
  // Three held connections of ten minutes and the pauses between them.
  await at.clock.advance(45 * MINUTE);
  const before = opened(at);
  await visits(at, 4, 30 * SECOND, { stayMs: 16 * SECOND });
  expect(gaveUp(at)).toMatchObject([{ answer: { kind: 'not-answered', verdict: 'silent' } }]);
  expect(opened(at)).toBe(before);
  await at.end();
});

test.each([
  ['look-only', 'look-only'],
  [null, 'look-only'],
] as const)('mode %s: seen, but not asked for', async (mode, why) => {
  const at = await desk({ mode });
  await visits(at, 3, 30 * SECOND, { stayMs: 16 * SECOND });
  expect(gaveUp(at)).toMatchObject([{ answer: { kind: 'not-asked', why } }]);
  expect(opened(at)).toBe(0);
  await at.end();
});

test('spot checks: one test, closed again', async () => {
  const at = await desk({ mode: 'spot-checks' });
  const before = opened(at);
  await visits(at, 3, 30 * SECOND, { stayMs: 16 * SECOND });
  expect(gaveUp(at)).toMatchObject([{ answer: { kind: 'answered' } }]);
  expect(opened(at)).toBe(before + 1);
  expect(at.gateway.openNow).toBe(0);
  await at.end();
});

test('after an acceptance by hand the next test may raise a dialog: none is made', async () => {
  const at = await desk();
  at.gateway.hasDialog = true;
  at.gateway.dropAll();
  await at.clock.advance(30 * SECOND);
  at.gateway.accept();
  await at.clock.advance(30 * SECOND);
  const before = opened(at);
  await visits(at, 3, 30 * SECOND, { stayMs: 16 * SECOND });
  expect(gaveUp(at)).toMatchObject([{ answer: { kind: 'not-asked', why: 'accepted-by-hand' } }]);
  expect(opened(at)).toBe(before);
  await at.end();
});

test('28 clients: one more may be too many', async () => {
  const at = await desk();
  for (let one = 0; one < 27; one += 1) at.gateway.visit('java', `bot-${one}.jar`, HOUR);
  await at.clock.advance(MINUTE);
  const before = opened(at);
  await visits(at, 3, 30 * SECOND, { stayMs: 16 * SECOND });
  expect(gaveUp(at)).toMatchObject([{ answer: { kind: 'not-asked', why: 'crowded' } }]);
  expect(opened(at)).toBe(before);
  await at.end();
});

test('half a connection left behind is a visit, and stays in the list', async () => {
  const at = await desk();
  for (let time = 0; time < 3; time += 1) {
    at.gateway.visit('python', 'runner.py', 16 * SECOND, true);
    await at.clock.advance(30 * SECOND);
  }
  expect(gaveUp(at)).toMatchObject([{ visits: 3 }]);
  expect(
    at.monitors.statuses[0]?.apiClients?.filter(({ halfClosed }) => halfClosed === 1),
  ).toHaveLength(3);
  await at.end();
});

test('a pause and a sleep end the looking; who left meanwhile is not counted', async () => {
  const at = await desk();
  await visits(at, 1, 20 * SECOND, { stayMs: 16 * SECOND });
  at.gateway.visit('python', 'runner.py', 20 * SECOND);
  await at.clock.advance(16 * SECOND);
  await at.monitors.pause('forever');
  expect(at.monitors.statuses[0]).toMatchObject({ apiClients: null, gaveUp: [] });
  await at.clock.advance(10 * SECOND);
  at.monitors.resume();
  await at.clock.advance(MINUTE);
  expect(gaveUp(at)).toEqual([]);
  await at.end();
});
