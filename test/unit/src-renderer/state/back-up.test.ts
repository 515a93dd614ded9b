import type { BackupAnswer } from '$contract/jts/settings-state';
import { success, type Result } from '$contract/result';
import { afterEach, expect, test, vi } from 'vitest';
import { backUpNow } from '../../../../src-renderer/state/back-up.ts';
import { Toasts } from '../../../../src-renderer/state/toasts.svelte.ts';
import { FOLDER } from '../../../support/mocked-main/settings.ts';

const NOW = new Date(2026, 10, 22, 14, 31, 52).getTime();
const at = new Date(2026, 10, 22, 9, 31).getTime();
const toasts = new Toasts();
afterEach(() => toasts.close());

async function backUp(answer: Result<BackupAnswer>, folder: string | null = FOLDER) {
  const settings = { backUp: vi.fn(() => Promise.resolve(answer)) };
  const onNote = vi.fn();
  await backUpNow(settings, toasts, folder, NOW, onNote);
  return { settings, onNote };
}
const done = (already: boolean): Result<BackupAnswer> =>
  success({ outcome: 'done', backup: { id: '01a', at }, already });

test('a new backup offers a note', async () => {
  const { onNote } = await backUp(done(false));
  expect(toasts.current?.text).toBe('Backed up.');
  expect(toasts.current?.next?.label).toBe('Add a note');
  toasts.current?.next?.run();
  expect(onNote).toHaveBeenCalledExactlyOnceWith('01a');
});

test('the same contents as last time say when that was', async () => {
  await backUp(done(true));
  expect(toasts.current?.text).toMatch(/^Already backed up today 0?9:31/);
  expect(toasts.current?.next).toBeUndefined();
});

test('what failed is said, without a folder nothing is asked', async () => {
  await backUp(success({ outcome: 'refused', problem: 'disk-full' }));
  expect(toasts.current?.text).toContain('the disk is full');
  const { settings } = await backUp(done(false), null);
  expect(settings.backUp).not.toHaveBeenCalled();
  expect(toasts.current?.text).toBe('There are no settings to back up yet.');
});
