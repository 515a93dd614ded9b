import { describe, expect, test } from 'vitest';
import type { BackupEntry } from '../../../../../src-main/contract/jts/backup.ts';
import type { Finding } from '../../../../../src-main/contract/jts/finding.ts';
import {
  comparisonJson,
  comparisonText,
  findingLines,
  lineText,
} from '../../../../../src-main/cli/settings/comparison-text.ts';
import { explained } from '../../../../../src-main/domain/jts/explained.ts';
import { edited, fixture } from '../../../../support/jts/fixtures.ts';
import { entryJson } from '../../../../../src-main/cli/settings/entry-json.ts';
import { entryLine } from '../../../../../src-main/cli/settings/entry-words.ts';
import { plain } from '../../../../../src-main/cli/settings/plain.ts';
import {
  contentWarning,
  previewText,
} from '../../../../../src-main/cli/settings/restore-preview.ts';

const entry = (change: Partial<BackupEntry> = {}): BackupEntry => ({
  ...{
    id: '20261125-093102-417-k3f9',
    profile: '/home/jane/Jts',
    at: Date.UTC(2026, 10, 25, 9, 31, 2),
  },
  ...{ cause: 'observed', note: null, pinned: false, health: 'ok', seenWorking: null },
  ...{ lastGood: null, summary: null, gatewayVersion: '10.30', appVersion: '0.1.0', undo: null },
  files: [
    { name: 'jts.ini', size: 650, sha256: 'ab', mode: 0o600, mtimeMs: 1 },
    { name: 'fhggmdca/ibg.xml', size: 9, sha256: 'cd', mode: 0o600, mtimeMs: 1 },
  ],
  ...change,
});

const finding = (change: Partial<Finding> = {}): Finding => ({
  ...{ severity: 'high', section: 'IBGateway', key: 'TrustedIPs', change: 'changed' },
  ...{ before: '127.0.0.1', after: '', text: 'Trusted addresses: emptied.', isMasked: false },
  ...change,
});
const housekeeping = finding({ severity: 'housekeeping', section: 'Logon', key: 'Steps' });

describe('a backup', () => {
  test('as JSON tells what scripts need, and not whose folder it is', () => {
    expect(entryJson(entry({ seenWorking: Date.UTC(2026, 10, 25) }))).toStrictEqual({
      ...{ id: '20261125-093102-417-k3f9', at: '2026-11-25T09:31:02.000Z', cause: 'observed' },
      ...{ note: null, pinned: false, health: 'ok', seenWorking: '2026-11-25T00:00:00.000Z' },
      files: [
        { name: 'jts.ini', size: 650, sha256: 'ab' },
        { name: 'ibg.xml', size: 9, sha256: 'cd' },
      ],
    });
  });

  test('as a line', () => {
    const { id } = entry();
    const all = entry({ pinned: true, health: 'cut-off', note: 'a\u001bb', seenWorking: 1 });
    expect(entryLine(all, id)).toMatch(
      / {2}automatic {9}last good, pinned, with API settings store, the file was cut off, “a\ufffdb”$/,
    );
    expect(entryLine(all, undefined)).toContain('seen working, pinned');
    expect(entryLine(entry({ files: [] }), undefined)).toMatch(/ {2}automatic$/);
  });
});

