import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  dataDir,
  ownTemporaryDir,
  preferencesPath,
  writableDir,
} from '../../../../src-main/preferences/data-folder.ts';

describe('where the data lives', () => {
  const home = { HOME: '/home/alice' };
  test.each<[string, NodeJS.ProcessEnv, NodeJS.Platform, string]>([
    ['said by the user', { ...home, GATELIGHT_DATA: '/srv/g' }, 'linux', '/srv/g'],
    ['Linux', home, 'linux', '/home/alice/.config/Gatelight'],
    ['Linux, another place', { ...home, XDG_CONFIG_HOME: '/cfg' }, 'linux', '/cfg/Gatelight'],
    ['macOS', home, 'darwin', '/home/alice/Library/Application Support/Gatelight'],
    ['Windows', { ...home, APPDATA: '/roaming' }, 'win32', '/roaming/Gatelight'],
    ['Windows, bare', home, 'win32', '/home/alice/AppData/Roaming/Gatelight'],
    ['an empty wish', { ...home, GATELIGHT_DATA: '' }, 'linux', '/home/alice/.config/Gatelight'],
  ])('%s', (_name, env, platform, expected) => {
    expect(dataDir(env, platform)).toBe(join(expected));
  });

  test('preferences are a file of it', () => {
    expect(preferencesPath('/data')).toBe(join('/data', 'preferences.json'));
  });
});

describe('a folder to write to', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gatelight-unit-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  test('is the one asked for, made for its owner only', () => {
    const asked = join(dir, 'a', 'b');
    expect(writableDir(asked)).toBe(asked);
    expect(statSync(asked).mode & 0o777).toBe(0o700);
  });

  test('is among the temporary files where that can not be made', () => {
    writeFileSync(join(dir, 'file'), '');
    expect(writableDir(join(dir, 'file', 'below'))).toMatch(
      new RegExp(`^${join(tmpdir(), 'gatelight-')}`),
    );
  });

  test.each<[string, (path: string) => void]>([
    ['a link', (path) => symlinkSync(dir, path)],
    ['a file', (path) => writeFileSync(path, '')],
    ['a folder that others may enter', (path) => mkdirSync(path)],
  ])('never one whose name somebody else took: %s', (_what, take) => {
    const path = join(dir, 'taken');
    take(path);
    const own = ownTemporaryDir(path);
    expect(own).not.toBe(path);
    expect(statSync(own).mode & 0o777).toBe(0o700);
  });

  test('the same at every start', () => {
    const path = join(dir, 'free');
    expect(ownTemporaryDir(path)).toBe(path);
    expect(ownTemporaryDir(path)).toBe(path);
  });
});
