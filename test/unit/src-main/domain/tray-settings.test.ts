import { describe, expect, test } from 'vitest';
import { settingsSubject } from '../../../../src-main/contract/notice-subject.ts';
import { settingsEntries, waitingRestore } from '../../../../src-main/domain/tray-settings.ts';
import {
  FOLDER,
  folderState,
  OTHER_FOLDER,
  unchangedFolder,
} from '../../../support/mocked-main/settings.ts';

const NOW = Date.parse('2026-11-22T14:31');
const texts = (...folders: Parameters<typeof settingsEntries>[0]) =>
  settingsEntries(folders, NOW).map((entry) => ('text' in entry ? entry.text : ''));
const at = (time: string) => ({ count: 1, last: { id: '01a', at: Date.parse(time) } });

test('back up says when it was done last', () => {
  expect(texts(unchangedFolder(NOW, { backups: at('2026-11-22T09:31') }))[0]).toMatch(
    /^Back up settings — last: today 0?9:31/,
  );
  expect(texts(unchangedFolder(NOW, { backups: at('2026-11-21T09:31') }))[0]).toMatch(
    /^Back up settings — last: yesterday 0?9:31/,
  );
  expect(texts(unchangedFolder(NOW, { backups: at('2026-03-03T09:31') }))[0]).toMatch(
    /^Back up settings — last: 3 Mar 0?9:31/,
  );
  expect(texts(unchangedFolder(NOW, { backups: { count: 0, last: null } }))).toEqual([
    'Back up settings',
  ]);
});

test('review is there only for what matters', () => {
  expect(texts(folderState(NOW))[1]).toBe('Review 3 changes…');
  expect(texts(unchangedFolder(NOW))).toHaveLength(1);
  const counts = { high: 0, medium: 1, low: 0, housekeeping: 9 };
  expect(texts(folderState(NOW, { changes: { counts, settings: ['Time zone'] } }))[1]).toBe(
    'Review 1 change…',
  );
  expect(texts(folderState(NOW, { changes: null, lastGood: null }))).toHaveLength(1);
});

test('nothing is offered without a file', () => {
  expect(texts()).toEqual([]);
  expect(texts(unchangedFolder(NOW, { file: { outcome: 'absent' } }))).toEqual([]);
});

test('a file that is gone can be looked at, though there is nothing to back up', () => {
  const counts = { high: 1, medium: 0, low: 0, housekeeping: 0 };
  const changes = { counts, settings: ['jts.ini is gone'] };
  expect(texts(folderState(NOW, { file: { outcome: 'absent' }, changes }))).toEqual([
    'Review 1 change…',
  ]);
});

describe('a restore that waits', () => {
  const waits = {
    ...{ backup: { id: '01a', at: NOW }, isLastGood: true },
    ...{ expiresAt: NOW + 1000, needsLook: false },
  };
  const asks = { ...waits, needsLook: true };
  const tws = { state: 'running', product: 'tws', pid: 7 } as const;

  test('leads to the backups, before anything else, and says what it waits for', () => {
    expect(settingsEntries([unchangedFolder(NOW, { queued: waits })], NOW)[0]).toEqual({
      ...{ kind: 'action', text: 'Restore waits for Gateway to close…', action: 'open-backups' },
      connection: settingsSubject(FOLDER),
    });
    expect(texts(unchangedFolder(NOW, { queued: waits, use: tws }))[0]).toBe(
      'Restore waits for TWS to close…',
    );
    expect(texts(unchangedFolder(NOW, { queued: asks }))[0]).toBe('Restore needs another look…');
  });

  test('of several folders each says which', () => {
    const other = unchangedFolder(NOW, { id: OTHER_FOLDER, shown: '~/paper', queued: asks });
    const [entry] = settingsEntries([unchangedFolder(NOW, { queued: waits }), other], NOW);
    expect(entry).toMatchObject({
      text: 'Waiting restores',
      entries: [{ text: '~/Jts: waits…' }, { text: '~/paper: needs another look…' }],
    });
  });

  test('is told by one fact, of that which asks for somebody first', () => {
    expect(waitingRestore([unchangedFolder(NOW)])).toBeNull();
    const other = unchangedFolder(NOW, { id: OTHER_FOLDER, queued: asks });
    expect(waitingRestore([unchangedFolder(NOW, { queued: waits })])).toBe(
      'Restore waits for Gateway to close',
    );
    expect(waitingRestore([unchangedFolder(NOW, { queued: waits }), other])).toBe(
      'Restore needs another look',
    );
  });
});

test('several folders are told apart by their names, each entry about its own', () => {
  const other = folderState(NOW, { id: OTHER_FOLDER, shown: '~/paper' });
  const entries = settingsEntries([unchangedFolder(NOW), other], NOW);
  expect(entries).toEqual([
    {
      kind: 'submenu',
      text: 'Back up settings',
      entries: [
        { kind: 'action', text: '~/Jts', action: 'back-up', connection: settingsSubject(FOLDER) },
        {
          ...{ kind: 'action', text: '~/paper', action: 'back-up' },
          connection: settingsSubject(OTHER_FOLDER),
        },
      ],
    },
    {
      ...{ kind: 'action', text: 'Review 3 changes…', action: 'review-changes' },
      connection: settingsSubject(OTHER_FOLDER),
    },
  ]);
});
