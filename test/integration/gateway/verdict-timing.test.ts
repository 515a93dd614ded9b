import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../../src-main/contract/evidence.ts';
import { monotonicMs } from '../../../src-main/gateway/monotonic.ts';
import { expectWithin, stopwatch } from '../../support/in-time.ts';
import { withGateway } from '../../support/manners.ts';
import { NO_EVIDENCE, observeTest, onMonotonic } from '../../support/observed-test.ts';
import { closedPort } from '../../support/ports.ts';
import { badBytes } from '../../support/simulated-gateway/bad-bytes.ts';
import type { Handshake } from '../../support/simulated-gateway/behaviour.ts';
import type { SimulatedGateway } from '../../support/simulated-gateway/simulated-gateway.ts';

/** "A verdict where the wire gives one: under 0.5 s after the event." */
const LIMIT_MS = 500;
const verdictOf = (verdict: string) => (report: { verdict: string | null }) =>
  report.verdict === verdict;

describe('from the event to its name', () => {
  test('refused: from the start of the test, the worker included', async () => {
    const port = await closedPort();
    const read = stopwatch();
    const startedMs = monotonicMs();
    const { test: run, until } = observeTest(port);
    const { atMs } = await until(verdictOf('not-running'));
    expectWithin({ ...read(), ms: atMs - startedMs }, LIMIT_MS);
    await run.stop();
  });

  const closings: readonly [string, Handshake, string, (gateway: SimulatedGateway) => number][] = [
    [
      'wrong bytes',
      { kind: 'bytes', chunks: [badBytes['http-400']], delayMs: 300 },
      'wrong-service',
      helloMs,
    ],
    ['closed at accept', { kind: 'close-at-accept' }, 'refused-by-rule', openedMs],
    [
      'reset after the hello',
      { kind: 'close-at-accept', how: 'reset', when: 'after-hello' },
      'refused-by-rule',
      helloMs,
    ],
    [
      'closed after 1.2 s of silence',
      { kind: 'close-after', silenceMs: 1200 },
      'refused-by-rule',
      (gateway) => helloMs(gateway) + 1200,
    ],
    ['10141', { kind: 'disclaimer', closeAfterMs: 3000 }, 'disclaimer-pending', startApiMs],
    ['closed after startApi', { kind: 'session-refused' }, 'session-refused', startApiMs],
    ['version 76', { kind: 'old-version' }, 'unsupported-version', helloMs],
  ];
  test.each(closings)('%s', async (_name, handshake, verdict, eventMs) => {
    await withGateway({ behaviour: { handshake } }, async (gateway) => {
      const read = stopwatch();
      const { test: run, until } = observeTest(gateway.port);
      const { atMs, report } = await until(verdictOf(verdict));
      const took = { ...read(), ms: atMs - eventMs(gateway) };
      expect(took.ms).toBeGreaterThan(-1);
      expectWithin(took, LIMIT_MS);
      expect(report.phase).toBe('done');
      await run.stop();
    });
  });
});

describe.concurrent('a client id in use', () => {
  test('326: a note at once, a verdict after the second id', async () => {
    const handshake = { kind: 'id-in-use', closeAfterMs: 100 } as const;
    await withGateway({ behaviour: { handshake } }, async (gateway) => {
      const read = stopwatch();
      const { test: run, until, reports } = observeTest(gateway.port, { clientIds: [41, 42] });
      const note = await until(({ notes }) => notes.some(({ code }) => code === 326));
      expect(note.report).toMatchObject({ verdict: null, phase: 'running', clientId: 41 });
      expectWithin({ ...read(), ms: note.atMs - startApiMs(gateway) }, LIMIT_MS);
      const { atMs, report } = await until(verdictOf('client-id-in-use'));
      expect(report).toMatchObject({ phase: 'done', clientId: 42 });
      expect(report.notes.map(({ code }) => code)).toEqual([326, 326]);
      expectWithin({ ...read(), ms: atMs - startApiMs(gateway) }, LIMIT_MS);
      const [first, second] = gateway.record.connections;
      expect(second!.opened.monoMs - first!.opened.monoMs).toBeGreaterThan(2000);
      expect(reports.filter(({ report: { verdict } }) => verdict !== null)).toHaveLength(1);
      await run.stop();
    });
  });
});

describe.concurrent('silence', () => {
  test('is shown after 4 s, while the connection stays open', async () => {
    await withGateway({ behaviour: { handshake: 'silent' } }, async (gateway) => {
      const read = stopwatch();
      const { test: run, until } = observeTest(gateway.port);
      const { atMs, report } = await until(verdictOf('silent'));
      expect(report).toMatchObject({ phase: 'held', state: 'waiting' });
      const took = { ...read(), ms: atMs - helloMs(gateway) };
      expect(took.ms).toBeGreaterThan(3900);
      expectWithin(took, 4500);
      expect(gateway.record.openNow).toBe(1);
      const accepted = stopwatch();
      gateway.acceptDialog();
      const acceptedMs = monotonicMs();
      const ready = await until(verdictOf('ready'));
      expectWithin({ ...accepted(), ms: ready.atMs - acceptedMs }, 1000);
      expect(gateway.record.connectionsOpened).toBe(1);
      await run.stop();
    });
  });
});

describe.concurrent('evidence that comes late', () => {
  const YOUNG: Evidence = {
    ...NO_EVIDENCE,
    process: {
      outcome: 'found',
      processes: [
        {
          pid: 1,
          product: 'gateway',
          version: null,
          startedAt: Date.now(),
          suspended: false,
          ports: null,
        },
      ],
      durationMs: 1,
    },
  };
  const after = (ms: number) => (): Promise<Evidence> =>
    new Promise((resolve) => setTimeout(() => resolve(YOUNG), ms));

  test('10141 waits a moment for the age of the process', async () => {
    const handshake = { kind: 'disclaimer' } as const;
    await withGateway({ behaviour: { handshake } }, async (gateway) => {
      const read = stopwatch();
      const { test: run } = observeTest(gateway.port, {
        gatherEvidence: async () => {
          await gateway.record.waitFor(({ connections }) =>
            connections.some((one) => one.gotStartApi),
          );
          return after(150)();
        },
      });
      const report = await run.finished;
      expect(report.verdict).toBe('starting');
      expect(report.stages[0]?.outcome).toBe('passed');
      expectWithin({ ...read(), ms: monotonicMs() - startApiMs(gateway) }, LIMIT_MS);
      await run.stop();
    });
  });

  test('but not for long', async () => {
    const handshake = { kind: 'disclaimer' } as const;
    await withGateway({ behaviour: { handshake } }, async (gateway) => {
      const read = stopwatch();
      const { test: run, until } = observeTest(gateway.port, { gatherEvidence: after(3000) });
      const { atMs } = await until(verdictOf('disclaimer-pending'));
      expectWithin({ ...read(), ms: atMs - startApiMs(gateway) }, LIMIT_MS);
      await run.stop();
    });
  });
});

function openedMs({ record }: SimulatedGateway): number {
  return onMonotonic(record.last.opened.monoMs);
}

function helloMs({ record }: SimulatedGateway): number {
  return onMonotonic(record.last.received[0]?.seen.monoMs ?? Number.NaN);
}

function startApiMs({ record }: SimulatedGateway): number {
  return onMonotonic(record.last.messages[0]?.seen.monoMs ?? Number.NaN);
}
