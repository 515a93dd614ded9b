import type { AppState } from '$contract/app-state';
import { failure, success, type Result } from '$contract/result';
import { describe, expect, test, vi } from 'vitest';
import { AppStore, type AppSource } from '../../../../src-renderer/state/app.svelte.ts';
import { connectionTo } from '../../../support/preferences.ts';
import { appState, appWith, usualPorts } from '../../../support/mocked-main/fixtures.ts';

async function open(first: Result<AppState> = success(appState())) {
  let push: (state: AppState) => void = () => undefined;
  const done = () => Promise.resolve<Result<null>>(success(null));
  const source = {
    'app:changed': vi.fn((listener: typeof push) => {
      push = listener;
      return () => undefined;
    }),
    'app:get': vi.fn(() => Promise.resolve(first)),
    'ports:list': vi.fn(() => Promise.resolve(success(usualPorts))),
    'preferences:change': vi.fn(() => Promise.resolve<Result<AppState>>(first)),
    'notifications:snooze': vi.fn(done),
    'notifications:test': vi.fn(done),
    'notice:act': vi.fn(done),
    'notice:dismiss': vi.fn(done),
    'banner:dismiss': vi.fn(done),
    'link:open': vi.fn(done),
    'window:hide': vi.fn(done),
    'logs:open': vi.fn(done),
  } satisfies AppSource;
  const store = new AppStore(source);
  await store.start();
  return { store, source, push: (state: AppState) => push(state) };
}

describe('AppStore', () => {
  test('follows what main pushes', async () => {
    const { store, push } = await open();
    expect(store.state?.preferences.theme).toBe('system');
    push(appWith({ theme: 'dark' }));
    expect(store.state?.preferences.theme).toBe('dark');
  });

  test('takes the answer to a change at once', async () => {
    const { store, source } = await open();
    source['preferences:change'].mockResolvedValue(success(appWith({ theme: 'light' })));
    expect(await store.change({ theme: 'light' })).toBeNull();
    expect(store.state?.preferences.theme).toBe('light');
  });

  test('keeps what is in force when a change is refused', async () => {
    const { store, source } = await open();
    source['preferences:change'].mockResolvedValue(failure('not-saved'));
    expect(await store.change({ theme: 'light' })).toBe('not-saved');
    expect(store.state?.preferences.theme).toBe('system');
  });

  test('one switch leaves the others as they are', async () => {
    const { store, source } = await open();
    await store.changeNotifications({ sound: true });
    expect(source['preferences:change']).toHaveBeenCalledWith({
      notifications: { ...appState().preferences.notifications, sound: true },
    });
  });

  test('connections are edited as they are by then, not as they were', async () => {
    const { store, source, push } = await open();
    const [first] = appState().preferences.connections;
    const second = connectionTo({ port: 7497 });
    push(appWith({ connections: [second] }));
    await store.editConnections((all) => (first === undefined ? all : [first, ...all]));
    expect(source['preferences:change']).toHaveBeenCalledWith({ connections: [first, second] });
  });

  test('a notice is answered and dismissed', async () => {
    const { store, source } = await open();
    await store.act('snooze-15');
    await store.dismissNotice();
    expect(source['notice:act']).toHaveBeenCalledWith({ action: 'snooze-15' });
    expect(source['notice:dismiss']).toHaveBeenCalledOnce();
  });

  test('asks for snooze, links and banners by name', async () => {
    const { store, source } = await open();
    await store.snooze('tomorrow');
    await store.openLink('tray-help');
    await store.dismiss('not-writable');
    expect(source['notifications:snooze']).toHaveBeenCalledWith({ minutes: 'tomorrow' });
    expect(source['link:open']).toHaveBeenCalledWith({ name: 'tray-help' });
    expect(source['banner:dismiss']).toHaveBeenCalledWith({ kind: 'not-writable' });
  });
});
