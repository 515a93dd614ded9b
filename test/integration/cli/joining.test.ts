import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { expectWithin, stopwatch } from '../../support/in-time.ts';
import { withGateway } from '../../support/manners.ts';
import { check, parseCheck, runCli, startCli } from '../../support/run-cli.ts';
import type {
  SimulatedGateway,
  SimulatorOptions,
} from '../../support/simulated-gateway/simulated-gateway.ts';
import { startWatch, withDataDir, type Watching } from '../../support/watching.ts';

interface Watched {
  readonly gateway: SimulatedGateway;
  readonly watching: Watching;
  readonly dataDir: string;
  /** Of a command that asks for this Gateway, with the monitor's data folder. */
  readonly port: readonly [string, string];
}

/** A monitor in a process of its own that watches a simulated Gateway. */
async function watched(
  options: SimulatorOptions,
  deed: (all: Watched) => Promise<void>,
): Promise<void> {
  await withDataDir((dataDir) =>
    withGateway(options, async (gateway) => {
      const watching = startWatch(gateway.port, dataDir);
      try {
        await deed({ gateway, watching, dataDir, port: ['--port', `${gateway.port}`] });
      } finally {
        watching.child.kill('SIGTERM');
        await watching.ended;
      }
    }),
  );
}

const SILENT: SimulatorOptions = { behaviour: { handshake: 'silent' } };

test('a monitor, twenty checks and one run: still one connection and one dialog', async () => {
  await watched(SILENT, async ({ gateway, watching, dataDir, port }) => {
    await watching.until(({ verdict }) => verdict === 'silent');
    const mark = join(dataDir, 'started');
    const run = runCli(['run', ...port, '--wait', '2', '--', 'touch', mark], { dataDir });
    const checks = await Promise.all(Array.from({ length: 20 }, () => check(port, { dataDir })));
    for (const { end, json } of checks) {
      expect(json).toMatchObject({ joined: true, verdict: 'silent', state: 'waiting' });
      expect(end.code).toBe(1);
    }
    const { code, stdout, stderr } = await run;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Gateway isn't answering new programs \(waiting: silent\)\n/);
    expect(existsSync(mark)).toBe(false);
    expect(gateway.record.summary()).toMatchObject({ connectionsOpened: 1, dialogsRaised: 1 });
  });
}, 60_000);

describe.concurrent('a silent Gateway that a monitor watches', () => {
  test('an answer is given at once where it was silent already', async ({ expect }) => {
    await watched(SILENT, async ({ watching, dataDir, port }) => {
      await watching.until(({ verdict }) => verdict === 'silent');
      const read = stopwatch();
      const { end, json } = await check(port, { dataDir });
      expect(json.joined).toBe(true);
      expectWithin({ ...read(), ms: end.tookMs }, 3000);
      expect(json.headline).toBe("Gateway isn't answering new programs");
      expectWithin({ ...read(), ms: Date.now() - Date.parse(json.at) }, 4000);
    });
  });

  test('accepted while checks wait: they are ready by the one connection', async ({ expect }) => {
    await watched(SILENT, async ({ gateway, watching, dataDir, port }) => {
      await watching.until(({ verdict }) => verdict === 'silent');
      const mark = join(dataDir, 'started');
      const waiting = check([...port, '--wait', '20'], { dataDir });
      const run = runCli(['run', ...port, '--', 'touch', mark], { dataDir });
      await sleep(800);
      expect(existsSync(mark)).toBe(false);
      gateway.acceptDialog();
      const { end, json } = await waiting;
      expect([end.code, json.verdict, json.joined]).toEqual([0, 'ready', true]);
      expect((await run).code).toBe(0);
      expect(existsSync(mark)).toBe(true);
      expect(gateway.record.summary()).toMatchObject({ connectionsOpened: 1, dialogsRaised: 1 });
    });
  });

  test('--fresh never adds a second unanswered connection, and says so honestly', async ({
    expect,
  }) => {
    await watched(SILENT, async ({ gateway, watching, dataDir, port }) => {
      await watching.until(({ verdict }) => verdict === 'silent');
      const { end, json } = await check([...port, '--fresh', '--timeout', '1'], { dataDir });
      expect(json).toMatchObject({ verdict: 'cannot-measure', state: 'checking', joined: false });
      expect(end.code).toBe(3);
      expect(gateway.record.connectionsOpened).toBe(1);
    });
  });

  test('killed with -9: the next check tests by itself', async ({ expect }) => {
    await watched(SILENT, async ({ gateway, watching, dataDir, port }) => {
      await watching.until(({ verdict }) => verdict === 'silent');
      watching.child.kill('SIGKILL');
      await once(watching.child, 'exit');
      await gateway.record.waitFor((seen) => seen.openNow === 0);
      const { json } = await check([...port, '--timeout', '1'], { dataDir });
      expect(json).toMatchObject({ verdict: 'silent', joined: false });
      expect(gateway.record.summary()).toMatchObject({
        connectionsOpened: 2,
        maxUnansweredAtOnce: 1,
      });
    });
  });

  test('stopped: it still holds, and is still believed', async ({ expect }) => {
    await watched(SILENT, async ({ gateway, watching, dataDir, port }) => {
      await watching.until(({ verdict }) => verdict === 'silent');
      watching.child.kill('SIGSTOP');
      const { json } = await check(port, { dataDir });
      expect(json).toMatchObject({ verdict: 'silent', joined: true });
      watching.child.kill('SIGCONT');
      expect(gateway.record.connectionsOpened).toBe(1);
    });
  });
});

