import { expect, test } from 'vitest';
import { BackupIndex } from '../../../../../src-main/jts/store/backup-index.ts';
import { compacted } from '../../../../../src-main/jts/store/compaction.ts';
import { encodeLine, type JournalLine } from '../../../../../src-main/jts/store/journal-line.ts';
import { backupOf } from '../../../../support/jts/stores.ts';

const idOf = (number: number): string => `id-${String(number).padStart(5, '0')}`;
const entryLine = (number: number): JournalLine => ({
  kind: 'entry',
  entry: {
    ...backupOf(''),
    id: idOf(number),
    at: number,
    pinned: false,
    seenWorking: null,
    lastGood: null,
    files: [],
    appVersion: '0.1.0',
    note: 'x'.repeat(500),
  },
});
const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const indexOf = (text: string): BackupIndex => {
  const index = new BackupIndex();
  for (const line of text.split('\n')) index.feed(line);
  return index;
};

test('what is done with goes, the rest reads as before; torn lines go, damaged ones stay', async () => {
  const lines = Array.from({ length: 600 }, (_none, number) => encodeLine(entryLine(number)));
  const ids = Array.from({ length: 500 }, (_none, number) => idOf(number));
  lines.push(encodeLine({ kind: 'drop', ids, at: 1 }));
  for (let at = 1; at <= 300; at += 1) {
    lines.push(encodeLine({ kind: 'mark', id: idOf(550), marks: { lastGood: at } }));
  }
  lines.push(encodeLine({ kind: 'mark', id: idOf(550), marks: { pinned: true } }));
  lines.push('{"kind":"ent');
  const damaged = encodeLine(entryLine(700)).replace('manual', 'mXnual');
  lines.push(damaged);
  const before = textOf(lines);
  const done = new Set(ids);
  const after = await compacted(before, (id) => done.has(id));
  expect(after).not.toBeNull();
  expect((after ?? '').length).toBeLessThan(before.length / 2);
  expect(indexOf(after ?? '').entries).toEqual(indexOf(before).entries);
  expect(indexOf(after ?? '').find(idOf(550))).toMatchObject({ lastGood: 300, pinned: true });
  expect(after).toContain(damaged);
  expect(after).not.toContain('{"kind":"ent\n');
});

test('a journal that is small, or of which most is needed, is left alone', async () => {
  expect(await compacted(textOf([encodeLine(entryLine(1))]), () => true)).toBeNull();
  const lines = Array.from({ length: 600 }, (_none, number) => encodeLine(entryLine(number)));
  expect(await compacted(textOf(lines), (id) => id < idOf(200))).toBeNull();
});
