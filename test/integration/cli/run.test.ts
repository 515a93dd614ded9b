import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { targetOf } from '../../../src-main/contract/target.ts';
import { systemClock } from '../../../src-main/gateway/system-clock.ts';
import { openTargetVoice } from '../../../src-main/gateway/voice/target-voices.ts';
import { cliPath } from '../../support/built.ts';
import { withGateway } from '../../support/manners.ts';
import { socketsOf } from '../../support/own-sockets.ts';
import { closedPort } from '../../support/ports.ts';
import { runCli, startCli, type CliEnd } from '../../support/run-cli.ts';
import { withDataDir } from '../../support/watching.ts';

const ECHO = fileURLToPath(new URL('../../support/echo-command.mjs', import.meta.url));
const node = process.execPath;

/** `run` against a healthy Gateway. */
const runReady = (...command: string[]): Promise<CliEnd> =>
  withDataDir((dataDir) =>
    withGateway({}, ({ port }) =>
      runCli(['run', '--port', `${port}`, '--', ...command], { dataDir }),
    ),
  );

describe('a Gateway that is ready', () => {
  test('security 21: arguments arrive as they were, no shell between', async () => {
    const odd = [
      'a b',
      '',
      '"',
      "it's",
      '$(touch here)',
      '`touch here`',
      '; touch here',
      '*',
      '~',
      '%PATH%',
      'two\nlines\t',
      '--json',
      '--help',
      '--port',
      '--',
      '-',
      'ü€🙂',
    ];
    const { code, stdout, stderr } = await runReady(node, ECHO, 'arguments', ...odd);
    expect(JSON.parse(stdout)).toEqual(odd);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test.each([
    ['its exit code', [node, ECHO, 'exit', '7'], 7],
    ['0', [node, ECHO, 'exit', '0'], 0],
    ['128 and the signal that ended it', [node, ECHO, 'kill', 'SIGKILL'], 137],
    ['the same for SIGTERM', [node, ECHO, 'kill', 'SIGTERM'], 143],
    ['127 where there is no such command', ['gatelight-no-such-command'], 127],
    ['127 where there is no such file', ['/no/such/command'], 127],
    ['126 where it is a folder', ['/tmp'], 126],
  ])('ends with %s', async (_name, command, code) => {
    const end = await runReady(...command);
    expect(end.code).toBe(code);
    expect(end.stderr).toMatch(code === 126 || code === 127 ? /^gatelight: .*\n$/ : /^$/);
  });

  test('126 where it may not be executed', async () => {
    await withDataDir(async (dataDir) => {
      const path = join(dataDir, 'command');
      writeFileSync(path, '#!/bin/sh\n');
      chmodSync(path, 0o600);
      expect((await runReady(path)).code).toBe(126);
    });
  });

  test('nothing that it prints is lost on a slow pipe', async () => {
    const { stdout } = await runReady(node, ECHO, 'flood', '3000000');
    expect(stdout.length).toBe(3_000_000);
  });

  test('signals are passed on, and nothing of ours is open meanwhile', async () => {
    await withDataDir((dataDir) =>
      withGateway({}, async ({ port, record }) => {
        const signals = ['SIGINT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGQUIT', 'SIGTERM'] as const;
        const { child, ended } = startCli(
          ['run', '--port', `${port}`, '--', node, ECHO, 'signals', ...signals],
          { dataDir },
        );
        const said: string[] = [];
        child.stdout?.on('data', (bytes: Buffer) => said.push(...bytes.toString().split('\n')));
        await expect.poll(() => said).toContain('"ready"');
        expect(record.openNow).toBe(0);
        if (process.platform === 'linux') expect(socketsOf(child.pid ?? 0)).toEqual([]);
        const voice = openTargetVoice(dataDir, targetOf('127.0.0.1', port, null), systemClock);
        expect([voice.tryTest(), voice.tryLead()]).toEqual([true, true]);
        voice.close();
        for (const signal of signals) {
          child.kill(signal);
          await expect.poll(() => said).toContain(`"${signal}"`);
        }
        expect((await ended).code).toBe(9);
      }),
    );
  });

  test.runIf(existsSync('/usr/bin/script'))(
    'a terminal’s Ctrl+C comes once, not twice',
    async () => {
      await withDataDir((dataDir) =>
        withGateway({}, async ({ port }) => {
          const line =
            'exec "$NODE" "$CLI" run --port "$PORT" -- "$NODE" "$ECHO" signals SIGINT SIGQUIT';
          const child = spawn('/usr/bin/script', ['-qec', line, '/dev/null'], {
            stdio: ['pipe', 'pipe', 'inherit'],
            env: {
              ...process.env,
              SHELL: '/bin/sh',
              GATELIGHT_DATA: dataDir,
              NODE: node,
              CLI: cliPath,
              ECHO,
              PORT: `${port}`,
            },
          });
          let said = '';
          child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
          await expect.poll(() => said).toContain('"ready"');
          child.stdin.write('\u0003');
          await expect.poll(() => said).toContain('"SIGINT"');
          await sleep(300);
          expect(said.split('"SIGINT"')).toHaveLength(2);
          // Ctrl+\, after which it ends.
          child.stdin.write('\u001c');
          expect(await once(child, 'close')).toEqual([9, null]);
        }),
      );
    },
  );

  test('stdin is COMMAND’s from its first byte', async () => {
    await withGateway({}, async ({ port }) => {
      const child = spawn(node, [cliPath, 'run', '--port', `${port}`, '--', 'cat'], {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: { ...process.env, GATELIGHT_DATA: '/no/such/folder' },
      });
      child.stdin.write('early ');
      await sleep(100);
      child.stdin.end('and late');
      const out: Buffer[] = [];
      child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
      await once(child, 'close');
      expect(Buffer.concat(out).toString()).toBe('early and late');
    });
  });
});

describe('a Gateway that is not', () => {
  test('not in time: the exit codes of check, COMMAND never started', async () => {
    await withDataDir(async (dataDir) => {
      const mark = join(dataDir, 'started');
      const port = ['--port', `${await closedPort()}`];
      const wait = ['--wait', '1', '--', 'touch', mark];
      const { code, stdout, stderr, tookMs } = await runCli(['run', ...port, ...wait], { dataDir });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^Gateway isn't running .*the command was not started\.\n$/s);
      expect(tookMs).toBeGreaterThan(1000);
      const asJson = await runCli(['run', ...port, '--json', ...wait], { dataDir });
      expect(JSON.parse(asJson.stdout)).toMatchObject({ verdict: 'not-running', joined: false });
      expect(existsSync(mark)).toBe(false);
    });
  });

  test('waits until it is', async () => {
    await withDataDir((dataDir) =>
      withGateway({}, async (gateway) => {
        await gateway.stopListening();
        const command = [node, ECHO, 'exit', '5'];
        const ended = runCli(['run', '--port', `${gateway.port}`, '--', ...command], { dataDir });
        await sleep(1500);
        await gateway.listenAgain();
        expect((await ended).code).toBe(5);
      }),
    );
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s: never started', async (signal) => {
    await withDataDir((dataDir) =>
      withGateway({ behaviour: { handshake: 'silent' } }, async ({ port, record }) => {
        const mark = join(dataDir, 'started');
        const args = ['run', '--port', `${port}`, '--', 'touch', mark];
        const { child, ended } = startCli(args, { dataDir });
        await record.waitFor((seen) => seen.dialogsRaised === 1, 5000);
        child.kill('SIGUSR2');
        await sleep(100);
        child.kill(signal);
        const { code, stdout, stderr } = await ended;
        expect({ code, stdout }).toEqual({ code: 128 + constants.signals[signal], stdout: '' });
        expect(stderr).toBe('gatelight: interrupted; the command was not started.\n');
        expect(record.last.ended).toBe('client-fin');
        expect(existsSync(mark)).toBe(false);
      }),
    );
  });
});

test.each([
  ['no command', ['run'], /takes "--" and a command/],
  ['nothing after --', ['run', '--'], /takes "--" and a command/],
  ['an empty command', ['run', '--', ''], /takes "--" and a command/],
  ['a command without --', ['run', 'touch'], /touch/],
  ['an option it does not know', ['run', '--frob', '--', 'touch'], /--frob/],
])('%s: exit code 64', async (_name, args, message) => {
  const { code, stdout, stderr } = await runCli(args);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toMatch(message);
});

describe('gatelight check && COMMAND in a real shell', () => {
  test.each([
    ['session', 'clock-skew', true],
    ['link', 'clock-skew', true],
    ['data', 'clock-skew', false],
    ['session', 'cut-off', true],
    ['link', 'cut-off', false],
    ['data', 'ready', true],
  ] as const)('--need %s, %s: %s', async (need, state, goesOn) => {
    const behaviour = {
      'clock-skew': { clockSkewSeconds: 60 },
      'cut-off': { handshake: 'cut-off' },
      ready: {},
    } as const;
    await withDataDir((dataDir) =>
      withGateway({ behaviour: behaviour[state] }, async ({ port }) => {
        const line = '"$NODE" "$CLI" check --port "$PORT" --need "$NEED" >/dev/null && echo on';
        const child = spawn('/bin/sh', ['-c', line], {
          stdio: ['ignore', 'pipe', 'inherit'],
          env: {
            ...process.env,
            GATELIGHT_DATA: dataDir,
            NODE: node,
            CLI: cliPath,
            PORT: `${port}`,
            NEED: need,
          },
        });
        const out: Buffer[] = [];
        child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
        await once(child, 'close');
        expect(Buffer.concat(out).toString()).toBe(goesOn ? 'on\n' : '');
      }),
    );
  });
});
