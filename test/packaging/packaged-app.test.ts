import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { preferencesWith } from '../support/preferences.ts';
import {
  startSimulatedGateway,
  type SimulatedGateway,
} from '../support/simulated-gateway/simulated-gateway.ts';
import { clickMenu } from '../support/desktop/tray-menu.ts';
import { poll } from '../support/desktop/poll.ts';
import { trayTooltip, waitForTrayItem } from '../support/desktop/tray.ts';

// The real result of electron-builder, on a real desktop. Playwright can't drive it, as its inspect
// fuse is off; the tray and the simulated Gateway tell what it does.

const folder = resolve('release/linux-unpacked');
const program = join(folder, 'gatelight');
let gateway: SimulatedGateway;
let dataDir: string;
let app: ChildProcess | undefined;

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/package.mjs', '--linux', 'dir'], { stdio: 'pipe' });
  gateway = await startSimulatedGateway();
  dataDir = mkdtempSync(join(tmpdir(), 'gatelight-packaged-'));
  writeFileSync(
    join(dataDir, 'preferences.json'),
    JSON.stringify(preferencesWith({ port: gateway.port })),
    { mode: 0o600 },
  );
});

afterEach(() => {
  app?.kill('SIGKILL');
});

afterAll(async () => {
  await gateway.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('security 25 and 26: the result itself', () => {
  test('the binary carries the fuses of the configuration', async () => {
    const wire = await getCurrentFuseWire(program);
    const on = (option: FuseV1Options): boolean => Number(wire[option]) === '1'.charCodeAt(0);
    expect(on(FuseV1Options.RunAsNode)).toBe(false);
    expect(on(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(false);
    expect(on(FuseV1Options.EnableNodeCliInspectArguments)).toBe(false);
    expect(on(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(false);
    expect(on(FuseV1Options.OnlyLoadAppFromAsar)).toBe(true);
    expect(on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(true);
  });

  test('the archive holds built code, the manifest and the tray pictures of this system only', () => {
    const files = listPackage(join(folder, 'resources', 'app.asar'), { isPack: false });
    const allowed =
      /^\/(package\.json|out(\/(main|preload|renderer)(\/.*)?)?|assets(\/tray(\/linux(\/[a-z]+(-bad)?-\d+\.png)?)?)?)$/;
    expect(files.filter((file) => !allowed.test(file) || /\.(map|ts|svelte)$/.test(file))).toEqual(
      [],
    );
    expect(files).toContain('/out/main/probe-worker.js');
    expect(files).toContain('/out/main/compare-worker.js');
  });
});

test('it starts, shows its tray, tests a Gateway and quits from the menu', async () => {
  app = spawn(program, [], { env: { ...process.env, GATELIGHT_DATA: dataDir }, stdio: 'ignore' });
  const exit = once(app, 'exit');
  const item = await waitForTrayItem(app.pid ?? 0);
  const tooltip = await poll('a ready tooltip', 10_000, async () => {
    const text = await trayTooltip(item);
    return text.includes('Ready') ? text : undefined;
  });
  expect(tooltip).toMatch(/^Gatelight: Ready\. Paper \d+ answered in /);

  await clickMenu(item, 'Quit Gatelight');
  const [code] = (await exit) as [number | null];
  expect(code).toBe(0);
  await gateway.record.waitFor(() => gateway.record.openNow === 0);
  expect(gateway.record.connections.map((one) => one.ended)).toEqual(['client-fin']);
  expect(gateway.record.orderMessages).toEqual([]);
});

test('its command line works without a display and prints nothing but the result', async () => {
  const env: NodeJS.ProcessEnv = { ...process.env, GATELIGHT_DATA: dataDir };
  delete env['DISPLAY'];
  const headless = ['--ozone-platform=headless', '--disable-gpu', '--log-level=3', '--', 'cli'];
  const { stdout } = await promisify(execFile)(
    program,
    [...headless, 'check', '--json', '--port', String(gateway.port)],
    { env },
  );
  expect(JSON.parse(stdout)).toMatchObject({ schema: 1, verdict: 'ready', joined: false });
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
});
