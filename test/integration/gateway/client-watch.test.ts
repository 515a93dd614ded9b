import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import type { GaveUp } from '../../../src-main/contract/api-clients.ts';
import { gaveUpWords } from '../../../src-main/contract/client-words.ts';
import {
  programOf,
  scriptOf,
  startClient,
  tryAgain,
  type ProgramKind,
} from '../../support/api-clients/api-client.ts';
import { expectWithin, stopwatch } from '../../support/in-time.ts';
import { liveWorkers } from '../../support/live-workers.ts';
import { newMonitor, type Monitored } from '../../support/monitored.ts';
import { connectionTo } from '../../support/preferences.ts';
import {
  startSimulatedGateway,
  type SimulatedGateway,
  type SimulatorOptions,
} from '../../support/simulated-gateway/simulated-gateway.ts';

afterAll(() => expect(liveWorkers()).toBe(0));

/** Of the second visit's end (done means of the client watch). */
const NAMED_WITHIN_MS = 30_000;

/** Beside other programs' connections the guest's manners are told by its own alone. */
async function watching(
  options: SimulatorOptions,
  deed: (all: Monitored & { readonly gateway: SimulatedGateway }) => Promise<void>,
): Promise<void> {
  const gateway = await startSimulatedGateway(options);
  const all = newMonitor(connectionTo({ port: gateway.port }));
  try {
    await all.monitor.start();
    // The first look only shows who is there already.
    await all.untilStatus(({ apiClients }) => apiClients !== null);
    await deed({ ...all, gateway });
  } finally {
    await all.monitor.dispose();
    await gateway.stop();
  }
}

/** From now, the end of the second visit. */
async function named(
  { monitor, untilStatus }: Monitored,
  what: (one: GaveUp) => boolean,
): Promise<GaveUp> {
  const took = await untilStatus(({ gaveUp }) => gaveUp.some(what), 2 * NAMED_WITHIN_MS);
  expectWithin(took, NAMED_WITHIN_MS);
  return monitor.status.gaveUp.find(what)!;
}

const isSettled = ({ answer }: GaveUp): boolean => answer.kind !== 'asking';
const KINDS: readonly ProgramKind[] = ['python', 'node'];

// Elsewhere the socket table is not a file; the parsers have tests of their own.
const onLinux = describe.runIf(process.platform === 'linux').concurrent;
onLinux('a program that gives up', { timeout: 90_000 }, () => {
  test.each(KINDS)('%s, and a silent Gateway: neither is answered', async (kind) => {
    await watching({ behaviour: { handshake: 'silent' } }, async (all) => {
      const read = stopwatch();
      const { lastPid } = await tryAgain(kind, all.gateway.port, 3, 2);
      const one = await named(all, ({ script }) => script === scriptOf(kind));
      expect(one.program).toMatch(programOf(kind));
      expect(one).toMatchObject({
        pid: lastPid,
        visits: 2,
        answer: { kind: 'not-answered', verdict: 'silent' },
      });
      // Looks are 2 s apart.
      expectWithin({ ...read(), ms: Math.abs(one.stayedMs - 3000) }, 2001);
      expect(gaveUpWords(one)).toContain("and Gateway doesn't answer Gatelight either.");
      // The connection that waits is the test: no other was opened for the program.
      expect(all.gateway.record.connectionsOpened).toBe(2 + 1);
    });
  });

  test.each(KINDS)('%s, and a good Gateway: look in the program', async (kind) => {
    await watching({}, async (all) => {
      await all.until('ready');
      const healthy = await startClient(
        kind === 'python' ? 'node' : 'python',
        all.gateway.port,
        60,
      );
      const read = stopwatch();
      const { lastPid } = await tryAgain(kind, all.gateway.port, 3, 2);
      const one = await named(all, (found) => found.script === scriptOf(kind) && isSettled(found));
      expect(one).toMatchObject({ pid: lastPid, visits: 2, answer: { kind: 'answered' } });
      const inMs = one.answer.kind === 'answered' ? one.answer.inMs : Infinity;
      expectWithin({ ...read(), ms: inMs }, 1000);
      expect(gaveUpWords(one)).toMatch(/Gateway answered Gatelight's test in .+: look in your/);
      // The standing session, the program that stays, two visits, one fresh test beside it.
      expect(all.gateway.record.connectionsOpened).toBe(1 + 1 + 2 + 1);
      expect(all.monitor.status.gaveUp).toHaveLength(1);
      expect(all.monitor.status.apiClients).toMatchObject([
        { pid: healthy.pid, connections: 1, isOurs: false },
        { pid: process.pid, connections: 1, isOurs: true },
      ]);
      healthy.child.kill('SIGKILL');
      await healthy.ended;
      expect(all.monitor.status.verdict).toBe('ready');
    });
  });

  test('is counted when killed, and when Gateway does not notice that it left', async () => {
    await watching({ behaviour: { answersFin: false } }, async (all) => {
      const { port } = all.gateway;
      const pids: number[] = [];
      for (let time = 0; time < 2; time += 1) {
        const client = await startClient('python', port, 60);
        pids.push(client.pid);
        await sleep(3000);
        client.child.kill('SIGKILL');
        await client.ended;
      }
      const one = await named(all, ({ script }) => script === 'runner.py');
      expect(one).toMatchObject({ pid: pids[1], visits: 2 });
      // By its number, which each half-closed connection keeps though its program has gone.
      const halves = all.monitor.status.apiClients?.filter(({ halfClosed }) => halfClosed > 0);
      expect(halves?.map(({ pid, connections }) => [pid, connections])).toEqual(
        [...pids].sort((a, b) => a - b).map((pid) => [pid, 0]),
      );
    });
  });
});
