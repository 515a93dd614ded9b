import { describe, expect, test } from 'vitest';
import { changesBadge } from '../../../../src-renderer/model/badges.ts';
import { pairFor, versionChoices } from '../../../../src-renderer/model/version-choices.ts';
import {
  backupRow,
  backupRows,
  folderState,
  LAST_GOOD,
} from '../../../support/mocked-main/settings.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);
const lastGood = { id: LAST_GOOD, at: NOW };

describe('what can be compared', () => {
  test('last good and now, then every backup that is whole, last good only once', () => {
    expect(versionChoices(backupRows(NOW), lastGood, 'now')).toEqual({
      versions: ['last-good', 'now', '01k0observed', '01k0manual', '01k0beforerestore'],
      more: 0,
    });
  });

  test('without a last good it is not offered', () => {
    expect(versionChoices(backupRows(NOW), null, null).versions.slice(0, 2)).toEqual([
      'now',
      '01k0observed',
    ]);
  });

  test('of a thousand the newest are listed, and the chosen one always', () => {
    const rows = Array.from({ length: 1000 }, (_, index) =>
      backupRow(NOW, { id: `01k${index}`, isLastGood: false }),
    );
    const { versions, more } = versionChoices(rows, lastGood, '01k999');
    expect(versions.slice(0, 4)).toEqual(['last-good', 'now', '01k999', '01k0']);
    expect([versions.length, more]).toEqual([43, 960]);
  });
});

describe('the pair', () => {
  const asked = { before: 'last-good', after: 'now' };

  test('is what was asked for', () => {
    expect(pairFor(asked, folderState(NOW))).toEqual(asked);
    expect(pairFor({ before: '01a', after: 'now' }, null).before).toBe('01a');
  });

  test('has an open place while nothing is last good', () => {
    expect(pairFor(asked, folderState(NOW, { lastGood: null })).before).toBeNull();
    expect(pairFor(asked, null).before).toBeNull();
  });
});

describe('the badge', () => {
  const changes = (high: number, medium: number, low: number, housekeeping = 0) => ({
    counts: { high, medium, low, housekeeping },
    settings: [],
  });

  test.each([
    [null, null],
    [changes(0, 0, 0, 4), null],
    [changes(1, 0, 0), { text: '1', meaning: '1 change that matters' }],
    [changes(1, 1, 1, 4), { text: '3', meaning: '3 changes that matter' }],
    [changes(0, 0, 400), { text: '99+', meaning: '400 changes that matter' }],
  ])('%o: %o', (summary, badge) => {
    expect(changesBadge(summary)).toEqual(badge);
  });
});