test('a session that is mute is held as well: no check opens another', async () => {
  await watched({}, async ({ gateway, watching, dataDir, port }) => {
    await watching.until(({ verdict }) => verdict === 'ready');
    gateway.freeze();
    await watching.until(({ verdict }) => verdict === 'frozen', 20_000);
    const { end, json } = await check(port, { dataDir });
    expect(json).toMatchObject({ verdict: 'frozen', state: 'waiting', joined: true });
    expect(end.code).toBe(1);
    const fresh = await check([...port, '--fresh', '--timeout', '0.5'], { dataDir });
    expect(fresh.json).toMatchObject({ verdict: 'cannot-measure', joined: false });
    expect(gateway.record.connectionsOpened).toBe(1);
    gateway.thaw();
  });
}, 40_000);

describe('a healthy Gateway that a monitor watches', () => {
  test('is known: no new connection, exit code 0', async () => {
    await watched({}, async ({ gateway, watching, dataDir, port }) => {
      await watching.until(({ verdict }) => verdict === 'ready');
      for (const need of ['session', 'link', 'data']) {
        const { end, json } = await check([...port, '--need', need], { dataDir });
        expect(json).toMatchObject({ verdict: 'ready', joined: true, accounts: { count: 1 } });
        expect(json.stages.at(-1)).toMatchObject({ stage: 'upstream', outcome: 'passed' });
        expect(end.code).toBe(0);
      }
      expect(gateway.record.connectionsOpened).toBe(1);
    });
  });

  test('--fresh tests all the same', async () => {
    await watched({}, async ({ gateway, watching, dataDir, port }) => {
      await watching.until(({ verdict }) => verdict === 'ready');
      const { end, json } = await check([...port, '--fresh'], { dataDir });
      expect([end.code, json.joined]).toEqual([0, false]);
      expect(gateway.record.connectionsOpened).toBe(2);
    });
  });

  test('another expectation is weighed anew, with what the monitor knows', async () => {
    await watched({}, async ({ gateway, watching, dataDir, port }) => {
      await watching.until(({ verdict }) => verdict === 'ready');
      const { end, json } = await check([...port, '--expect', 'live'], { dataDir });
      expect(json).toMatchObject({ verdict: 'wrong-account', joined: true });
      expect(end.code).toBe(1);
      expect(gateway.record.connectionsOpened).toBe(1);
    });
  });

  test('for another port it is nobody', async () => {
    await watched({}, async ({ watching, dataDir }) => {
      await watching.until(({ verdict }) => verdict === 'ready');
      await withGateway({}, async (other) => {
        const { json } = await check(['--port', `${other.port}`], { dataDir });
        expect(json.joined).toBe(false);
      });
    });
  });

  test('a second watch follows, and takes over when the first is killed', async () => {
    await watched({}, async ({ gateway, watching, dataDir }) => {
      await watching.until(({ verdict }) => verdict === 'ready');
      const second = startWatch(gateway.port, dataDir);
      expect((await second.until(({ verdict }) => verdict === 'ready')).joined).toBe(true);
      expect(gateway.record.connectionsOpened).toBe(1);
      watching.child.kill('SIGKILL');
      await gateway.record.waitFor((seen) => seen.connectionsOpened === 2, 5000);
      await gateway.record.waitFor((seen) => seen.last.sessionSent !== undefined);
      second.child.kill('SIGINT');
      expect(await second.ended).toMatchObject({ code: 0, stderr: '' });
    });
  });
});

test('without a monitor: twelve checks at once share one test', async () => {
  await withDataDir((dataDir) =>
    withGateway(SILENT, async ({ port, record }) => {
      const started = Array.from({ length: 12 }, () =>
        startCli(['check', '--json', '--port', `${port}`, '--timeout', '6'], { dataDir }),
      );
      const ends = await Promise.all(started.map(({ ended }) => ended));
      const found = ends.map(parseCheck);
      expect(found.map(({ verdict }) => verdict)).toEqual(Array(12).fill('silent'));
      expect(ends.map(({ code }) => code)).toEqual(Array(12).fill(1));
      expect(found.filter(({ joined }) => !joined)).toHaveLength(1);
      expect(record.summary()).toMatchObject({ connectionsOpened: 1, dialogsRaised: 1 });
    }),
  );
}, 60_000);

test('a check that is killed while it waits hands the test on', async () => {
  await withDataDir((dataDir) =>
    withGateway(SILENT, async ({ port, record }) => {
      const args = ['check', '--json', '--port', `${port}`, '--timeout'];
      const first = startCli([...args, '20'], { dataDir });
      await record.waitFor((seen) => seen.dialogsRaised === 1, 5000);
      const second = startCli([...args, '6'], { dataDir });
      await sleep(1000);
      expect(record.connectionsOpened).toBe(1);
      first.child.kill('SIGKILL');
      const json = parseCheck(await second.ended);
      expect([json.verdict, json.joined]).toEqual(['silent', false]);
      expect(record.summary()).toMatchObject({ connectionsOpened: 2, maxUnansweredAtOnce: 1 });
    }),
  );
}, 60_000);
