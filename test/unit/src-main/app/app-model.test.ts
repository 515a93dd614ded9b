import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppModel } from '../../../../src-main/app/app-model.ts';
import type { Banner } from '../../../../src-main/contract/app-state.ts';
import type { ConnectionStatus } from '../../../../src-main/contract/connection-status.ts';
import type { Preferences, PreferencesChange } from '../../../../src-main/contract/preferences.ts';
import { targetOf } from '../../../../src-main/contract/target.ts';
import type { TrayView } from '../../../../src-main/domain/tray-view.ts';
import { emptyStatus, statusOf } from '../../../support/mocked-main/fixtures.ts';
import { preferencesWith } from '../../../support/preferences.ts';

const NOW = Date.parse('2026-11-22T14:31:00Z');
const SET_ASIDE: Banner = { kind: 'preferences-set-aside', fileName: 'x.json' };
const NOT_WRITABLE: Banner = { kind: 'not-writable', errno: 'EROFS' };

interface Given {
  preferences?: Partial<Preferences>;
  banners?: Banner[];
  status?: ConnectionStatus;
}

/** The model with a hand on everything around it. */
function appWith({ preferences: change = {}, banners = [], status }: Given = {}) {
  let current: Preferences = { ...preferencesWith({ port: 4002 }), ...change };
  let listener: (status: ConnectionStatus) => void = () => undefined;
  const order: string[] = [];
  const monitor = {
    status: status ?? statusOf('ready', NOW),
    onStatus: (next: typeof listener) => {
      listener = next;
      return () => (listener = () => undefined);
    },
    watch: vi.fn(() => Promise.resolve()),
    test: vi.fn(),
    accepted: vi.fn(() => true),
    pause: vi.fn(() => Promise.resolve()),
    resume: vi.fn(),
    dispose: vi.fn(() => {
      order.push('monitor');
      return Promise.resolve();
    }),
  };
  const ports = {
    monitor,
    preferences: {
      banners,
      get: () => current,
      set: vi.fn((next: PreferencesChange) => {
        current = { ...current, ...next } as Preferences;
      }),
    },
    notifier: { show: vi.fn(), withdraw: vi.fn() },
    tray: { show: vi.fn<(view: TrayView) => void>(), dispose: vi.fn(() => order.push('tray')) },
    window: { show: vi.fn(), send: vi.fn(), quit: vi.fn(() => order.push('window')) },
    versions: { app: '0.1.0', electron: '45.4.1' },
    setTheme: vi.fn(),
    quit: vi.fn(),
    mask: (text: string) => text.replaceAll('Gateway', '[masked]'),
    log: { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
  };
  const model = new AppModel(ports);
  const news = (next: ConnectionStatus): void => {
    monitor.status = next;
    listener(next);
  };
  return { model, ...ports, news, order };
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('at the start', () => {
  test('watches the set-up connection, hidden, with the theme of the preferences', async () => {
    const { model, monitor, window, setTheme, tray } = appWith({ preferences: { theme: 'dark' } });
    await model.start();
    expect(monitor.watch).toHaveBeenCalledExactlyOnceWith({
      target: targetOf('127.0.0.1', 4002, 'paper'),
      clientId: null,
    });
    expect(setTheme).toHaveBeenCalledExactlyOnceWith('dark');
    expect(window.show).not.toHaveBeenCalled();
    expect(tray.show).toHaveBeenCalled();
  });

  test('with no connection watches none and shows the window', async () => {
    const { model, monitor, window } = appWith({
      preferences: { connection: null },
      status: emptyStatus(NOW),
    });
    await model.start();
    expect(monitor.watch).toHaveBeenCalledExactlyOnceWith(null);
    expect(window.show).toHaveBeenCalledExactlyOnceWith('overview');
  });

  test('with something to tell shows the window', async () => {
    const { model, window } = appWith({ banners: [SET_ASIDE] });
    await model.start();
    expect(window.show).toHaveBeenCalledExactlyOnceWith('overview');
    expect(model.state.banners).toEqual([SET_ASIDE]);
  });
});

describe('a changed status', () => {
  test('reaches tray, notifications and window', async () => {
    const { model, news, tray, notifier, window } = appWith();
    await model.start();
    const status = statusOf('disclaimer-pending', NOW);
    news(status);
    expect(tray.show.mock.lastCall?.[0].glyph).toBe('waiting');
    expect(notifier.show.mock.lastCall?.[0]).toMatchObject({ event: 'disclaimer' });
    expect(window.send).toHaveBeenLastCalledWith('status:changed', status);
  });
});

describe('what a menu entry or a notification asks for', () => {
  test.each([
    ['open', 'window', 'show', []],
    ['settings', 'window', 'show', ['settings']],
    ['test', 'monitor', 'test', []],
    ['pause', 'monitor', 'pause', ['forever', NOW]],
    ['resume', 'monitor', 'resume', []],
  ] as const)('%s', (action, port, deed, args) => {
    const app = appWith();
    app.model.act(action);
    const called = (app[port] as unknown as Record<string, ReturnType<typeof vi.fn>>)[deed];
    expect(called).toHaveBeenCalledExactlyOnceWith(...args);
  });

  test('quit', () => {
    const { model, quit } = appWith();
    model.act('quit');
    expect(quit).toHaveBeenCalledOnce();
  });

  test.each([
    ['snooze-15', NOW + 900_000],
    ['snooze-60', NOW + 3_600_000],
    ['snooze-tomorrow', new Date(new Date(NOW).setHours(33, 0, 0, 0)).getTime()],
  ] as const)('%s', (action, until) => {
    const { model, notifier } = appWith();
    model.act(action);
    expect(model.state.snoozedUntil).toBe(until);
    expect(notifier.withdraw).toHaveBeenCalled();
    model.act('resume-notifications');
    expect(model.state.snoozedUntil).toBeNull();
  });
});

describe('a snooze', () => {
  test('ends by itself and says so to tray and window', () => {
    const { model, window, tray } = appWith();
    model.snooze(15);
    vi.advanceTimersByTime(899_999);
    expect(model.state.snoozedUntil).not.toBeNull();
    vi.advanceTimersByTime(1);
    expect(window.send).toHaveBeenLastCalledWith(
      'app:changed',
      expect.objectContaining({ snoozedUntil: null }),
    );
    expect(JSON.stringify(tray.show.mock.lastCall)).toContain('Snooze notifications');
  });

  test('that is replaced ends when the new one does', () => {
    const { model } = appWith();
    model.snooze(15);
    model.snooze(60);
    vi.advanceTimersByTime(3_599_999);
    expect(model.state.snoozedUntil).toBe(NOW + 3_600_000);
    vi.advanceTimersByTime(1);
    expect(model.state.snoozedUntil).toBeNull();
  });
});

describe('a change of preferences', () => {
  test('of the connection is watched from now on', () => {
    const { model, monitor } = appWith();
    const connection = { host: '127.0.0.1', port: 7497, expect: 'paper', clientId: 7 } as const;
    model.changePreferences({ connection });
    expect(monitor.watch).toHaveBeenCalledExactlyOnceWith({
      target: targetOf('127.0.0.1', 7497, 'paper'),
      clientId: 7,
    });
  });

  test('of anything else leaves the connection alone', () => {
    const { model, monitor, setTheme, window } = appWith();
    model.changePreferences({ theme: 'light' });
    expect(monitor.watch).not.toHaveBeenCalled();
    expect(setTheme).toHaveBeenCalledExactlyOnceWith('light');
    expect(window.send).toHaveBeenCalledExactlyOnceWith('app:changed', model.state);
    model.changePreferences({ theme: 'light' });
    expect(setTheme).toHaveBeenCalledOnce();
  });

  test('to the same connection is none', () => {
    const { model, monitor, preferences } = appWith();
    model.changePreferences({ connection: { ...preferences.get().connection } as never });
    expect(monitor.watch).not.toHaveBeenCalled();
  });

  test('that can not be saved is told in a banner', () => {
    const { model, preferences } = appWith();
    preferences.set.mockImplementationOnce(() => preferences.banners.push(NOT_WRITABLE));
    model.changePreferences({ theme: 'light' });
    expect(model.state.banners).toEqual([NOT_WRITABLE]);
  });

  test('does not bring a dismissed banner back', () => {
    const { model } = appWith({ banners: [SET_ASIDE, NOT_WRITABLE] });
    model.dismiss('preferences-set-aside');
    model.changePreferences({ theme: 'light' });
    expect(model.state.banners).toEqual([NOT_WRITABLE]);
  });
});

describe('a desktop without a place for the icon', () => {
  test('shows the window after 3 s, without taking the focus', () => {
    const { model, window } = appWith();
    model.setTrayHost(false);
    vi.advanceTimersByTime(2999);
    expect([model.tray, window.show.mock.calls.length]).toEqual([true, 0]);
    vi.advanceTimersByTime(1);
    expect(model.tray).toBe(false);
    expect(window.show).toHaveBeenCalledExactlyOnceWith(undefined, true);
  });

  test('that is back in time changes nothing', () => {
    const { model, window } = appWith();
    model.setTrayHost(false);
    vi.advanceTimersByTime(2999);
    model.setTrayHost(true);
    vi.advanceTimersByTime(60_000);
    expect([model.tray, window.show.mock.calls.length]).toEqual([true, 0]);
  });

  test('that comes later ends the window mode at once', () => {
    const { model, window } = appWith();
    model.setTrayHost(false);
    vi.advanceTimersByTime(3000);
    model.setTrayHost(true);
    expect(model.tray).toBe(true);
    expect(window.send).toHaveBeenLastCalledWith('app:changed', model.state);
  });
});

describe('a system that refuses notifications', () => {
  test('is said once, until it shows one after all', () => {
    const { model, window, log } = appWith();
    model.setNotificationsBlocked('no service');
    model.setNotificationsBlocked('no service');
    expect(model.state.notificationsBlocked).toBe(true);
    expect(window.send).toHaveBeenCalledOnce();
    expect(log.warn).toHaveBeenCalledTimes(2);
    model.setNotificationsBlocked(null);
    expect(model.state.notificationsBlocked).toBe(false);
  });

  test('can be tried with a sample', () => {
    const { model, notifier } = appWith();
    model.sampleNotification();
    expect(notifier.show).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ title: 'Gatelight reaches you' }),
      false,
    );
  });
});

describe('the report', () => {
  test('is null before the first test', () => {
    expect(appWith({ status: emptyStatus(NOW) }).model.report()).toBeNull();
  });

  test('security 23: goes through the mask and names the versions', () => {
    const text = appWith({ status: statusOf('silent', NOW) }).model.report();
    expect(text).toContain("[masked] isn't answering new programs");
    expect(text).toContain('Gatelight 0.1.0, Electron 45.4.1');
  });
});

test('"I clicked Accept" is passed on with its instant', () => {
  const { model, monitor } = appWith();
  expect(model.accepted()).toBe(true);
  expect(monitor.accepted).toHaveBeenCalledExactlyOnceWith(NOW);
});

test('at the end nothing is left: no timer, no notification, and sockets last', async () => {
  const { model, news, notifier, window, order } = appWith();
  await model.start();
  model.snooze(60);
  model.setTrayHost(false);
  await model.dispose();
  expect(order).toEqual(['window', 'tray', 'monitor']);
  expect(notifier.withdraw).toHaveBeenCalled();
  window.send.mockClear();
  news(statusOf('silent', NOW));
  expect(window.send).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
