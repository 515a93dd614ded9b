import type { SettingsState } from '$contract/jts/settings-state';
import { failure, success, type Result } from '$contract/result';
import { describe, expect, test, vi } from 'vitest';
import {
  SettingsStore,
  type SettingsSource,
} from '../../../../src-renderer/state/settings.svelte.ts';
import {
  backupRows,
  comparedVersions,
  FOLDER,
  folderState,
  OTHER_FOLDER,
  PAPER,
  restorePreview,
  settingsState,
} from '../../../support/mocked-main/settings.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);
const other = folderState(NOW, { id: OTHER_FOLDER, connections: ['127.0.0.1:4001'] });
const first = settingsState(folderState(NOW));

function open() {
  let push: (state: SettingsState) => void = () => undefined;
  let answer: (state: Result<SettingsState>) => void = () => undefined;
  const calls: string[] = [];
  const done = <Value>(value: Value) => vi.fn(() => Promise.resolve<Result<Value>>(success(value)));
  const source = {
    'settings:changed': vi.fn((listener: typeof push) => {
      calls.push('subscribe');
      push = listener;
      return () => undefined;
    }),
    'settings:get': vi.fn(() => {
      calls.push('ask');
      return new Promise<Result<SettingsState>>((resolve) => (answer = resolve));
    }),
    'settings:backup': done({
      outcome: 'done' as const,
      backup: { id: '01a', at: NOW },
      already: false,
    }),
    'settings:compare': done(comparedVersions(NOW)),
    'settings:lines': done([]),
    'settings:reveal': done(null),
    'settings:open-folder': done(null),
    'settings:choose-folder': done(true),
    'settings:look-again': done(null),
    'backups:list': done(backupRows(NOW)),
    'backups:pin': done(null),
    'backups:note': done(null),
    'backups:verify': done({ outcome: 'verified' as const, checked: 5, damaged: 0 }),
    'backups:export': done({ outcome: 'cancelled' as const }),
    'backups:import': done({ outcome: 'cancelled' as const }),
    'backups:open-folder': done(null),
    'restore:preview': done(restorePreview(NOW)),
    'restore:run': done({ outcome: 'restored' as const, undo: '01b' }),
    'restore:cancel': done(null),
  } satisfies SettingsSource;
  const store = new SettingsStore(source);
  const started = store.start();
  return {
    store,
    source,
    calls,
    push: (state: SettingsState) => push(state),
    answer: async (result: Result<SettingsState> = success(first)) => {
      answer(result);
      await started;
    },
  };
}

describe('the first state', () => {
  test('is subscribed to before it is asked for', () => {
    expect(open().calls).toEqual(['subscribe', 'ask']);
  });

  test('comes from the answer', async () => {
    const { store, answer } = open();
    expect(store.state).toBeNull();
    await answer();
    expect(store.folders).toEqual(first.folders);
  });

  test('a push beats the answer that was already on its way', async () => {
    const { store, answer, push } = open();
    push(settingsState(other));
    await answer();
    expect(store.folders).toEqual([other]);
  });

  test('stays unknown when main refuses', async () => {
    const { store, answer } = open();
    await answer(failure('internal'));
    expect([store.state, store.folders, store.folderFor(null)]).toEqual([null, null, null]);
  });
});

describe('the folder on show', () => {
  test('is that of the connection on show, else the watched one', async () => {
    const { store, answer } = open();
    await answer(success(settingsState(folderState(NOW), other)));
    expect(store.folderFor(PAPER)?.id).toBe(FOLDER);
    expect(store.folderFor('127.0.0.1:4001')?.id).toBe(OTHER_FOLDER);
    expect(store.folderFor('127.0.0.1:7497')?.id).toBe(FOLDER);
    expect(store.folderFor(null)?.id).toBe(FOLDER);
  });

  test('is the chosen one as long as it is there', async () => {
    const { store, answer, push } = open();
    await answer(success(settingsState(folderState(NOW), other)));
    store.choose(OTHER_FOLDER);
    expect(store.folderFor(PAPER)?.id).toBe(OTHER_FOLDER);
    push(first);
    expect(store.folderFor(PAPER)?.id).toBe(FOLDER);
  });
});

describe('what is asked', () => {
  test('names folder and backup', async () => {
    const { store, source } = open();
    await store.pin(FOLDER, '01a', true);
    await store.note(FOLDER, '01a', 'Before the update');
    await store.preview(FOLDER, '01a');
    expect(source['backups:pin']).toHaveBeenCalledWith({
      folder: FOLDER,
      id: '01a',
      pinned: true,
    });
    expect(source['backups:note']).toHaveBeenCalledWith({
      folder: FOLDER,
      id: '01a',
      note: 'Before the update',
    });
    expect(source['restore:preview']).toHaveBeenCalledWith({ folder: FOLDER, id: '01a' });
  });

  test('a refusal is answered by its code', async () => {
    const { store, source } = open();
    source['backups:pin'].mockResolvedValue(failure('no-backup'));
    expect(await store.pin(FOLDER, '01a', true)).toBe('no-backup');
    expect(await store.cancelQueued(FOLDER)).toBeNull();
  });
});
