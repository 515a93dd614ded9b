import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  autostart,
  autostartPath,
  ownProgram,
  startedAtLogin,
} from '../../../../src-main/desktop/autostart.ts';
import { EntryFileAutostart } from '../../../../src-main/desktop/autostart-entry-file.ts';
import { LoginItemAutostart } from '../../../../src-main/desktop/autostart-login-item.ts';
import { entryText } from '../../../../src-main/domain/autostart-entry.ts';
import { pipeAt, timeOf } from '../../../support/pipe-at.ts';

const PROGRAM = '/opt/Gatelight/gatelight';
const ON = { possible: true, on: true };
const OFF = { possible: true, on: false };

describe('by a file in the autostart folder', () => {
  let dir = '';
  let path = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gatelight-unit-'));
    path = join(dir, 'config', 'autostart', 'gatelight.desktop');
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });
  const entry = (program = PROGRAM) => new EntryFileAutostart({ path, program, desktops: [] });

  test('on writes it, off takes it away, and twice does no harm', () => {
    const own = entry();
    expect(own.state).toEqual(OFF);
    expect(own.set(false, true)).toEqual(OFF);
    expect(own.set(true, true)).toEqual(ON);
    expect(own.set(true, false)).toEqual(ON);
    expect(readFileSync(path, 'utf8')).toBe(entryText(PROGRAM, false));
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    expect(readdirSync(dirname(path))).toEqual(['gatelight.desktop']);
    expect(own.set(false, true)).toEqual(OFF);
    expect(existsSync(path)).toBe(false);
  });

  test('security 34: links that lie in the way are replaced, not written through', () => {
    const elsewhere = join(dir, 'elsewhere');
    writeFileSync(elsewhere, 'mine');
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(elsewhere, path);
    symlinkSync(elsewhere, `${path}.new`);
    const own = entry();
    expect(own.state).toEqual(OFF);
    expect(own.set(true, true)).toEqual(ON);
    expect(readFileSync(elsewhere, 'utf8')).toBe('mine');
    expect(lstatSync(path).isFile()).toBe(true);
    rmSync(path);
    symlinkSync(elsewhere, path);
    expect(own.set(false, true)).toEqual(OFF);
    expect(readFileSync(elsewhere, 'utf8')).toBe('mine');
  });

  test('security 34: a pipe in its place is no entry, and nobody waits for it', () => {
    mkdirSync(dirname(path), { recursive: true });
    const pipe = pipeAt(path);
    expect(timeOf(() => entry().state)).toBeLessThan(1000);
    expect(entry().state).toEqual(OFF);
    pipe.release();
  });

  test('what happened to it meanwhile is seen', () => {
    const own = entry();
    own.set(true, true);
    writeFileSync(path, entryText(PROGRAM, true).replace('enabled=true', 'enabled=false'));
    expect(own.state).toEqual(OFF);
    writeFileSync(path, 'x'.repeat(100_000));
    expect(own.state).toEqual(OFF);
    rmSync(path);
    expect(own.state).toEqual(OFF);
    expect(own.set(true, true)).toEqual(ON);
  });

  test('an entry of a program that was moved starts nothing, and is written anew', () => {
    entry('/old/place').set(true, true);
    expect(entry().state).toEqual(OFF);
    expect(entry().set(true, true)).toEqual(ON);
  });

  test('a refusal is told with the system’s own code, until one succeeds', () => {
    writeFileSync(join(dir, 'config'), 'in the way');
    const own = entry();
    const refused = { possible: false, why: 'ENOTDIR' };
    expect(own.set(true, true)).toEqual(refused);
    expect(own.state).toEqual(refused);
    rmSync(join(dir, 'config'));
    expect(own.set(true, true)).toEqual(ON);
  });

  test('nothing half is left where the place is taken by a folder', () => {
    mkdirSync(path, { recursive: true });
    expect(entry().set(true, true)).toMatchObject({ possible: false });
    expect(readdirSync(dirname(path))).toEqual(['gatelight.desktop']);
  });

  test.skipIf(process.getuid?.() !== 0)('a file that can not be read is not called off', () => {
    chmodSync(dir, 0o755);
    const own = entry();
    own.set(true, true);
    process.seteuid?.(65_534);
    try {
      expect(own.state).toEqual({ possible: false, why: 'EACCES' });
    } finally {
      process.seteuid?.(0);
    }
  });

  test('a path that no such file can name is said', () => {
    const own = entry('/opt/a=b');
    expect(own.set(true, true)).toEqual({ possible: false, why: 'unnameable' });
    expect(existsSync(path)).toBe(false);
  });
});

