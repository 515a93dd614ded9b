import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemWindows } from '../../../../src-main/gateway/windows/system-windows.ts';
import { startStandIn } from '../../../support/simulated-gateway/stand-in-process.ts';

// A display without a window manager, as that of a server where Gateway runs by itself.

const run = promisify(execFile);
const usual = process.env['DISPLAY'];
let screen: ChildProcess;

beforeAll(async () => {
  screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '640x480x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (screen.stdout === null) throw new Error('no output of Xvfb');
  const [number] = (await once(createInterface(screen.stdout), 'line')) as [string];
  process.env['DISPLAY'] = `:${number}`;
});
afterAll(async () => {
  process.env['DISPLAY'] = usual;
  screen.kill();
  await once(screen, 'exit');
});

test('without a window manager the window is raised and given the focus', async () => {
  const gateway = await startStandIn({ windows: { title: 'IB Gateway' } });
  const other = await startStandIn({ product: 'tws', windows: { title: 'Above' } });
  const system = systemWindows('linux');
  expect(await system.ability()).toEqual({ can: true });
  const titles = async (): Promise<unknown> => {
    const list = await system.list();
    return list.ok && list.value.map(({ title }) => title);
  };
  expect(await titles()).toEqual(['IB Gateway', 'Above']);
  expect(await system.show([gateway.pid])).toBeNull();
  expect(await titles()).toEqual(['Above', 'IB Gateway']);
  const { stdout } = await run('xdotool', ['getwindowfocus', 'getwindowname']);
  expect(stdout.trim()).toBe('IB Gateway');
  await other.stop();
  await gateway.stop();
});
