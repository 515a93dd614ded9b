import { posix, win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FolderProcess } from '../../../../../src-main/contract/jts/settings-folder.ts';
import { darwinMachine, toldFolderIn } from '../../../../../src-main/gateway/evidence/darwin.ts';
import { folderUses, toldFolder } from '../../../../../src-main/gateway/evidence/folder-process.ts';
import { given, notGiven, type Read } from '../../../../../src-main/gateway/evidence/read.ts';
import { splitCommand } from '../../../../../src-main/gateway/evidence/windows-parse.ts';
import { windowsMachine } from '../../../../../src-main/gateway/evidence/windows.ts';

const CLASS = 'ibgateway.GWClient';

describe('the settings folder in the arguments', () => {
  test.each([
    ['told', ['-DjtsConfigDir=/srv/jts', CLASS], { kind: 'dir', dir: '/srv/jts' }],
    ["through IB's launcher", ['-J-DjtsConfigDir=/srv/jts'], { kind: 'dir', dir: '/srv/jts' }],
    [
      'twice: the last counts',
      ['-DjtsConfigDir=/a', '-DjtsConfigDir=/b'],
      { kind: 'dir', dir: '/b' },
    ],
    ['not told', ['-Xmx768m', CLASS], { kind: 'none' }],
    ['told as nothing', ['-DjtsConfigDir=', CLASS], { kind: 'none' }],
    ['a placeholder', ['-DjtsConfigDir=${installer:jtsConfigDir}'], { kind: 'untold' }],
    [
      'a placeholder beside a folder',
      ['-DjtsConfigDir=/srv/jts', '-DjtsConfigDir=${installer:jtsConfigDir}'],
      { kind: 'dir', dir: '/srv/jts' },
    ],
    ['another setting', ['-DjtsConfigDirectory=/a', '-DinstallDir=/b'], { kind: 'none' }],
  ])('%s', (_name, args, expected) => {
    expect(toldFolder(args)).toEqual(expected);
  });

  test.each([
    ['-cp x -DjtsConfigDir=/Users/a/My Jts -Xmx1g', { kind: 'dir', dir: '/Users/a/My Jts' }],
    [`-DjtsConfigDir=/Users/a/My Jts ${CLASS} a hunter2`, { kind: 'dir', dir: '/Users/a/My Jts' }],
    ['-Xmx1g -DjtsConfigDir=/Users/a/Jts', { kind: 'dir', dir: '/Users/a/Jts' }],
    ['-DjtsConfigDir=/Users/a/Jts some.Unknown alice hunter2', { kind: 'untold' }],
    ['-Xmx1g', { kind: 'none' }],
  ])('words of ps: %s', (words, expected) => {
    expect(toldFolderIn(words.split(' '))).toEqual(expected);
  });

  test.each([
    ['java -DjtsConfigDir="C:\\My Jts" x', ['-DjtsConfigDir=C:\\My Jts', 'x']],
    ['"C:\\P F\\java.exe" "-DjtsConfigDir=C:\\My Jts" x', ['-DjtsConfigDir=C:\\My Jts', 'x']],
    ['java.exe', []],
    ['', []],
    ['java "never closed', ['never closed']],
  ])('words of Windows: %s', (command, expected) => {
    expect(splitCommand(command)).toEqual(expected);
  });
});

