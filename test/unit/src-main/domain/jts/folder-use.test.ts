import { describe, expect, test } from 'vitest';
import type { FolderProcess } from '../../../../../src-main/contract/jts/settings-folder.ts';
import { folderUse, type SeenAroundFolder } from '../../../../../src-main/domain/jts/folder-use.ts';

const seen: SeenAroundFolder = {
  realDir: '/home/a/Jts',
  defaultDirs: ['/home/a/Jts'],
  processes: [],
  missing: null,
  listeningPorts: [],
  hasAutorestart: false,
  ignoresCase: false,
};
const gateway = (configDir: string | null): FolderProcess => ({
  pid: 7,
  product: 'gateway',
  configDir,
});
const hidden: FolderProcess = { pid: 9, product: null, configDir: null };

describe('a settings folder is', () => {
  const running = { state: 'running', product: 'gateway', pid: 7 };
  const closed = { state: 'closed' };
  test.each<[string, Partial<SeenAroundFolder>, object]>([
    ['closed where nothing is seen', {}, closed],
    ['used by a program told to', { processes: [gateway('/home/a/Jts')] }, running],
    ['used, whatever the path ends with', { processes: [gateway('/home/a/Jts/')] }, running],
    [
      'used by one that was told nothing, if it is the default',
      { processes: [gateway(null)] },
      running,
    ],
    [
      'not used by one that was told nothing, if it is not',
      { processes: [gateway(null)], defaultDirs: ['/home/b/Jts'] },
      closed,
    ],
    [
      'used where one of several defaults is it',
      { processes: [gateway(null)], defaultDirs: ['/home/b/Jts', '/home/a/Jts'] },
      running,
    ],
    ['not used by another folder’s Gateway', { processes: [gateway('/home/a/Jts2')] }, closed],
    [
      'not used by one above or below',
      { processes: [gateway('/home/a'), gateway('/home/a/Jts/x')] },
      closed,
    ],
    ['used by one told a place only it knows', { processes: [gateway('Jts')] }, running],
    ['another one where only the case differs', { processes: [gateway('/home/a/jts')] }, closed],
    [
      'the same one where the system ignores the case',
      { processes: [gateway('/home/A/jts')], ignoresCase: true },
      running,
    ],
    [
      'the same one by both kinds of strokes on Windows',
      { realDir: 'C:\\Jts', processes: [gateway('c:/jts/')], ignoresCase: true },
      running,
    ],
    [
      'unknown where a Java keeps its arguments to itself',
      { processes: [hidden, gateway('/srv/x')] },
      { state: 'unknown', missing: 'the settings folder of process 9' },
    ],
    ['used rather than unknown', { processes: [hidden, gateway(null)], missing: 'all' }, running],
    [
      'unknown where the list can’t be read',
      { missing: 'the process list (/proc)', listeningPorts: [4002] },
      { state: 'unknown', missing: 'the process list (/proc)' },
    ],
    ['open at a port', { listeningPorts: [4002, 4001] }, { state: 'port-open', port: 4002 }],
    ['about to be used again', { hasAutorestart: true }, { state: 'restart-pending' }],
  ])('%s', (_name, around, expected) => {
    expect(folderUse({ ...seen, ...around })).toEqual(expected);
  });
});
