import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { controlActions } from '../../support/simulated-gateway/control-actions.ts';
import {
  startControlPage,
  type ControlPage,
} from '../../support/simulated-gateway/control-page.ts';
import { RawClient } from '../../support/simulated-gateway/raw-client.ts';
import {
  startSimulatedGateway,
  type SimulatedGateway,
} from '../../support/simulated-gateway/simulated-gateway.ts';

const MAIN = join(import.meta.dirname, '../../support/simulated-gateway/main.ts');

describe('the control page', () => {
  let gateway: SimulatedGateway;
  let page: ControlPage;
  beforeEach(async () => {
    gateway = await startSimulatedGateway();
    page = await startControlPage(gateway, 0);
  });
  afterEach(() => Promise.all([page.stop(), gateway.stop()]));

  const ask = (path: string, options?: RequestInit) =>
    fetch(`http://127.0.0.1:${page.port}${path}`, options);
  const press = async (name: string) =>
    (await ask(`/do/${name}`, { method: 'POST' })).json() as Promise<unknown>;

  test('has a button for each action and asks nothing of other hosts', async () => {
    const html = await (await ask('/')).text();
    for (const [name, { label }] of Object.entries(controlActions)) {
      expect(html).toContain(JSON.stringify({ name, label }).slice(0, -1));
    }
    expect(html).not.toMatch(/https?:\/\//);
  });

  test('switches and shows', async () => {
    expect(await press('silent')).toMatchObject({ handshake: 'silent', listening: true });
    const client = await RawClient.start(gateway.port);
    await gateway.record.waitFor((record) => record.dialogsRaised === 1);
    expect(await (await ask('/state')).json()).toMatchObject({ openNow: 1, dialogsRaised: 1 });
    await press('accept');
    await client.waitFor((one) => one.messageIds.includes(9));
  });

  test('Ready undoes everything', async () => {
    for (const name of Object.keys(controlActions)) if (name !== 'restart') await press(name);
    expect(await press('ready')).toMatchObject({
      handshake: 'normal',
      listening: true,
      frozen: false,
      linkLost: false,
    });
    const client = await RawClient.start(gateway.port, 3);
    await client.waitFor((one) => one.codes.includes(2158));
    expect(client.codes).toEqual([2104, 2106, 2158]);
  });

  test.each(['no-such-thing', 'toString', '__proto__'])('knows no action %s', async (name) => {
    expect((await ask(`/do/${name}`, { method: 'POST' })).status).toBe(404);
  });

  test('does not obey pages of other origins', async () => {
    const headers = { origin: 'https://elsewhere.example' };
    expect((await ask('/do/silent', { method: 'POST', headers })).status).toBe(403);
    expect(gateway.behaviour.handshake).toBe('normal');
  });
});

describe('as a program', () => {
  async function run(...args: string[]): Promise<{ child: ChildProcess; port: number }> {
    const child = spawn(process.execPath, ['--import', 'tsx', MAIN, '--port', '0', ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    return { child, port: (JSON.parse(line) as { port: number }).port };
  }

  test('says its port, serves, and ends cleanly at SIGTERM', async () => {
    const { child, port } = await run('--control', '0', '--version', '176', '--account', 'U7');
    const client = await RawClient.start(port);
    await client.waitFor((one) => one.messageIds.includes(9));
    expect(client.messages.slice(0, 2).map((fields) => fields.at(0))).toEqual(['176', '15']);
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  });

  test('ends when its parent closes the input', async () => {
    const { child } = await run('--die-with-parent');
    const exit = once(child, 'exit');
    child.stdin?.end();
    expect(await exit).toEqual([0, null]);
  });
});
