import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { systemEvidence } from '../../../src-main/gateway/evidence.ts';
import { withGateway } from '../../support/manners.ts';
import { newMonitor } from '../../support/monitored.ts';
import { connectionTo } from '../../support/preferences.ts';
import { inTable, socketsOf, type SeenSocket } from '../../support/own-sockets.ts';
import { closedPort } from '../../support/ports.ts';
import { startCli } from '../../support/run-cli.ts';
import type { Behaviour } from '../../support/simulated-gateway/behaviour.ts';

/** Looks at a process's sockets again and again until it is over. */
async function socketsDuring(pid: number, over: Promise<unknown>): Promise<SeenSocket[]> {
  const seen = new Map<string, SeenSocket>();
  const end = new AbortController();
  void over.then(() => end.abort());
  while (!end.signal.aborted) {
    try {
      for (const one of socketsOf(pid)) seen.set(`${one.inode} ${one.remote}`, one);
    } catch {
      // The process went away while it was looked at.
    }
    await sleep(2);
  }
  return [...seen.values()];
}

describe.runIf(process.platform === 'linux')('the sockets of a check, from start to end', () => {
  test.each<[string, Partial<Behaviour>, string[]]>([
    ['ready', {}, []],
    ['held silent', { handshake: 'silent' }, ['--timeout', '1.5']],
  ])('%s: the target only, no listener', async (_name, behaviour, args) => {
    await withGateway({ behaviour }, async ({ port }) => {
      const { child, ended } = startCli(['check', '--port', `${port}`, ...args]);
      const seen = await socketsDuring(child.pid ?? 0, ended);
      expect(seen.length).toBeGreaterThan(0);
      expect(new Set(seen.map(({ protocol, remote }) => `${protocol} ${remote}`))).toEqual(
        new Set([`tcp ${inTable(port)}`]),
      );
      expect(seen.filter(({ isListening }) => isListening)).toEqual([]);
    });
  });

  test('refused: nothing but the target is tried', async () => {
    const port = await closedPort();
    const { child, ended } = startCli(['check', '--port', `${port}`]);
    for (const { protocol, remote } of await socketsDuring(child.pid ?? 0, ended)) {
      expect(`${protocol} ${remote}`).toBe(`tcp ${inTable(port)}`);
    }
  });
});

describe.runIf(process.platform === 'linux')('the sockets of a monitor', () => {
  test('one to the target, and no listener', async () => {
    await withGateway({}, async (gateway) => {
      const before = new Set(socketsOf(process.pid).map(({ inode }) => inode));
      const evidence = systemEvidence();
      const connection = connectionTo({ port: gateway.port });
      const { monitor, until } = newMonitor(connection, {
        gatherEvidence: (target) => evidence.gather(target),
      });
      let over: () => void = () => undefined;
      const watching = socketsDuring(process.pid, new Promise<void>((resolve) => (over = resolve)));
      await monitor.start();
      await until('ready');
      await sleep(20);
      monitor.test();
      await gateway.record.waitFor((seen) => seen.connections[1]?.ended !== undefined, 3000);
      // A look at the listener and at the usual ports belong to it as well.
      await evidence.usualPorts();
      await sleep(2200);
      over();
      const ours = (await watching).filter(
        ({ inode, localPort }) => !before.has(inode) && localPort !== gateway.port,
      );
      expect(new Set(ours.map(({ remote }) => remote))).toEqual(new Set([inTable(gateway.port)]));
      expect(ours.filter(({ isListening }) => isListening)).toEqual([]);
      expect(new Set(ours.map(({ inode }) => inode)).size).toBe(2);
      await monitor.dispose();
    });
  });
});