describe('a comparison', () => {
  const titles = { older: 'last good', newer: 'now' };

  test('as JSON has the named fields only', () => {
    const json = comparisonJson({ verdict: 'changed', findings: [finding()], notes: ['a'] });
    const { severity, section, key, change, before, after, text } = finding();
    const told = { severity, section, key, change, before, after, text };
    expect(json).toStrictEqual({ verdict: 'changed', findings: [told], notes: ['a'] });
  });

  test('as text has those that matter, with what was and what is', () => {
    const findings = [finding(), finding({ key: null, text: 'gone' }), housekeeping, housekeeping];
    const text = comparisonText({ verdict: 'changed', findings, notes: ['A note.'] }, titles);
    expect(text.split('\n')).toEqual([
      ...['from last good', 'to   now', 'Settings that matter differ.'],
      '  high    Trusted addresses: emptied.',
      '          [IBGateway] TrustedIPs: 127.0.0.1 -> (empty)',
      ...['  high    gone', '  and 2 housekeeping keys', 'A note.', ''],
    ]);
  });

  test('long values are left to the text difference', () => {
    const findings = [finding({ before: null, after: 'x'.repeat(300) })];
    expect(findingLines({ verdict: 'changed', findings, notes: [] }).at(-1)).toBe(
      '          [IBGateway] TrustedIPs',
    );
  });

  test('line by line, with what is skipped', () => {
    const part = (text: string, isChanged = false) => ({ text, isChanged });
    const text = lineText(
      {
        outcome: 'text',
        blocks: [
          {
            skipped: 1,
            lines: [
              {
                kind: 'removed',
                before: 2,
                after: null,
                parts: [part('a='), part('1', true)],
                isMasked: false,
              },
              {
                kind: 'added',
                before: null,
                after: 2,
                parts: [part('a=\u009b2')],
                isMasked: false,
              },
              { kind: 'same', before: 3, after: 3, parts: [part('b\t=1')], isMasked: false },
            ],
          },
        ],
        skippedAtEnd: 2,
        moreChanged: 0,
      },
      titles,
    );
    expect(text.split('\n')).toEqual([
      ...['--- last good', '+++ now', '@@ 1 line the same @@', '-a=1', '+a=\ufffd2', ' b\t=1'],
      ...['@@ 2 lines the same @@', ''],
    ]);
    const cut = { outcome: 'text', blocks: [], skippedAtEnd: 0, moreChanged: 40_000 } as const;
    expect(lineText(cut, titles)).toContain('@@ 40000 more changed lines left out @@\n');
    expect(lineText({ outcome: 'not-text' }, titles)).toBe('One of them is no text.\n');
  });
});

describe('a preview', () => {
  test.each([
    ['same', [], '  It already has these contents.'],
    ['housekeeping', [], '  Nothing that matters changes.'],
    ['housekeeping', [housekeeping], '  now -> after'],
  ] as const)('%s', (verdict, findings, line) => {
    const comparison = { verdict, findings, notes: [] };
    const text = previewText(entry(), '/home/jane/Jts', { comparison, meanings: [] });
    expect(text.split('\n')[1]).toBe(line);
    expect(text).toMatch(/port, Read-Only API, master client ID, open orders on connect\.\n/);
    expect(text).toMatch(/so this can be undone\.\n$/);
  });

  test('tells of each setting what it is now and what it will be, and nothing as if it were done', () => {
    const before = edited('clean-gateway', ['TimeZone=America/New_York', 'TimeZone=Asia/Tokyo']);
    const lines = (...[old, fresh]: Parameters<typeof explained>): readonly string[] =>
      previewText(entry(), '/x', explained(old, fresh))
        .split('\n')
        .filter((line) => line.startsWith('  '));
    expect(lines(before, fixture('no-trusted-ips'))).toEqual([
      '  now -> after',
      '  high    Trusted addresses ([IBGateway] TrustedIPs): 127.0.0.1 -> (not there)',
      '  medium  Time zone ([Logon] TimeZone): Asia/Tokyo -> America/New_York',
    ]);
    expect(lines(fixture('clean-gateway'), null)[1]).toBe(
      '  high    jts.ini: (there) -> (not there)',
    );
    expect(lines(fixture('clean-gateway'), null)[2]).toMatch(
      /^ {2}high {4}after: \[IBGateway\] is/,
    );
    expect(lines(null, fixture('clean-gateway'))).toContain(
      '  low     jts.ini: (not there) -> (there)',
    );
    expect(lines(fixture('empty'), fixture('clean-gateway'))[1]).toBe(
      '  high    jts.ini now is empty.',
    );
  });

  test('names a value that is too long for a line by its setting alone', () => {
    const long = finding({ after: 'x'.repeat(300) });
    const comparison = { verdict: 'changed', findings: [long], notes: [] } as const;
    expect(previewText(entry(), '/x', { comparison, meanings: [] }).split('\n')[2]).toBe(
      '  high    [IBGateway] TrustedIPs: another value',
    );
  });

  test('says so where the comparison took too long', () => {
    expect(previewText(entry(), '/x', null)).toContain('took too long');
  });

  test.each([
    ['ok', null],
    ['absent', 'There was no jts.ini then: a restore removes the present one.'],
    ['empty', 'This backup looks damaged: the file was empty when it was saved.'],
  ] as const)('warns of contents that are %s', (health, warning) => {
    expect(contentWarning(entry({ health }))).toBe(warning);
    const text = previewText(entry({ health }), '/x', null);
    expect(warning === null || text.includes(warning)).toBe(true);
  });
});

test('nothing steers a terminal', () => {
  expect(plain('a\u001b[2Jb\u0007\u202ec\u2066\u009b\r\nd\te')).toBe(
    'a\ufffd[2Jb\ufffd\ufffdc\ufffd\ufffd\ufffd\ufffdd\te',
  );
});
