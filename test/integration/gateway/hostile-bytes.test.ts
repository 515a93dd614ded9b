import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FrameGate } from '../../../src-main/gateway/frame-gate.ts';
import { monotonicMs } from '../../../src-main/gateway/monotonic.ts';
import { full } from '../../support/full.ts';
import { inLanes } from '../../support/in-lanes.ts';
import { liveWorkers } from '../../support/live-workers.ts';
import { watchLoop, type LoopWatch } from '../../support/loop-watch.ts';
import { withGateway } from '../../support/manners.ts';
import { observeTest } from '../../support/observed-test.ts';
import { badBytes, inPieces } from '../../support/simulated-gateway/bad-bytes.ts';
import { encodeFrame } from '../../support/simulated-gateway/frames.ts';
import { seededStream } from '../../support/simulated-gateway/seeded-stream.ts';

const STREAMS = full ? 300 : 30;
const AT_ONCE = 3;
const VERSION = encodeFrame([176, '20261122 14:31:52 CET']);
const VERDICT_WITHIN_MS = 1000;
const BLOCKED_AT_MOST_MS = 50;
/** A crowded machine can stop a thread without any figure that says so; our own faults recur. */
const RETRIES = 2;

let loop: LoopWatch;
let tests = 0;
let slowestVerdictMs = 0;
let longestBlockMs = 0;
beforeEach(() => {
  loop = watchLoop();
});
afterEach(() => {
  const { longestMs } = loop.stop();
  longestBlockMs = Math.max(longestBlockMs, longestMs);
  expect(longestMs).toBeLessThan(BLOCKED_AT_MOST_MS);
});
afterAll(() => {
  const figures = [slowestVerdictMs, longestBlockMs].map((ms) => ms.toFixed(1));
  console.log(
    `${tests} hostile connections: verdict after at most ${figures[0]} ms, loop held for at most ${figures[1]} ms`,
  );
});

interface Play {
  readonly chunks: readonly Buffer[];
  readonly when?: 'accept' | 'hello';
  readonly delayMs?: number;
  readonly then?: 'hold' | 'fin' | 'reset';
}

/** Plays the chunks to a real test in a real worker and expects `wrong-service` in time. */
async function expectForeign(name: string, { chunks, ...how }: Play): Promise<void> {
  const deciding = decidingChunk(chunks);
  let decidedMs = Number.NaN;
  function* played(): Generator<Buffer> {
    for (const [index, chunk] of chunks.entries()) {
      if (index === deciding) decidedMs = monotonicMs();
      yield chunk;
    }
  }
  await withGateway(
    { behaviour: { handshake: { kind: 'bytes', chunks: played, ...how } } },
    (gateway) =>
      observed(gateway.port, async ({ until }) => {
        const { atMs, report } = await until(({ phase }) => phase === 'done');
        expect(report.verdict, name).toBe('wrong-service');
        expect(atMs - decidedMs, name).toBeLessThan(VERDICT_WITHIN_MS);
        slowestVerdictMs = Math.max(slowestVerdictMs, atMs - decidedMs);
      }),
  );
}

async function observed(
  port: number,
  deed: (seen: ReturnType<typeof observeTest>) => Promise<void>,
): Promise<void> {
  tests += 1;
  const seen = observeTest(port);
  await deed(seen).finally(() => seen.test.stop());
}

/** The first chunk after which the gate knows that this is no Gateway. */
function decidingChunk(chunks: readonly Buffer[]): number {
  const gate = new FrameGate();
  return chunks.findIndex((chunk) => {
    gate.take(chunk);
    return gate.shut;
  });
}

test(
  `${STREAMS} seeded streams`,
  { retry: RETRIES, timeout: full ? 300_000 : 60_000 },
  async () => {
    const seeds = Array.from({ length: STREAMS }, (_, index) => index);
    await inLanes(seeds, AT_ONCE, async (seed) => {
      const { kind, chunks } = seededStream(seed);
      if (kind !== 'split-valid') return expectForeign(`seed ${seed}, ${kind}`, { chunks });
      await withGateway({ behaviour: { handshake: { kind: 'bytes', chunks } } }, ({ port }) =>
        observed(port, async ({ until }) => {
          const { report } = await until(({ serverVersion }) => serverVersion !== null);
          expect(report.verdict, `seed ${seed}`).toBeNull();
        }),
      );
    });
  },
);

describe('every listed shape', () => {
  test.each<[string, (bytes: Buffer) => Play]>([
    ['in one piece, held open', (bytes) => ({ chunks: [bytes] })],
    ['byte by byte', (bytes) => ({ chunks: inPieces(bytes, 1).slice(0, 40), delayMs: 1 })],
    ['before the hello', (bytes) => ({ chunks: [bytes], when: 'accept' })],
    ['then closed', (bytes) => ({ chunks: [bytes], then: 'fin' })],
    ['then reset', (bytes) => ({ chunks: [bytes], delayMs: 20, then: 'reset' })],
  ])('%s', { retry: RETRIES }, async (_name, how) => {
    await inLanes(Object.entries(badBytes), AT_ONCE, ([name, bytes]) =>
      expectForeign(name, how(bytes)),
    );
  });
});

/** Whole frames with nothing in them that would be worth a verdict once the version is known. */
const HARMLESS_LATER: readonly string[] = ['no-number', 'unknown-first-message', 'one-field'];

test.each<[string, (bytes: Buffer) => Play]>([
  ['in the same piece', (bytes) => ({ chunks: [Buffer.concat([VERSION, bytes])] })],
  ['in a piece of their own', (bytes) => ({ chunks: [VERSION, bytes], delayMs: 20 })],
])('bad bytes after a good version, %s', { retry: RETRIES }, async (_name, how) => {
  const shapes = Object.entries(badBytes).filter(([name]) => !HARMLESS_LATER.includes(name));
  await inLanes(shapes, AT_ONCE, ([name, bytes]) => expectForeign(name, how(bytes)));
});

test(
  'incomplete frames: silent at the limit, whatever has come of them',
  { retry: RETRIES },
  async () => {
    await inLanes([1, 3, 4, 5, 20], 5, async (bytes) => {
      const handshake = { kind: 'incomplete-frame', bytes } as const;
      await withGateway({ behaviour: { handshake } }, ({ port, record }) =>
        observed(port, async ({ until }) => {
          const { atMs, report } = await until(({ verdict }) => verdict !== null, 6000);
          expect(report, `${bytes} bytes`).toMatchObject({ verdict: 'silent', phase: 'held' });
          expect(report.bytesReceived).toBe(bytes);
          const waitedMs = atMs - monotonicMs() + performance.now() - record.last.opened.monoMs;
          expect(waitedMs).toBeGreaterThan(3900);
          expect(waitedMs).toBeLessThan(4600);
        }),
      );
    });
  },
);

test('no socket and no worker is left', async () => {
  await expect.poll(liveWorkers).toBe(0);
  const sockets = (): string[] =>
    process.getActiveResourcesInfo().filter((kind) => kind.startsWith('TCP'));
  await expect.poll(sockets).toEqual([]);
});
