import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { withGateway } from '../../support/manners.ts';
import { inTable, socketsOf } from '../../support/own-sockets.ts';
import { runCli, startCli, type CheckJson } from '../../support/run-cli.ts';
import { startWatch, withDataDir } from '../../support/watching.ts';

interface StatusJson {
  readonly schema: number;
  readonly at: string;
  readonly monitor: { readonly pid: number; readonly since: string } | null;
  readonly connections: readonly CheckJson[];
}

const statusOf = async (dataDir: string): Promise<{ code: number | null; json: StatusJson }> => {
  const { code, stdout } = await runCli(['status', '--json'], { dataDir });
  return { code, json: JSON.parse(stdout) as StatusJson };
};

describe('watch', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s: one line a change, then 0', async (signal) => {
    await withDataDir((dataDir) =>
      withGateway({}, async (gateway) => {
        const { child, ended, lines, until } = startWatch(gateway.port, dataDir);
        await until(({ verdict }) => verdict === 'ready');
        gateway.loseLink();
        await until(({ verdict }) => verdict === 'cut-off');
        gateway.restoreLink();
        await expect.poll(() => lines.length).toBe(3);
        child.kill(signal);
        const { code, stderr } = await ended;
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(lines.map(({ state, verdict }) => `${state} ${verdict}`)).toEqual([
          'ready ready',
          'degraded cut-off',
          'ready ready',
        ]);
        expect(lines[0]).toMatchObject({
          schema: 1,
          target: { host: '127.0.0.1', port: gateway.port, mode: 'unknown' },
          headline: 'Ready for your API clients',
          joined: false,
          accounts: { count: 1, kind: 'paper' },
        });
        expect(gateway.record.last.ended).toBe('client-fin');
        expect((await statusOf(dataDir)).json.monitor).toBeNull();
      }),
    );
  });

  test('nobody said which account must answer: none is wrong', async () => {
    await withDataDir((dataDir) =>
      withGateway({ accounts: ['U7654321'] }, async ({ port }) => {
        const { child, ended, until } = startWatch(port, dataDir);
        await until(({ verdict }) => verdict === 'ready');
        child.kill('SIGINT');
        await ended;
      }),
    );
  });

  test('heartbeats where they are asked for', async () => {
    await withDataDir((dataDir) =>
      withGateway({}, async ({ port }) => {
        const { child, ended, lines, until } = startWatch(port, dataDir, ['--heartbeats']);
        const beat = await until(({ event }) => event === 'heartbeat', 12_000);
        expect(Object.keys(beat)).toEqual(['schema', 'at', 'event', 'roundTripMs']);
        child.kill('SIGINT');
        await ended;
        expect(lines.filter(({ event }) => event === undefined)).toHaveLength(1);
      }),
    );
  });

  test('text for people: a line a change', async () => {
    await withDataDir((dataDir) =>
      withGateway({}, async (gateway) => {
        const args = ['watch', '--port', `${gateway.port}`];
        const { child, ended } = startCli(args, { dataDir });
        await gateway.record.waitFor(
          (seen) => seen.connections[0]?.sessionSent !== undefined,
          5000,
        );
        await sleep(600);
        child.kill('SIGINT');
        const { stdout } = await ended;
        expect(stdout).toMatch(
          /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}ready {5}Ready for your API clients\n$/,
        );
      }),
    );
  });

  test('nobody reads any more: it ends', async () => {
    await withDataDir((dataDir) =>
      withGateway({}, async (gateway) => {
        const { child, ended, until } = startWatch(gateway.port, dataDir);
        await until(({ verdict }) => verdict === 'ready');
        child.stdout?.destroy();
        gateway.loseLink();
        expect(await ended).toMatchObject({ code: 0, signal: null, stderr: '' });
      }),
    );
  });

  test.runIf(process.platform === 'linux')('one socket, to the target', async () => {
    await withDataDir((dataDir) =>
      withGateway({}, async ({ port }) => {
        const { child, ended, until } = startWatch(port, dataDir);
        await until(({ verdict }) => verdict === 'ready');
        const sockets = socketsOf(child.pid ?? 0);
        expect(sockets.map(({ remote }) => remote)).toEqual([inTable(port)]);
        child.kill('SIGINT');
        await ended;
      }),
    );
  });
});

describe('status', () => {
  test('without a monitor: 3, and nothing is made', async () => {
    await withDataDir(async (parent) => {
      const dataDir = join(parent, 'none');
      const { code, json } = await statusOf(dataDir);
      expect(json).toEqual({ schema: 1, at: json.at, monitor: null, connections: [] });
      expect(code).toBe(3);
      const text = await runCli(['status'], { dataDir });
      expect(text).toMatchObject({ code: 3, stdout: 'No monitor is running.\n', stderr: '' });
      expect(readdirSync(parent)).toEqual([]);
    });
  });

  test('what the monitor knows, the most urgent connection’s exit code', async () => {
    await withDataDir((dataDir) =>
      withGateway({}, (fine) =>
        withGateway({ behaviour: { handshake: 'cut-off' } }, async (cutOff) => {
          const one = startWatch(fine.port, dataDir);
          await one.until(({ verdict }) => verdict === 'ready');
          const alone = await statusOf(dataDir);
          expect(alone.code).toBe(0);
          expect(alone.json.monitor?.pid).toBe(one.child.pid);
          const other = startWatch(cutOff.port, dataDir);
          await other.until(({ verdict }) => verdict === 'cut-off');
          const both = await statusOf(dataDir);
          expect(both.code).toBe(1);
          expect(both.json.connections.map(({ target }) => target.port)).toEqual([
            cutOff.port,
            fine.port,
          ]);
          expect(both.json.monitor?.pid).toBe(one.child.pid);
          expect(Object.keys(both.json.connections[0] ?? {})).toEqual(
            Object.keys(one.lines[0] ?? {}),
          );
          const { stdout } = await runCli(['status'], { dataDir });
          expect(stdout).toMatch(
            /^degraded: No link to IBKR \(127\.0\.0\.1:\d+\) since \d.*\nready: Ready for your API clients \(127\.0\.0\.1:\d+\) since \d.*\n$/,
          );
          for (const { child, ended } of [one, other]) {
            child.kill('SIGINT');
            await ended;
          }
          expect([fine.record.connectionsOpened, cutOff.record.connectionsOpened]).toEqual([1, 1]);
        }),
      ),
    );
  });

  test('under 100 ms more than starting up takes', async () => {
    const fastest = async (args: readonly string[]): Promise<number> => {
      const took: number[] = [];
      for (let time = 0; time < 5; time++) took.push((await runCli(args)).tookMs);
      return Math.min(...took);
    };
    expect((await fastest(['status'])) - (await fastest(['help']))).toBeLessThan(100);
  });

  test('takes no options of check', async () => {
    expect((await runCli(['status', '--port', '4002'])).code).toBe(64);
  });
});

test('security 20: what watch writes is for its owner only', async () => {
  await withDataDir((dataDir) =>
    withGateway({}, async ({ port }) => {
      const { child, ended, until } = startWatch(port, dataDir);
      await until(({ verdict }) => verdict === 'ready');
      const dir = join(dataDir, 'targets');
      expect(statSync(dir).mode & 0o777).toBe(0o700);
      for (const name of readdirSync(dir)) {
        expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600);
      }
      child.kill('SIGINT');
      await ended;
    }),
  );
});
