import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import type { Observation } from '../../../src-main/contract/observation.ts';
import { targetOf } from '../../../src-main/contract/target.ts';
import { systemClock } from '../../../src-main/gateway/system-clock.ts';
import { openApiConnection, type ApiConnection } from '../../../src-main/gateway/api-connection.ts';
import { startFreshTest } from '../../../src-main/gateway/fresh-test.ts';
import { expectWithin, stopwatch, timed } from '../../support/in-time.ts';
import { liveWorkers } from '../../support/live-workers.ts';
import { watchLoop } from '../../support/loop-watch.ts';
import { withGateway } from '../../support/manners.ts';
import { NO_EVIDENCE } from '../../support/observed-test.ts';

type Misdeed = 'loop' | 'throw' | 'exit' | 'hoard' | 'mute' | 'slow' | 'asleep';
const FIXTURE = new URL('../../support/misbehaving-worker.mjs', import.meta.url).href;
/** A worker's file gets no arguments from us, so a module made on the spot says what to do. */
const worker = (how: Misdeed): URL =>
  new URL(`data:text/javascript,globalThis.misdeed='${how}';import('${FIXTURE}')`);

interface Opened {
  readonly connection: ApiConnection;
  readonly seen: Observation[];
  readonly failed: Promise<Extract<Observation, { kind: 'worker-failed' }>>;
  readonly connected: Promise<unknown>;
}

function open(port: number, workerPath: URL): Opened {
  const seen: Observation[] = [];
  const listeners = new Set<(observation: Observation) => void>();
  const first = <Kind extends Observation['kind']>(
    kind: Kind,
  ): Promise<Extract<Observation, { kind: Kind }>> =>
    new Promise((resolve) => {
      listeners.add((observation) => {
        if (observation.kind === kind) resolve(observation as Extract<Observation, { kind: Kind }>);
      });
    });
  const [connected, failed] = [first('connected'), first('worker-failed')];
  const connection = openApiConnection(workerPath, {
    host: '127.0.0.1',
    port,
    clientId: 912_345,
    onObservation: (observation) => {
      seen.push(observation);
      for (const listener of listeners) listener(observation);
    },
  });
  return { connection, seen, failed, connected };
}

afterAll(() => expect(liveWorkers()).toBe(0));

describe.concurrent('a worker that goes wrong is ended and its socket closed', () => {
  test.each([
    ['loop', 4500, /^the reader is stuck$/],
    ['throw', 1500, /^Error$/],
    ['exit', 1500, /^it ended by itself$/],
    // Collecting garbage in vain can keep it from answering before its memory is full.
    ['hoard', 4500, /^Error$|^the reader is stuck$/],
  ] as const)('%s: within %i ms', async (how, limitMs, reason) => {
    await withGateway({ behaviour: { handshake: 'silent' } }, async ({ port, record }) => {
      const loop = watchLoop();
      const read = stopwatch();
      const { connection, seen, failed } = open(port, worker(how));
      expect((await failed).reason).toMatch(reason);
      expectWithin(read(), limitMs);
      expectWithin(await timed(record.waitFor(({ openNow }) => openNow === 0)), 1000);
      const told = seen.length;
      await connection.close();
      await sleep(50);
      expect(seen).toHaveLength(told);
      expect(JSON.stringify(seen)).not.toContain('DU1234567');
      expect(loop.stop().longestMs).toBeLessThan(50);
    });
  });

  test('a file that is not there', async () => {
    const { failed, connection } = open(1, new URL('./no-such-worker.mjs', import.meta.url));
    expect(await failed).toMatchObject({ kind: 'worker-failed' });
    await connection.close();
  });

  test.each(['loop', 'mute'] as const)('%s: closed on demand within 1 s', async (how) => {
    await withGateway({ behaviour: { handshake: 'silent' } }, async ({ port, record }) => {
      const { connection, connected, seen } = open(port, worker(how));
      await connected;
      await sleep(150);
      const closing = Promise.all([connection.close(), connection.close()]);
      expectWithin(await timed(closing), 1000);
      expectWithin(await timed(record.waitFor(({ openNow }) => openNow === 0)), 500);
      expect(seen.map(({ kind }) => kind)).toEqual(['connecting', 'connected']);
    });
  });
});

describe.concurrent('over some seconds', () => {
  test('a worker whose loop turns is left alone, however mute the peer is', async () => {
    await withGateway({ behaviour: { handshake: 'silent' } }, async ({ port }) => {
      const { connection, seen } = open(port, worker('mute'));
      await sleep(4000);
      expect(seen.map(({ kind }) => kind)).toEqual(['connecting', 'connected']);
      await connection.close();
    });
  });

  test('a worker that takes long to begin is waited for', async () => {
    await withGateway({ behaviour: { handshake: 'silent' } }, async ({ port }) => {
      const read = stopwatch();
      const { connection, connected, seen } = open(port, worker('slow'));
      await connected;
      expect(read().ms).toBeGreaterThan(4500);
      expect(seen.map(({ kind }) => kind)).toEqual(['connecting', 'connected']);
      await connection.close();
    });
  });

  test('but not for ever', async () => {
    const read = stopwatch();
    const { connection, failed } = open(1, worker('asleep'));
    expect((await failed).reason).toBe('it did not begin');
    expect(read().ms).toBeGreaterThan(15_000);
    expectWithin(read(), 17_000);
    await connection.close();
  });

  test('a test whose worker is stuck can not tell; nothing is called down', async () => {
    await withGateway({ behaviour: { handshake: 'silent' } }, async ({ port }) => {
      const run = startFreshTest(targetOf('127.0.0.1', port, null), [912_345, 912_346], {
        clock: systemClock,
        openConnection: (options) => openApiConnection(worker('loop'), options),
        gatherEvidence: () => Promise.resolve(NO_EVIDENCE),
      });
      const report = await run.finished;
      expect(report).toMatchObject({ verdict: 'cannot-measure', state: 'checking', phase: 'done' });
      expect(report.details.missing).toContain('the reader is stuck');
      expect(run.handOver()).toBeNull();
      await run.stop();
    });
  });
});