describe('what a process counts as', () => {
  const uses = (
    executable: string,
    args: readonly string[] | null,
    cwd: string | null = '/home/a',
  ): Promise<readonly FolderProcess[]> =>
    folderUses(7, executable, args, posix, () => Promise.resolve(cwd));
  const gateway = (configDir: string | null): FolderProcess => ({
    pid: 7,
    product: 'gateway',
    configDir,
  });
  const unknown: FolderProcess = { pid: 7, product: null, configDir: null };

  test.each<[string, string, readonly string[] | null, readonly FolderProcess[]]>([
    ['Gateway with a folder', 'java', ['-DjtsConfigDir=/srv/jts', CLASS], [gateway('/srv/jts')]],
    ['Gateway without', 'java', [CLASS], [gateway(null)]],
    ['TWS', 'java', ['jclient.LoginFrame'], [{ pid: 7, product: 'tws', configDir: null }]],
    ['a relative folder', 'java', ['-DjtsConfigDir=../jts', CLASS], [gateway('/home/jts')]],
    [
      'an unknown class with a folder',
      'java',
      ['-DjtsConfigDir=/a', 'some.Class'],
      [gateway('/a')],
    ],
    [
      'a folder that is not told: the default one, or any',
      'java',
      ['-DjtsConfigDir=${installer:jtsConfigDir}', CLASS],
      [gateway(null), unknown],
    ],
    ['Java that shows no arguments', '/usr/bin/java', null, [unknown]],
    ['a launcher that shows none', 'C:\\Jts\\ibgateway.exe', null, [unknown]],
    ['another program that shows none', '/usr/bin/editor', null, []],
    ['another Java program', 'java', ['com.acme.Bot'], []],
    ['an editor with that text', 'vim', ['-DjtsConfigDir=/a'], []],
  ])('%s', async (_name, executable, args, expected) => {
    expect(await uses(executable, args)).toEqual(expected);
  });

  test('a relative folder of a process whose own folder may not be read can be any', async () => {
    expect(await uses('java', ['-DjtsConfigDir=jts', CLASS], null)).toEqual([unknown]);
  });

  test('on Windows a folder without a drive is relative', async () => {
    const args = ['-DjtsConfigDir=C:\\Jts'];
    const cwd = (): Promise<null> => Promise.resolve(null);
    expect(await folderUses(7, 'javaw.exe', args, win32, cwd)).toEqual([gateway('C:\\Jts')]);
    expect(await folderUses(7, 'javaw.exe', ['-DjtsConfigDir=Jts'], win32, cwd)).toEqual([unknown]);
  });

  test('user name and password stay behind', async () => {
    const args = [
      '-DjtsConfigDir=/srv/jts',
      'ibcalpha.ibc.IbcGateway',
      '/x.ini',
      'alice',
      'hunter2',
    ];
    expect(JSON.stringify(await uses('java', args))).not.toMatch(/alice|hunter2|x\.ini/);
  });
});

describe('macOS', () => {
  const mac = (ps: Read<string>, names: Read<string>): Promise<Read<readonly FolderProcess[]>> =>
    darwinMachine((tool) =>
      Promise.resolve(tool.args.at(-1) === 'comm=' ? names : ps),
    ).folderProcesses();

  test('programs with their folders; one that shows its name alone counts', async () => {
    const ps = `  950  501 S 15:00:00 /jre.bundle/Contents/Home/bin/java -DjtsConfigDir=/Users/bob/My Jts -cp x ibcalpha.ibc.IbcGateway /x.ini bob hunter2
  960  502 S 00:04 (java)
  970  502 S 00:04 (Python)
`;
    const names = '  950 /jre.bundle/Contents/Home/bin/java\n  960 java\n  970 Python\n';
    expect(await mac(given(ps), given(names))).toEqual(
      given([
        { pid: 950, product: 'gateway', configDir: '/Users/bob/My Jts' },
        { pid: 960, product: null, configDir: null },
      ]),
    );
  });

  test('without ps nothing is said', async () => {
    expect(await mac(notGiven('ps'), given(''))).toEqual(notGiven('ps'));
    expect(await mac(given(''), notGiven('ps'))).toEqual(notGiven('ps'));
  });
});

describe('Windows', () => {
  const windows = (processes: Read<string>): Promise<Read<readonly FolderProcess[]>> =>
    windowsMachine('C:\\Windows', () => Promise.resolve(processes)).folderProcesses();

  test('programs with their folders; one whose arguments are not shown counts', async () => {
    const rows = [
      {
        id: 1,
        name: 'java.exe',
        path: 'C:\\jre\\java.exe',
        command: `"C:\\jre\\java.exe" -DjtsConfigDir="D:\\My Jts" ${CLASS} alice hunter2`,
      },
      { id: 2, name: 'javaw.exe', path: null, command: null },
      {
        id: 3,
        name: 'ibgateway.exe',
        path: 'C:\\Jts\\ibgateway.exe',
        command: 'C:\\Jts\\ibgateway.exe',
      },
      { id: 4, name: 'python.exe', path: null, command: null },
    ];
    expect(await windows(given(JSON.stringify(rows)))).toEqual(
      given([
        { pid: 1, product: 'gateway', configDir: 'D:\\My Jts' },
        { pid: 2, product: null, configDir: null },
        { pid: 3, product: 'gateway', configDir: null },
      ]),
    );
  });

  test('without PowerShell nothing is said', async () => {
    expect(await windows(notGiven('PowerShell'))).toEqual(notGiven('PowerShell'));
  });
});