describe('by the system’s login items', () => {
  const items = (settings: Record<string, unknown>) => ({
    getLoginItemSettings: vi.fn((_options?: { args?: string[] }) => settings as never),
    setLoginItemSettings: vi.fn(),
  });

  test('macOS: on and off, without arguments', () => {
    const app = items({ openAtLogin: true, status: 'enabled' });
    const own = new LoginItemAutostart(app, PROGRAM, 'darwin');
    expect(own.set(true, true)).toEqual(ON);
    expect(app.setLoginItemSettings).toHaveBeenCalledExactlyOnceWith({ openAtLogin: true });
  });

  test('macOS: what still needs the user’s consent is said', () => {
    const app = items({ openAtLogin: false, status: 'requires-approval' });
    expect(new LoginItemAutostart(app, PROGRAM, 'darwin').state).toEqual({
      possible: false,
      why: 'requires-approval',
    });
  });

  test('macOS before 13 tells no status', () => {
    const app = items({ openAtLogin: true });
    expect(new LoginItemAutostart(app, PROGRAM, 'darwin').state).toEqual(ON);
  });

  test('Windows: the entry names the program and hides it', () => {
    const app = items({ openAtLogin: true, executableWillLaunchAtLogin: true });
    const own = new LoginItemAutostart(app, PROGRAM, 'win32');
    expect(own.set(true, true)).toEqual(ON);
    expect(app.setLoginItemSettings).toHaveBeenCalledExactlyOnceWith({
      openAtLogin: true,
      enabled: true,
      path: PROGRAM,
      args: ['--hidden'],
    });
  });

  test('Windows: an entry without arguments counts as well', () => {
    const app = items({});
    app.getLoginItemSettings.mockImplementation(
      (options) => ({ openAtLogin: options?.args?.length === 0 }) as never,
    );
    expect(new LoginItemAutostart(app, PROGRAM, 'win32').state).toEqual(ON);
  });

  test('Windows: switched off in the Task Manager is off', () => {
    const app = items({ openAtLogin: true, executableWillLaunchAtLogin: false });
    expect(new LoginItemAutostart(app, PROGRAM, 'win32').state).toEqual(OFF);
  });

  test('a system that throws is no reason to stop', () => {
    const app = items({ openAtLogin: false });
    const own = new LoginItemAutostart(app, PROGRAM, 'win32');
    app.setLoginItemSettings.mockImplementationOnce(() => {
      throw Object.assign(new Error('no'), { code: 'EPERM' });
    });
    expect(own.set(true, true)).toEqual({ possible: false, why: 'EPERM' });
    expect(own.set(false, true)).toEqual(OFF);
    app.getLoginItemSettings.mockImplementation(() => {
      throw new Error('no');
    });
    expect(own.state).toEqual({ possible: false, why: 'UNKNOWN' });
  });
});

describe('what is started', () => {
  test('an AppImage by its file, which lasts', () => {
    const env = { APPIMAGE: '/home/a/Gatelight.AppImage', APPDIR: '/tmp/.mount_Gate1' };
    expect(ownProgram(env, '/tmp/.mount_Gate1/gatelight')).toBe('/home/a/Gatelight.AppImage');
  });

  test.each([
    ['another AppImage’s terminal', { APPIMAGE: '/home/a/Term.AppImage', APPDIR: '/tmp/.mount_T' }],
    ['half of it', { APPIMAGE: '/home/a/Gatelight.AppImage' }],
    ['a relative name', { APPIMAGE: 'Gatelight.AppImage', APPDIR: '/opt/Gatelight' }],
    ['nothing', {}],
  ])('the program itself with %s around it', (_what, env) => {
    expect(ownProgram(env, PROGRAM)).toBe(PROGRAM);
  });

  test('nothing out of a checkout, whose Electron would start without the app', () => {
    const app = { isPackaged: false, getLoginItemSettings: vi.fn(), setLoginItemSettings: vi.fn() };
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const own = autostart(app, {}, platform);
      expect(own.set(true, true)).toEqual({ possible: false, why: 'unpackaged' });
      expect(own.state).toEqual({ possible: false, why: 'unpackaged' });
    }
    expect(app.setLoginItemSettings).not.toHaveBeenCalled();
  });
});

test.each([
  [{ XDG_CONFIG_HOME: '/srv/config', HOME: '/home/a' }, '/srv/config/autostart/gatelight.desktop'],
  [{ HOME: '/home/a' }, '/home/a/.config/autostart/gatelight.desktop'],
  [{ XDG_CONFIG_HOME: '', HOME: '/home/a' }, '/home/a/.config/autostart/gatelight.desktop'],
  [{ XDG_CONFIG_HOME: 'here', HOME: '/home/a' }, '/home/a/.config/autostart/gatelight.desktop'],
])('the folder follows the user’s: %j', (env, expected) => {
  expect(autostartPath(env)).toBe(expected);
});

test('a start at login is known by its argument, on macOS by the system', () => {
  const app = { getLoginItemSettings: () => ({ wasOpenedAtLogin: true }) as never };
  expect(startedAtLogin(app, ['gatelight', '--hidden'], 'linux')).toBe(true);
  expect(startedAtLogin(app, ['gatelight'], 'linux')).toBe(false);
  expect(startedAtLogin(app, ['Gatelight'], 'darwin')).toBe(true);
});
