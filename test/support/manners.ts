import { expect } from 'vitest';
import { expectWithin, timed } from './in-time.ts';
import { request } from './simulated-gateway/message-ids.ts';
import {
  startSimulatedGateway,
  type SimulatedGateway,
  type SimulatorOptions,
} from './simulated-gateway/simulated-gateway.ts';

/** Everything Gatelight may ever say after its hello. */
const ALLOWED: readonly number[] = [request.startApi, request.currentTime];
/** Socket ends must have arrived so soon after the client is done (manners of the probe design, 7). */
const CLOSED_WITHIN_MS = 1000;

/** Runs `deed` with a simulated Gateway, then sees whether its guest behaved. */
export async function withGateway<Value>(
  options: SimulatorOptions,
  deed: (gateway: SimulatedGateway) => Promise<Value>,
): Promise<Value> {
  const gateway = await startSimulatedGateway(options);
  try {
    const value = await deed(gateway);
    await expectManners(gateway);
    return value;
  } finally {
    await gateway.stop();
  }
}

/** No order, no account data, no bare connect, never two unanswered at once, and nothing left open. */
export async function expectManners({ record }: SimulatedGateway): Promise<void> {
  expectWithin(await timed(record.waitFor((seen) => seen.openNow === 0)), CLOSED_WITHIN_MS);
  const { maxUnansweredAtOnce, messageIds, ...counts } = record.summary();
  expect(counts).toMatchObject({
    openNow: 0,
    bareConnects: 0,
    writeAccessWindows: 0,
    orderMessages: 0,
    accountDataMessages: 0,
  });
  expect(maxUnansweredAtOnce).toBeLessThanOrEqual(1);
  expect(messageIds.filter((id) => !ALLOWED.includes(id))).toEqual([]);
  expect(record.connections.filter((one) => one.gotNonsense)).toEqual([]);
}
