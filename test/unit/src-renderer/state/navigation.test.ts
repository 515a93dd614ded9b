import type { Pushes } from '$contract/requests';
import { expect, test, vi } from 'vitest';
import { Navigation } from '../../../../src-renderer/state/navigation.svelte.ts';

test('a page opens for the connection it names, or for the one on show', () => {
  let push: (place: Pushes['page:open']) => void = () => undefined;
  const source = {
    'page:open': (listener: typeof push) => {
      push = listener;
      return () => undefined;
    },
  };
  const onConnection = vi.fn();
  const onFolder = vi.fn();
  const navigation = new Navigation();
  navigation.start(source, onConnection, onFolder);
  push({ page: 'settings', connection: null });
  expect(navigation.page).toBe('settings');
  expect(onConnection).not.toHaveBeenCalled();
  push({ page: 'overview', connection: '127.0.0.1:4002' });
  expect(navigation.page).toBe('overview');
  expect(onConnection).toHaveBeenCalledWith('127.0.0.1:4002');
  expect(navigation.settings).toBe('general');
  push({ page: 'settings', connection: '127.0.0.1:4002' });
  expect([navigation.page, navigation.settings]).toEqual(['settings', 'connections']);
  expect(onFolder).not.toHaveBeenCalled();
});

test('a page opens for the settings folder it names, with what shall be seen of it', () => {
  let push: (place: Pushes['page:open']) => void = () => undefined;
  const source = {
    'page:open': (listener: typeof push) => {
      push = listener;
      return () => undefined;
    },
  };
  const onFolder = vi.fn();
  const navigation = new Navigation();
  navigation.start(source, vi.fn(), onFolder);
  const folder = '0123456789abcdef';
  push({
    page: 'configuration',
    connection: null,
    settings: { folder, show: 'differences', before: '01a', after: 'now' },
  });
  expect(navigation.page).toBe('configuration');
  expect(navigation.compared).toEqual({ before: '01a', after: 'now' });
  push({ page: 'backups', connection: null, settings: { folder, show: 'all' } });
  expect([navigation.page, navigation.restore]).toEqual(['backups', null]);
  push({ page: 'backups', connection: null, settings: { folder, show: 'restore', backup: '01b' } });
  expect([navigation.page, navigation.restore]).toEqual(['backups', '01b']);
  expect(onFolder.mock.calls).toEqual([[folder], [folder], [folder]]);
});

test('Settings opens where it was left', () => {
  const navigation = new Navigation();
  navigation.openSettings('privacy');
  navigation.open('overview');
  navigation.open('settings');
  expect(navigation.settings).toBe('privacy');
});

test('Configuration compares last good with now, until two others are named', () => {
  const navigation = new Navigation();
  expect(navigation.compared).toEqual({ before: 'last-good', after: 'now' });
  navigation.compare({ before: '01a', after: '01b' });
  expect(navigation.page).toBe('configuration');
  navigation.open('overview');
  expect(navigation.compared).toEqual({ before: '01a', after: '01b' });
});

test('new changes since last good are shown first; what was looked at leaves the choice', () => {
  const navigation = new Navigation();
  const old = { before: '01a', after: '01b' };
  const lastGood = { before: 'last-good', after: 'now' };
  navigation.compare(old);
  navigation.changesAre('two');
  expect(navigation.compared).toEqual(old);
  navigation.open('configuration');
  expect(navigation.compared).toEqual(old);
  navigation.open('overview');
  navigation.open('configuration');
  expect(navigation.compared).toEqual(lastGood);
  navigation.compare(old);
  navigation.open('overview');
  navigation.open('configuration');
  expect(navigation.compared).toEqual(old);
  navigation.open('overview');
  navigation.changesAre(null);
  navigation.open('configuration');
  expect(navigation.compared).toEqual(old);
  navigation.open('overview');
  navigation.changesAre('three');
  // Two that are named go before.
  navigation.compare(old);
  expect(navigation.compared).toEqual(old);
});

test('a restore that is asked for elsewhere opens Backups, once', () => {
  const navigation = new Navigation();
  navigation.openRestore('01a');
  expect([navigation.page, navigation.restore]).toEqual(['backups', '01a']);
  navigation.takeRestore();
  expect(navigation.restore).toBeNull();
});

test('a note is written in Backups, and no more once another page is open', () => {
  const navigation = new Navigation();
  navigation.note('01a');
  expect([navigation.page, navigation.noting]).toEqual(['backups', '01a']);
  navigation.open('backups');
  expect(navigation.noting).toBe('01a');
  navigation.open('overview');
  expect(navigation.noting).toBeNull();
});
