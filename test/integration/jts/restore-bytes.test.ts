import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RestoreOutcome } from '../../../src-main/contract/jts/restore.ts';
import { bundled } from '../../support/jts/bundled.ts';
import { hastyClock } from '../../support/jts/hasty-clock.ts';
import { mountReadOnly, mountSmallDisk, unmountAll } from '../../support/jts/disks.ts';
import { newRoot, removeRoot, restoreStage, type Stage } from '../../support/jts/restore-stage.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/jts/', import.meta.url));
const PROGRAM = fileURLToPath(
  new URL('../../support/jts/restore-once-process.ts', import.meta.url),
);
const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.ini'));

let root = '';
let stage: Stage;
beforeEach(() => {
  root = newRoot();
  stage = restoreStage(root, hastyClock(60));
});
afterEach(() => {
  stage.close();
  unmountAll();
  removeRoot(root);
});

async function restore(backupId: string): Promise<RestoreOutcome> {
  const previewed = stage.hash();
  return stage.restorer.restore({
    profile: stage.profile,
    backupId,
    previewed,
    withApiStore: false,
  });
}

async function comesBack(bytes: Uint8Array): Promise<void> {
  stage.write(bytes);
  chmodSync(join(stage.profile, 'jts.ini'), 0o640);
  const entry = await stage.backup();
  stage.write('[Logon]\r\nsomething=else\r\n');
  expect(await restore(entry.id)).toMatchObject({ outcome: 'restored' });
  expect(stage.read().equals(bytes)).toBe(true);
  expect(statSync(join(stage.profile, 'jts.ini')).mode & 0o7777).toBe(0o640);
}

describe('comes back byte for byte', () => {
  test('all fixtures are here', () => {
    expect(names).toHaveLength(12);
  });

  test.each(names)('%s', async (name) => {
    await comesBack(readFileSync(join(FIXTURES, name)));
  });

  test.each([
    ['NUL bytes', Buffer.alloc(1000)],
    ['a byte order mark', Buffer.from('\uFEFF[IBGateway]\nApiOnly=true\n')],
    ['CRLF without a last one', Buffer.from('[Logon]\r\nLocale=en')],
    ['every byte', Buffer.from(Array.from({ length: 256 }, (_none, byte) => byte))],
    ['8 MiB', Buffer.alloc(8 * 1024 * 1024, 'abcdefgh')],
  ])('%s', async (_what, bytes) => {
    await comesBack(bytes);
  });
});

describe('a disk that fails', () => {
  async function goodThenBad(): Promise<string> {
    stage.write('[Logon]\nUseSSL=true\n');
    const { id } = await stage.backup();
    stage.write('[Logon]\nUseSSL=false\n');
    return id;
  }
  const before = (): void => {
    expect(stage.read().toString()).toBe('[Logon]\nUseSSL=false\n');
    expect(readdirSync(stage.profile)).toEqual(['jts.ini']);
  };

  test('of the store, full: no safety copy, so nothing is restored', async () => {
    mountSmallDisk(stage.dataDir, 64 * 1024);
    const id = await goodThenBad();
    expect(() => {
      writeFileSync(join(stage.dataDir, 'full'), Buffer.alloc(100 * 1024));
    }).toThrow('ENOSPC');
    expect(await restore(id)).toMatchObject({ problem: 'safety-copy-failed', errno: 'ENOSPC' });
    before();
    expect(stage.backups.list()).toHaveLength(1);
  });

  test('of the store, read-only', async () => {
    const id = await goodThenBad();
    mountReadOnly(stage.dataDir);
    expect(await restore(id)).toMatchObject({ problem: 'safety-copy-failed', errno: 'EROFS' });
    before();
  });

  test('of the settings, full: the safety copy is there, the file as it was', async () => {
    mountSmallDisk(stage.profile, 64 * 1024);
    stage.write(Buffer.alloc(48 * 1024, '#'));
    const { id } = await stage.backup();
    stage.write(Buffer.alloc(40 * 1024, ';'));
    expect(await restore(id)).toMatchObject({ problem: 'disk-full', errno: 'ENOSPC' });
    expect(stage.read().equals(Buffer.alloc(40 * 1024, ';'))).toBe(true);
    expect(stage.backups.list().map(({ cause }) => cause)).toEqual(['before-restore', 'manual']);
    expect(readdirSync(stage.storeDir)).not.toContain('intent.json');
  });

  test('of the settings, read-only', async () => {
    const id = await goodThenBad();
    mountReadOnly(stage.profile);
    expect(await restore(id)).toMatchObject({ problem: 'read-only', errno: 'EROFS' });
    before();
  });

  test('of the store, after the write: what the journal can’t take is taken back', async () => {
    const id = await goodThenBad();
    const restoring = restore(id);
    await expect.poll(() => stage.read().toString(), { interval: 1 }).toContain('UseSSL=true');
    mountReadOnly(stage.dataDir);
    expect(await restoring).toMatchObject({ problem: 'read-only', errno: 'EROFS' });
    before();
    unmountAll();
    // The intent could not be removed: the next start finds that nothing was done.
    expect(await stage.restorer.recover()).toBe(true);
    expect(stage.recovered).toMatchObject([{ outcome: 'not-done', backupId: id }]);
  });
});

test('two processes that restore at once: one after the other, never a mixture', async () => {
  const program = await bundled(PROGRAM, root);
  const versions = ['one', 'two'].map((word) => `[Logon]\n${`${word}=1\n`.repeat(50_000)}`);
  const ids: string[] = [];
  for (const text of versions) {
    stage.write(text);
    ids.push((await stage.backup()).id);
  }
  stage.write('[Logon]\n');
  const previewed = stage.hash() ?? '';
  const runs = ids.map((id) => {
    const child = spawn(process.execPath, [program, root, id, previewed], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  });
  for (const { lines } of runs) await lines.next();
  for (const { child } of runs) child.stdin.write('go\n');
  const outcomes = await Promise.all(
    runs.map(async ({ lines }) => {
      const { value } = (await lines.next()) as { value: string };
      return JSON.parse(value) as RestoreOutcome;
    }),
  );
  const done = outcomes.findIndex(({ outcome }) => outcome === 'restored');
  expect(outcomes[1 - done]).toMatchObject({ problem: 'changed-since-preview' });
  expect(stage.read().toString()).toBe(versions[done]);
});
