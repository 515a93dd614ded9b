import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackupEntry } from '../../src-main/contract/jts/backup.ts';
import { encodeLine } from '../../src-main/jts/store/journal-line.ts';
import {
  backupOf,
  journalPath,
  objectPath,
  openStore,
  PROFILE,
  saved,
  sha256,
  storeDir,
} from '../support/jts/stores.ts';
import { watchLoop } from '../support/loop-watch.ts';
import { figureLine } from './figures.ts';

const OBJECTS = 10_000;
const VERSIONS = 1000;
const BACKUPS = 100;
const VERIFICATIONS = 3;
const LISTINGS = 11;
/** As large as a usual `jts.ini` with a long history of hosts. */
const text = (number: number): string => `[IBGateway]\nnumber=${number}\n${'x'.repeat(3000)}\n`;

/** Verifying 10,000 objects, listing 1,000 versions as a process that starts does, and one backup. */
export async function measureBackups(): Promise<readonly string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'gatelight-bench-'));
  try {
    return [
      ...(await measureVerify(join(dir, 'verify'))),
      measureList(join(dir, 'list')),
      await measureBackup(join(dir, 'backup')),
    ];
  } finally {
    rmSync(dir, { recursive: true });
  }
}

async function measureVerify(dir: string): Promise<readonly string[]> {
  writeStore(dir, OBJECTS);
  const values: number[] = [];
  const blocked: number[] = [];
  for (let run = 0; run < VERIFICATIONS; run += 1) {
    const store = openStore(dir);
    const loop = watchLoop();
    const startedMs = performance.now();
    const { checked, damaged } = await store.verify();
    values.push(performance.now() - startedMs);
    blocked.push(loop.stop().longestMs);
    if (checked !== OBJECTS || damaged.length > 0) throw new Error('not what was written');
  }
  return [
    figureLine({ what: `${OBJECTS} objects verified`, unit: 'ms', aim: 5000, values }),
    figureLine({ what: 'longest pause meanwhile', unit: 'ms', aim: 50, values: blocked }),
  ];
}

function measureList(dir: string): string {
  writeStore(dir, VERSIONS);
  const values = Array.from({ length: LISTINGS }, () => {
    const startedMs = performance.now();
    const { length } = openStore(dir).list(PROFILE);
    if (length !== VERSIONS) throw new Error(`${length} versions`);
    return performance.now() - startedMs;
  });
  return figureLine({ what: `${VERSIONS} versions listed`, unit: 'ms', aim: 100, values });
}

async function measureBackup(dir: string): Promise<string> {
  const store = openStore(dir);
  const values: number[] = [];
  for (let number = 0; number < BACKUPS; number += 1) {
    const startedMs = performance.now();
    await saved(store, text(number));
    values.push(performance.now() - startedMs);
  }
  return figureLine({ what: 'backup', unit: 'ms', aim: 50, values });
}

/** The files of a store with `count` versions, without waiting for the disk each time. */
function writeStore(dir: string, count: number): void {
  mkdirSync(storeDir(dir), { recursive: true, mode: 0o700 });
  const lines = Array.from({ length: count }, (_none, number) => {
    const bytes = text(number);
    const hash = sha256(bytes);
    const path = objectPath(dir, hash);
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(path, bytes, { mode: 0o600 });
    return encodeLine({ kind: 'entry', entry: entryOf(number, bytes.length, hash) });
  });
  writeFileSync(journalPath(dir), lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
}

const entryOf = (number: number, size: number, hash: string): BackupEntry => ({
  ...backupOf('', {
    summary: { counts: { high: 1, medium: 0, low: 2, housekeeping: 3 }, settings: ['Time zone'] },
  }),
  id: `20260101-000000-000-${String(number).padStart(5, '0')}`,
  at: number * 60_000,
  pinned: false,
  seenWorking: null,
  lastGood: null,
  files: [{ name: 'jts.ini', size, sha256: hash, mode: 0o600, mtimeMs: 0 }],
  appVersion: '0.1.0',
});
