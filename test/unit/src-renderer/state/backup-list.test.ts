import type { BackupRow } from '$contract/jts/settings-state';
import { failure, success, type Result } from '$contract/result';
import { describe, expect, test, vi } from 'vitest';
import { BackupList } from '../../../../src-renderer/state/backup-list.svelte.ts';
import {
  backupRow,
  backupRows,
  FOLDER,
  OTHER_FOLDER,
} from '../../../support/mocked-main/settings.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);
const rows = backupRows(NOW);
const none: readonly BackupRow[] = [];

function open(answers: Result<readonly BackupRow[]>[] = [success(rows)]) {
  const settings = {
    listBackups: vi.fn((_folder: string) => Promise.resolve(answers.shift() ?? success(none))),
    pin: vi.fn(() => Promise.resolve(null)),
    note: vi.fn(() => Promise.resolve<'no-backup' | null>('no-backup')),
  };
  return { settings, list: new BackupList(settings) };
}

describe('BackupList', () => {
  test('is empty of knowledge before the first answer', async () => {
    const { list } = open();
    expect(list.rows).toBeNull();
    await list.load(FOLDER);
    expect(list.rows).toEqual(rows);
  });

  test('keeps what it had when a later listing fails', async () => {
    const { list } = open([success(rows), failure('internal'), success([])]);
    await list.load(FOLDER);
    await list.load(FOLDER);
    expect([list.rows, list.failed]).toEqual([rows, 'internal']);
    await list.load(FOLDER);
    expect([list.rows, list.failed]).toEqual([[], null]);
  });

  test('another folder shows nothing of the one before', async () => {
    const { list } = open([success(rows), failure('no-folder')]);
    await list.load(FOLDER);
    await list.load(OTHER_FOLDER);
    expect([list.rows, list.failed]).toEqual([null, 'no-folder']);
  });

  test('an answer that was overtaken is dropped', async () => {
    const { list, settings } = open();
    let answer: (rows: Result<readonly BackupRow[]>) => void = () => undefined;
    const late = new Promise<Result<readonly BackupRow[]>>((done) => (answer = done));
    const other = [backupRow(NOW, { id: '01other' })];
    settings.listBackups.mockImplementation((folder) =>
      folder === FOLDER ? late : Promise.resolve(success(other)),
    );
    const first = list.load(FOLDER);
    await list.load(OTHER_FOLDER);
    answer(success(rows));
    await first;
    expect(list.rows).toEqual(other);
  });

  test('a pin is listed at once, a failure is answered', async () => {
    const { list, settings } = open([success([]), success(rows), success(rows)]);
    expect(await list.pin('01a', true)).toBe('no-folder');
    await list.load(FOLDER);
    expect(await list.pin('01a', true)).toBeNull();
    expect(settings.pin).toHaveBeenCalledExactlyOnceWith(FOLDER, '01a', true);
    expect(list.rows).toEqual(rows);
    expect(await list.note('01a', 'text')).toBe('no-backup');
  });
});
