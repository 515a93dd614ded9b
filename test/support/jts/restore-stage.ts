import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BackupEntry } from '../../../src-main/contract/jts/backup.ts';
import type { FolderUse } from '../../../src-main/contract/jts/settings-folder.ts';
import type { Clock } from '../../../src-main/domain/clock.ts';
import { compareSettings } from '../../../src-main/domain/jts/compare.ts';
import { healthOf } from '../../../src-main/domain/jts/health.ts';
import { summaryOf } from '../../../src-main/domain/jts/meaning.ts';
import { newOwner } from '../../../src-main/files/owner-lock.ts';
import { sha256Of } from '../../../src-main/jts/restore/file-on-disk.ts';
import type { Recovered } from '../../../src-main/jts/restore/recovered.ts';
import type { RestorePorts } from '../../../src-main/jts/restore/restore-ports.ts';
import { Restorer } from '../../../src-main/jts/restore/restore.ts';
import { apiStoreNames } from '../../../src-main/jts/watching/api-store.ts';
import { openBackups } from '../../../src-main/jts/store/open-backups.ts';
import type { Backups } from '../../../src-main/jts/store/backups.ts';
import { silentLog } from '../../../src-main/logging/log.ts';
import { hastyClock } from './hasty-clock.ts';

export interface Stage {
  readonly dataDir: string;
  readonly storeDir: string;
  /** Real path of the settings folder. */
  readonly profile: string;
  readonly backups: Backups;
  readonly restorer: Restorer;
  readonly ports: RestorePorts;
  readonly ownWrites: readonly (readonly [name: string, sha256: string | null])[];
  readonly recovered: readonly Recovered[];
  /** What the next looks find; a function is asked each time. */
  use: FolderUse | (() => FolderUse);
  read(name?: string): Buffer;
  write(bytes: Uint8Array | string, name?: string): void;
  /** Of what is on disk; null: nothing. */
  hash(name?: string): string | null;
  /** As somebody's click would: the names given, `jts.ini` first. */
  backup(...names: readonly string[]): Promise<BackupEntry>;
  close(): void;
}

export const CLOSED: FolderUse = { state: 'closed' };
export const RUNNING: FolderUse = { state: 'running', product: 'gateway', pid: 4711 };

/** Store, settings folder (`Jts` in `home`) and restorer of one process, on the real disk. */
export function restoreStage(
  root: string = newRoot(),
  clock: Clock = hastyClock(20),
  home = root,
): Stage {
  const dataDir = join(root, 'data');
  const folder = join(home, 'Jts');
  mkdirSync(folder, { recursive: true });
  const profile = realpathSync(folder);
  const storeDir = join(dataDir, 'backups', 'v1');
  const backups = openBackups(dataDir, {
    clock,
    appVersion: '0.0.0',
    log: silentLog,
    owner: newOwner(),
  });
  const ownWrites: [string, string | null][] = [];
  const recovered: Recovered[] = [];
  const pathOf = (name: string): string => join(profile, name);
  const ports: RestorePorts = {
    backups,
    storeDir,
    clock,
    folderUse: () => Promise.resolve(typeof stage.use === 'function' ? stage.use() : stage.use),
    apiStores: apiStoreNames,
    describe: (bytes, before) =>
      Promise.resolve({
        health: healthOf(bytes, before),
        summary: before === null ? null : summaryOf(compareSettings(before, bytes)),
      }),
    gatewayVersion: () => '10.30',
    onOwnWrite: (_profile, name, sha256) => void ownWrites.push([name, sha256]),
    onRecovered: (one) => void recovered.push(one),
  };
  const stage: Stage = {
    dataDir,
    storeDir,
    profile,
    backups,
    restorer: new Restorer(ports),
    ports,
    ownWrites,
    recovered,
    use: CLOSED,
    read: (name = 'jts.ini') => readFileSync(pathOf(name)),
    write: (bytes, name = 'jts.ini') => {
      mkdirSync(dirname(pathOf(name)), { recursive: true });
      writeFileSync(pathOf(name), bytes);
    },
    hash: (name = 'jts.ini') => hashAt(pathOf(name)),
    backup: async (...names) => {
      const files = ['jts.ini', ...names].map((name) => ({
        name,
        bytes: readFileSync(pathOf(name)),
        mode: 0o640,
        mtimeMs: 1_790_000_000_000,
      }));
      const added = await backups.add({
        profile,
        cause: 'manual',
        note: null,
        health: healthOf(files[0]?.bytes ?? null, null),
        files,
        summary: null,
        gatewayVersion: null,
        undo: null,
      });
      if (added.outcome === 'failed') throw new Error(added.problem);
      return added.entry;
    },
    close: () => {
      backups.dispose();
    },
  };
  return stage;
}

export const newRoot = (): string => mkdtempSync(join(tmpdir(), 'gatelight-restore-'));

export function hashAt(path: string): string | null {
  try {
    return sha256Of(readFileSync(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** For `afterEach`. */
export const removeRoot = (root: string): void => {
  rmSync(root, { recursive: true, force: true });
};
