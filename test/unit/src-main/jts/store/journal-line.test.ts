import { expect, test } from 'vitest';
import type { BackupEntry } from '../../../../../src-main/contract/jts/backup.ts';
import {
  decodeLine,
  encodeLine,
  type JournalLine,
} from '../../../../../src-main/jts/store/journal-line.ts';

const entry: BackupEntry = {
  id: '20261125-203708-123-k3f9',
  profile: '/home/zoë/Jts',
  at: 1_795_639_028_123,
  cause: 'observed',
  note: 'Vor dem Update “10.37”',
  pinned: false,
  health: 'ok',
  seenWorking: null,
  lastGood: null,
  files: [{ name: 'jts.ini', size: 3, sha256: 'a'.repeat(64), mode: 0o640, mtimeMs: 1.5 }],
  summary: { counts: { high: 1, medium: 0, low: 0, housekeeping: 4 }, settings: ['Time zone'] },
  gatewayVersion: '10.30',
  appVersion: '0.1.0',
  undo: null,
};
const LINES: readonly JournalLine[] = [
  { kind: 'head', schema: 1, made: '6f0d3f6e-6f7a-4a53-8e0f-3f1e6f0d3f6e' },
  { kind: 'entry', entry },
  { kind: 'mark', id: entry.id, marks: { note: null, pinned: true, lastGood: 5 } },
  { kind: 'drop', ids: [entry.id], at: 7 },
];

test.each(LINES)('a line of kind $kind comes back as it was, and is JSON', (line) => {
  const text = encodeLine(line);
  expect(text).not.toContain('\n');
  expect(JSON.parse(text)).toMatchObject(line);
  expect(decodeLine(text)).toEqual({ outcome: 'line', line });
});

test('no flipped bit anywhere in a line goes unnoticed', () => {
  const bytes = Buffer.from(encodeLine({ kind: 'entry', entry }));
  for (let at = 0; at < bytes.length * 8; at += 1) {
    const flipped = Buffer.from(bytes);
    flipped[at >> 3] = (flipped[at >> 3] ?? 0) ^ (1 << (at & 7));
    expect(decodeLine(flipped.toString()).outcome).not.toBe('line');
  }
});

test('cut off anywhere it is torn', () => {
  const text = encodeLine({ kind: 'entry', entry });
  for (let length = 0; length < text.length; length += 1) {
    expect(decodeLine(text.slice(0, length)).outcome).toBe('torn');
  }
});

test.each([
  ['a kind of a later version', { kind: 'shelf', id: entry.id }],
  ['a name that leaves the folder', withName('../../etc/passwd')],
  ['a name on another drive', withName('C:/jts.ini')],
  ['a name with a backslash', withName('..\\jts.ini')],
  ['a name two folders deep', withName('a/b/ibg.xml')],
  [
    'a hash that is none',
    { kind: 'entry', entry: { ...entry, files: [{ ...file(), sha256: '../x' }] } },
  ],
  ['an id that is a path', { kind: 'entry', entry: { ...entry, id: '../../etc/passwd' } }],
  ['signs that a terminal obeys', { kind: 'entry', entry: { ...entry, note: '\u001b[2J' } }],
])('%s is whole, and not taken in', (_name, line) => {
  expect(decodeLine(encodeLine(line as unknown as JournalLine))).toEqual({ outcome: 'foreign' });
});

function file(): BackupEntry['files'][number] {
  return { name: 'jts.ini', size: 3, sha256: 'a'.repeat(64), mode: 0o640, mtimeMs: 0 };
}
function withName(name: string): object {
  return { kind: 'entry', entry: { ...entry, files: [{ ...file(), name }] } };
}
