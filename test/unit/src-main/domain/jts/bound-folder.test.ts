import { describe, expect, test } from 'vitest';
import type { FolderSource } from '../../../../../src-main/contract/jts/settings-folder.ts';
import { boundFolder, type KnownFolders } from '../../../../../src-main/domain/jts/bound-folder.ts';

const folder = (realDir: string, ...sources: FolderSource[]) => ({ realDir, sources });
const PAPER = folder('/srv/paper', 'process');
const LIVE = folder('/srv/live', 'process');
const HOME = folder('/home/a/Jts', 'default');
const known = (change: Partial<KnownFolders> = {}): KnownFolders => ({
  folders: [PAPER, LIVE, HOME],
  processes: [
    { pid: 1, product: 'gateway', configDir: '/srv/paper' },
    { pid: 2, product: 'tws', configDir: null },
  ],
  defaultDirs: ['/home/a/Jts'],
  ...change,
});
const here = (pid: number | null) => ({ isLocal: true, pid });

describe('a connection is bound to', () => {
  test('the folder that the process behind its port names', () => {
    expect(boundFolder(here(1), known())).toBe('/srv/paper');
  });

  test('the default folder where its process names none', () => {
    expect(boundFolder(here(2), known())).toBe('/home/a/Jts');
  });

  test('the folder somebody chose where the process is not known', () => {
    const chosen = folder('/mnt/mine', 'chosen');
    expect(boundFolder(here(null), known({ folders: [HOME, chosen] }))).toBe('/mnt/mine');
    expect(boundFolder(here(9), known({ folders: [HOME, chosen] }))).toBe('/mnt/mine');
  });

  test('the process all the same where another folder was chosen', () => {
    const chosen = folder('/mnt/mine', 'chosen');
    expect(boundFolder(here(1), known({ folders: [PAPER, chosen] }))).toBe('/srv/paper');
  });

  test('the only folder, else the default one', () => {
    expect(boundFolder(here(null), known({ folders: [LIVE] }))).toBe('/srv/live');
    expect(boundFolder(here(null), known())).toBe('/home/a/Jts');
  });
});

describe('nothing can be told', () => {
  test('of another computer', () => {
    expect(boundFolder({ isLocal: false, pid: null }, known())).toBeNull();
  });

  test('of a process whose folder is not known', () => {
    expect(boundFolder(here(1), known({ folders: [LIVE, HOME] }))).toBeNull();
  });

  test('among several, without a default', () => {
    expect(boundFolder(here(null), known({ folders: [PAPER, LIVE] }))).toBeNull();
  });
});
