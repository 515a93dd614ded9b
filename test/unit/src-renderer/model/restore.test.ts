import type { FolderUse } from '$contract/jts/settings-folder';
import { describe, expect, test } from 'vitest';
import { restoreChanges, restoreWay } from '../../../../src-renderer/model/restore.ts';
import {
  backupRow,
  comparedVersions,
  finding,
  meaning,
  restorePreview,
} from '../../../support/mocked-main/settings.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);
const IN_USE: readonly FolderUse[] = [
  { state: 'running', product: 'gateway', pid: 7 },
  { state: 'unknown', missing: 'The process list' },
  { state: 'port-open', port: 4002 },
  { state: 'restart-pending' },
];

describe('restoreWay', () => {
  const preview = restorePreview(NOW);

  test('writes at once only where Gateway is known to be closed', () => {
    expect(restoreWay(preview, { state: 'closed' })).toBe('now');
    for (const use of IN_USE) expect(restoreWay(preview, use), use.state).toBe('when-closed');
  });

  test('never puts back what is damaged', () => {
    const damaged = restorePreview(NOW, { backup: backupRow(NOW, { isDamaged: true }) });
    for (const use of [...IN_USE, { state: 'closed' } as const])
      expect(restoreWay(damaged, use)).toBe('never');
  });

  test('contents that only look damaged can be put back', () => {
    const cutOff = restorePreview(NOW, { backup: backupRow(NOW, { health: 'cut-off' }) });
    expect(restoreWay(cutOff, { state: 'closed' })).toBe('now');
  });
});

describe('restoreChanges', () => {
  test('lists what matters, and counts the housekeeping', () => {
    const { lines, matter, housekeeping, trusted } = restoreChanges(restorePreview(NOW).compared);
    expect([matter, housekeeping, trusted]).toEqual([3, 4, true]);
    expect(lines).toEqual([
      {
        kind: 'setting',
        name: 'Trusted addresses',
        key: 'TrustedIPs',
        now: null,
        after: '127.0.0.1',
      },
      {
        kind: 'setting',
        name: 'Time zone',
        key: 'TimeZone',
        now: 'Europe/Berlin',
        after: 'America/New_York',
      },
      { kind: 'setting', name: 'Debug log', key: 'WriteDebug', now: 'true', after: 'false' },
    ]);
  });

  test.each([
    ['a whole section', { key: null, change: 'grouped' as const }],
    ['a duplicate', { change: 'duplicated' as const }],
    ['damage', { key: null, section: null, change: 'damaged' as const }],
  ])('%s is a sentence, and may hide trusted addresses', (_name, change) => {
    const compared = comparedVersions(NOW, {
      told: [[finding({ ...change, text: 'As a sentence' }), meaning()]],
    });
    const { lines, trusted } = restoreChanges(compared);
    expect(lines).toEqual([{ kind: 'sentence', text: 'As a sentence' }]);
    expect(trusted).toBe(true);
  });

  test('other settings say nothing about trusted addresses', () => {
    const compared = comparedVersions(NOW, { told: [[finding(), meaning({ name: null })]] });
    expect(restoreChanges(compared)).toMatchObject({
      lines: [{ kind: 'setting', name: null, key: 'WriteDebug' }],
      trusted: false,
    });
  });
});
