import { mkdir, mkdtemp, realpath, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  FolderProcess,
  SettingsFolder,
} from '../../../../../src-main/contract/jts/settings-folder.ts';
import { systemClock } from '../../../../../src-main/gateway/system-clock.ts';
import { locateSettingsFolders } from '../../../../../src-main/jts/watching/locator.ts';

let root = '';
let home = '';
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'locator-')));
  home = join(root, 'home/a');
  await mkdir(home, { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

/** Paths below the root; `age` in hours. */
async function plant(path: string, text = '[Logon]\n', age = 0): Promise<string> {
  const whole = join(root, path);
  await mkdir(dirname(whole), { recursive: true });
  await writeFile(whole, text);
  const at = new Date(Date.UTC(2026, 10, 20) - age * 3_600_000);
  await utimes(whole, at, at);
  return whole;
}
const ini = (folder: string, age = 0): Promise<string> =>
  plant(`${folder}/jts.ini`, undefined, age);

interface Asked {
  processes?: readonly FolderProcess[];
  chosen?: readonly string[];
  platform?: NodeJS.Platform;
}
function locate({ processes = [], chosen = [], platform = 'linux' }: Asked = {}): Promise<
  readonly SettingsFolder[]
> {
  return locateSettingsFolders(
    { system: { platform, home, root }, processes, chosen },
    systemClock,
  );
}
/** Below the root, with their sources. */
const told = (folders: readonly SettingsFolder[]): string[] =>
  folders.map(({ dir, sources }) => `${dir.slice(root.length + 1)}: ${sources.join(' ')}`);
const gateway = (configDir: string | null): FolderProcess => ({
  pid: 7,
  product: 'gateway',
  configDir,
});

describe('where a settings folder is heard of', () => {
  test('a computer without any', async () => {
    expect(await locate()).toEqual([]);
  });

  test('the default folder, also without its file', async () => {
    await mkdir(join(home, 'Jts'));
    expect(await locate()).toEqual([
      { dir: join(home, 'Jts'), realDir: join(home, 'Jts'), sources: ['default'], mtimeMs: null },
    ]);
  });

  test('a running process, though its folder is not there yet', async () => {
    expect(told(await locate({ processes: [gateway(join(root, 'srv/live'))] }))).toEqual([
      'srv/live: process',
    ]);
  });

  test('a process that tells none uses the default folder; one that may be anything names none', async () => {
    expect(told(await locate({ processes: [gateway(null)] }))).toEqual(['home/a/Jts: process']);
    expect(await locate({ processes: [{ pid: 7, product: null, configDir: null }] })).toEqual([]);
  });

  test.each([
    ['home/a/Jts/ibgateway/1030/ibgateway.vmoptions'],
    ['home/a/Jts/1030/tws.vmoptions'],
    ['opt/ibgateway/tws.vmoptions'],
  ])('options for Java: %s', async (path) => {
    await ini('srv/paper');
    await plant(path, `# page\n-Xmx768m\r\n-DjtsConfigDir=${root}/srv/paper/\r\n`);
    expect(told(await locate())).toContain('srv/paper: vmoptions');
  });

  test.each([
    ['2026-11-20 09:14:00.123 [LA] INFO - settings dir: DIR'],
    ['09:14:00 settings dir=DIR'],
    ['09:14:00 Settings directory is DIR'],
    ['09:14:00 settings dir [DIR]'],
    ['09:14:00 settings dir "DIR"'],
  ])('the log of the launcher: %s', async (line) => {
    await ini('srv/my jts');
    await plant(
      'home/a/Jts/launcher.log',
      `settings dir: ${root}/old\n${line.replace('DIR', `${root}/srv/my jts`)}\nother line\n`,
    );
    expect(told(await locate())).toContain('srv/my jts: launcher-log');
  });

  test("IBC's configuration and its start script", async () => {
    await ini('srv/one', 1);
    await ini('home/a/two', 2);
    await plant('opt/ibc/config.ini', `# IbDir=/no\nIbLoginId=alice\nIbDir=${root}/srv/one\n`);
    await plant('home/a/ibc/gatewaystart.sh', 'TWSUSERID=alice\nTWS_SETTINGS_PATH=~/two\n');
    expect(told(await locate())).toEqual(['srv/one: ibc', 'home/a/two: ibc']);
  });

  test('the choice of the user, though it is not there', async () => {
    expect(told(await locate({ chosen: [join(root, 'usb/Jts')] }))).toEqual(['usb/Jts: chosen']);
  });

  test('on Windows also the folder of a version, where it holds the file', async () => {
    await ini('Jts', 2);
    await ini('Jts/ibgateway/1019', 1);
    await mkdir(join(root, 'Jts/ibgateway/1030'));
    expect(told(await locate({ platform: 'win32' }))).toEqual([
      'Jts/ibgateway/1019: default',
      'Jts: default',
    ]);
  });

  test('on macOS the options beside an application', async () => {
    await ini('srv/paper');
    await plant(
      'home/a/Applications/IB Gateway 10.30/ibgateway.vmoptions',
      `-DjtsConfigDir=${root}/srv/paper\n`,
    );
    expect(told(await locate({ platform: 'darwin' }))).toEqual(['srv/paper: vmoptions']);
  });
});

describe('all of them', () => {
  test('the newest file first, those without one last', async () => {
    await ini('a', 3);
    await ini('b', 1);
    await ini('home/a/Jts', 2);
    const chosen = ['none', 'a', 'b'].map((name) => join(root, name));
    expect(told(await locate({ chosen }))).toEqual([
      'b: chosen',
      'home/a/Jts: default',
      'a: chosen',
      'none: chosen',
    ]);
  });

  test('one that is heard of in several ways, or through a link, is one', async () => {
    await ini('srv/live');
    await symlink(join(root, 'srv/live'), join(home, 'Jts'));
    const folders = await locate({
      processes: [gateway(join(root, 'srv/live'))],
      chosen: [`${home}/Jts/`],
    });
    expect(told(folders)).toEqual(['srv/live: process default chosen']);
    await rm(join(root, 'srv'), { recursive: true });
    expect(told(await locate({ chosen: [join(home, 'Jts')] }))).toEqual(['home/a/Jts: chosen']);
  });

  test('a link stays as it was found, beside what it resolves to', async () => {
    await ini('srv/live');
    await symlink(join(root, 'srv/live'), join(home, 'Jts'));
    expect(await locate()).toMatchObject([
      { dir: join(home, 'Jts'), realDir: join(root, 'srv/live') },
    ]);
  });
});

describe('what nobody should believe', () => {
  test.each([
    ['a placeholder', '-DjtsConfigDir=${installer:jtsConfigDir}'],
    ['a relative folder', '-DjtsConfigDir=Jts'],
    ['nothing', '-DjtsConfigDir='],
    ['a remark', '#-DjtsConfigDir=/etc'],
    ['a folder that is gone', `-DjtsConfigDir=${tmpdir()}/never-made-by-anybody`],
    ['a file', '-DjtsConfigDir=/etc/hostname'],
  ])('options with %s', async (_name, line) => {
    await plant('opt/ibgateway/ibgateway.vmoptions', `${line}\n`);
    expect(await locate()).toEqual([]);
  });

  test('folders, loops and huge files in the place of files', async () => {
    await mkdir(join(root, 'opt/ibc/config.ini'), { recursive: true });
    await mkdir(join(root, 'opt/ibgateway'), { recursive: true });
    await symlink('loop', join(root, 'opt/ibgateway/loop'));
    await symlink('tws.vmoptions', join(root, 'opt/ibgateway/tws.vmoptions'));
    await ini('srv/late');
    const filler = 'x'.repeat(1023) + '\n';
    await plant(
      'home/a/Jts/launcher.log',
      `${filler.repeat(4000)}settings dir: ${root}/srv/late\n`,
    );
    await plant(
      'opt/ibgateway/ibgateway.vmoptions',
      `${filler.repeat(4000)}-DjtsConfigDir=${root}/srv\n`,
    );
    expect(told(await locate())).toEqual(['srv/late: launcher-log', 'home/a/Jts: default']);
  });

  test('a folder with ten thousand others costs little', async () => {
    for (let count = 0; count < 10_000; count += 1)
      await mkdir(join(home, `Jts/${count}`), { recursive: true });
    await ini('home/a/Jts');
    const startedAt = performance.now();
    expect(told(await locate())).toEqual(['home/a/Jts: default']);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test('hundreds of processes, each with a folder', async () => {
    const processes = Array.from({ length: 500 }, (_, index) => gateway(join(root, `${index}`)));
    expect((await locate({ processes })).length).toBeLessThanOrEqual(64);
  });
});
