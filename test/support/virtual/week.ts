import { afterAll, beforeAll, expect } from 'vitest';
import type { Connection } from '../../../src-main/contract/preferences.ts';
import { full } from '../full.ts';
import { VirtualDesk } from './virtual-desk.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;
/** The small run sees only this much of the quiet that follows. */
const REST = 2 * HOUR;

/** The zone of this file's local times. */
export function inZone(zone: string): void {
  const before = process.env['TZ'];
  beforeAll(() => {
    process.env['TZ'] = zone;
  });
  afterAll(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });
}

/**
 * A week on a virtual desk: what `script` does, then quiet. At its end the app must have behaved:
 * one unanswered connection at most, none bare, nothing left open, and little remembered.
 */
export async function week(
  start: string,
  script: (desk: VirtualDesk) => Promise<void>,
  connections: readonly (Partial<Connection> & { port: number })[] = [{ port: 4002 }],
): Promise<VirtualDesk> {
  const desk = new VirtualDesk(start, connections);
  const began = desk.clock.now();
  await desk.begin();
  await script(desk);
  const restMs = full ? began + WEEK - desk.clock.now() : REST;
  if (restMs > 0) await desk.clock.advance(restMs);
  await expectManners(desk, connections);
  return desk;
}

async function expectManners(
  desk: VirtualDesk,
  connections: readonly { port: number }[],
): Promise<void> {
  for (const { port } of connections) {
    const { maxUnansweredAtOnce, maxOpenAtOnce, bareConnects } = desk.gatewayAt(port).record;
    expect(maxUnansweredAtOnce).toBeLessThanOrEqual(1);
    expect(maxOpenAtOnce).toBeLessThanOrEqual(2);
    expect(bareConnects).toBe(0);
  }
  // 50 session times and 14 restarts are all that grows.
  for (const memory of desk.memories) expect(JSON.stringify(memory).length).toBeLessThan(2500);
  expect(await desk.end()).toEqual({ open: 0, timers: 0 });
}
