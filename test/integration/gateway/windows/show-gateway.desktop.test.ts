import { afterEach, describe, expect, test } from 'vitest';
import { targetOf } from '../../../../src-main/contract/target.ts';
import { systemEvidence } from '../../../../src-main/gateway/evidence.ts';
import { GatewayWindow } from '../../../../src-main/gateway/windows/gateway-window.ts';
import { systemWindows } from '../../../../src-main/gateway/windows/system-windows.ts';
import {
  activeTitle,
  bringForward,
  comesToScreen,
  currentDesktop,
  goToDesktop,
  minimise,
  sendToDesktop,
  windowTitled,
} from '../../../support/desktop/x-windows.ts';
import { poll } from '../../../support/desktop/poll.ts';
import { connectQuietly } from '../../../support/simulated-gateway/quiet-client.ts';
import {
  startStandIn,
  type StandInOptions,
  type StandInProcess,
} from '../../../support/simulated-gateway/stand-in-process.ts';

// Windows of a stand-in process on the real test desktop, looked at by the desktop's own tools.

const MAIN = 'IB Gateway';
const OTHER = 'A chart that lies above';
const QUESTION = 'Accept incoming connection?';

const started: StandInProcess[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
  await goToDesktop(0);
});
async function standIn(options: StandInOptions): Promise<StandInProcess> {
  const one = await startStandIn(options);
  started.push(one);
  return one;
}

/** Gateway with its window, and another program in front of it. */
async function hidden(options: Partial<StandInOptions> = {}): Promise<StandInProcess> {
  const gateway = await standIn({ port: 0, windows: { title: MAIN }, ...options });
  await standIn({ product: 'tws', windows: { title: OTHER } });
  await bringForward(OTHER);
  return gateway;
}

const evidence = systemEvidence();
function showing(port: number | undefined, env: Record<string, string | undefined> = process.env) {
  const window = new GatewayWindow({
    windows: systemWindows('linux', env),
    gatherEvidence: (target) => evidence.gather(target),
    onAbility: () => undefined,
  });
  const target = targetOf('127.0.0.1', port ?? 4002, null);
  return { window, show: () => window.show({ target }) };
}

describe('Show Gateway', () => {
  test('brings the window in front of another one', async () => {
    const { port } = await hidden();
    expect(await showing(port).show()).toBeNull();
    expect(await activeTitle()).toBe(MAIN);
  });

  test('is done where it lies in front already', async () => {
    const { port } = await hidden();
    await bringForward(MAIN);
    expect(await showing(port).show()).toBeNull();
    expect(await activeTitle()).toBe(MAIN);
  });

  test('brings a minimised one back', async () => {
    const { port } = await hidden();
    await minimise(MAIN);
    expect(await showing(port).show()).toBeNull();
    await comesToScreen(MAIN);
    expect(await activeTitle()).toBe(MAIN);
  });

  test('goes to the desktop it is on', async () => {
    const { port } = await hidden();
    await sendToDesktop(MAIN, 2);
    expect(await currentDesktop()).toBe(0);
    expect(await showing(port).show()).toBeNull();
    expect(await currentDesktop()).toBe(2);
    await comesToScreen(MAIN);
  });

  test('shows the question before the window that it belongs to', async () => {
    const { port } = await hidden({ windows: { title: MAIN, onHello: QUESTION } });
    const end = await connectQuietly(port ?? 0, 'API\0');
    await windowTitled(QUESTION);
    expect(await activeTitle()).toBe(OTHER);
    expect(await showing(port).show()).toBeNull();
    expect(await activeTitle()).toBe(QUESTION);
    end();
  });

  test('of several it takes the one behind the port', async () => {
    const first = await hidden({ windows: { title: 'Gateway one' } });
    const second = await standIn({ port: 0, windows: { title: 'Gateway two' } });
    await bringForward(OTHER);
    expect(await showing(first.port).show()).toBeNull();
    expect(await activeTitle()).toBe('Gateway one');
    expect(await showing(second.port).show()).toBeNull();
    expect(await activeTitle()).toBe('Gateway two');
  });

  test('a frozen one is shown all the same', async () => {
    const { pid, port } = await hidden();
    process.kill(pid, 'SIGSTOP');
    expect(await showing(port).show()).toBeNull();
    expect(await activeTitle()).toBe(MAIN);
    process.kill(pid, 'SIGCONT');
  });

  test('knows Java’s name where a window does not say whose it is', async () => {
    const gateway = await standIn({ port: 0, windows: { title: MAIN, saysPid: false } });
    const other = await standIn({ product: 'tws', windows: { title: OTHER } });
    expect(other.pid).not.toBe(gateway.pid);
    await bringForward(OTHER);
    expect(await showing(gateway.port).show()).toBeNull();
    expect(await activeTitle()).toBe(MAIN);
  });
});

describe('Show Gateway says why not', () => {
  test('no process', async () => {
    expect(await showing(1).show()).toBe('no-process');
  });

  test('a process without a window', async () => {
    const { port } = await standIn({ port: 0 });
    expect(await showing(port).show()).toBe('no-window');
  });

  test('another computer', async () => {
    const { window } = showing(4002);
    expect(await window.show({ target: targetOf('192.0.2.7', 4002, null) })).toBe('not-here');
  });

  test.each([
    ['no display', {}, 'no-display'],
    ['a display that is gone', { DISPLAY: ':4711' }, 'no-display'],
    [
      'a display of another computer, to which nothing is sent',
      { DISPLAY: 'x.example:0' },
      'no-display',
    ],
    ['Wayland alone', { WAYLAND_DISPLAY: 'wayland-0' }, 'not-allowed'],
  ] as const)('%s', async (_name, env, why) => {
    const { port } = await standIn({ port: 0 });
    const { window, show } = showing(port, env);
    await poll('ability', 3000, () => (window.ability.can ? undefined : true));
    expect(window.ability).toEqual({ can: false, why });
    expect(await show()).toBe(why);
  });
});

test('where it can, it says so', async () => {
  const { window } = showing(4002);
  expect(window.ability).toEqual({ can: true });
  expect(await systemWindows('linux').ability()).toEqual({ can: true });
});
