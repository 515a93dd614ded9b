import { describe, expect, test, type vi } from 'vitest';
import type { Banner } from '../../../../src-main/contract/app-state.ts';
import { appAround, NOW } from '../../../support/app-around.ts';
import { live4001, statusOf } from '../../../support/mocked-main/fixtures.ts';
import { connectionTo } from '../../../support/preferences.ts';

const SET_ASIDE: Banner = { kind: 'preferences-set-aside', fileName: 'x.json' };
const NOT_WRITABLE: Banner = { kind: 'not-writable', errno: 'EROFS' };
const PAPER = '127.0.0.1:4002';
const LIVE = '127.0.0.1:4001';

describe('at the start', () => {
  test('watches the set-up connections, hidden, with the theme of the preferences', async () => {
    const connections = [
      connectionTo({ port: 4002 }),
      connectionTo({ port: 4001, expect: 'live', mode: null }),
    ];
    const app = appAround({ preferences: { theme: 'dark', connections } });
    await app.model.start();
    expect(app.monitors.watch).toHaveBeenCalledExactlyOnceWith(connections);
    expect(app.setTheme).toHaveBeenCalledExactlyOnceWith('dark');
    expect(app.window.show).not.toHaveBeenCalled();
    expect(app.tray.show).toHaveBeenCalled();
  });

  test('with no connection watches none and shows the window', async () => {
    const { model, monitors, window } = appAround({
      preferences: { connections: [] },
      statuses: [],
    });
    await model.start();
    expect(monitors.watch).toHaveBeenCalledExactlyOnceWith([]);
    expect(window.show).toHaveBeenCalledOnce();
  });

  test.each([
    ['by a person', { startedAtLogin: false }],
    ['at login, where it shall not hide', { preferences: { startHidden: false } }],
  ])('%s shows the window', async (_how, given) => {
    const { model, window, monitors } = appAround(given);
    await model.start();
    expect(window.show).toHaveBeenCalledOnce();
    expect(monitors.watch).toHaveBeenCalledOnce();
  });

  test('with something to tell shows the window', async () => {
    const { model, window } = appAround({ banners: [SET_ASIDE] });
    await model.start();
    expect(window.show).toHaveBeenCalledOnce();
    expect(model.state.banners).toEqual([SET_ASIDE]);
  });
});

describe('a changed status', () => {
  test('reaches tray, notifications and window', async () => {
    const { model, news, tray, notifier, send } = appAround();
    await model.start();
    const statuses = [
      statusOf('disclaimer-pending', NOW, { since: NOW }),
      statusOf('ready', NOW, { target: live4001 }),
    ];
    news(...statuses);
    expect(tray.show.mock.lastCall?.[0].glyph).toBe('waiting');
    expect(notifier.show.mock.lastCall?.[0]).toMatchObject({
      connection: PAPER,
      title: 'Accept the paper disclaimer',
    });
    expect(send).toHaveBeenLastCalledWith('status:changed', statuses);
  });

  test('that taught when Gateway restarts is told with the app’s state', async () => {
    const { model, news, monitors, send } = appAround();
    await model.start();
    monitors.learnedRestarts = { [PAPER]: '23:46' };
    news(statusOf('ready', NOW));
    expect(send).toHaveBeenLastCalledWith('app:changed', model.state);
    expect(model.state.learnedRestarts).toEqual({ [PAPER]: '23:46' });
    send.mockClear();
    news(statusOf('ready', NOW));
    expect(send).toHaveBeenCalledExactlyOnceWith('status:changed', monitors.statuses);
  });
});

describe('power', () => {
  test('sleep closes all, and waking begins again', async () => {
    const { model, monitors, emitPower } = appAround();
    await model.start();
    emitPower('suspend');
    expect(monitors.suspend).toHaveBeenCalledOnce();
    expect(monitors.wake).not.toHaveBeenCalled();
    emitPower('resume');
    expect(monitors.wake).toHaveBeenCalledOnce();
  });

  test('of a battery is told at the start and when it changes', async () => {
    const { model, monitors, emitPower, power } = appAround();
    power.onBattery = true;
    await model.start();
    emitPower('on-ac');
    emitPower('on-battery');
    expect(monitors.setOnBattery.mock.calls).toEqual([[true], [false], [true]]);
  });

  test('a snooze that ended in the sleep ends on waking', async () => {
    const { model, clock, emitPower } = appAround();
    await model.start();
    model.deeds.snooze(15);
    clock.setWallClock(NOW + 3_600_000);
    expect(model.state.snoozedUntil).not.toBeNull();
    emitPower('resume');
    expect(model.state.snoozedUntil).toBeNull();
  });
});

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what a menu entry or a notification asks for', () => {
  test.each([
    ['open', null, 'window', 'show', [undefined]],
    ['open', LIVE, 'window', 'show', [{ page: 'overview', connection: LIVE }]],
    ['settings', null, 'window', 'show', [{ page: 'settings', connection: null }]],
    ['test', LIVE, 'monitors', 'test', [LIVE]],
    ['closed-by-user', PAPER, 'monitors', 'closedByUser', [PAPER]],
    ['pause', null, 'monitors', 'pause', ['forever']],
    ['resume', null, 'monitors', 'resume', []],
  ] as const)('%s %s', (action, connection, port, deed, args) => {
    const app = appAround();
    app.model.deeds.act(action, connection);
    const called = (app[port] as unknown as Record<string, ReturnType<typeof vi.fn>>)[deed];
    expect(called).toHaveBeenCalledExactlyOnceWith(...args);
  });

  test('Show Gateway brings its window forward and nothing else', async () => {
    const { model, gatewayWindow, window } = appAround();
    model.deeds.act('show-gateway', PAPER);
    await settled();
    expect(gatewayWindow.show).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ target: expect.objectContaining({ port: 4002 }) as unknown }),
    );
    expect(window.show).not.toHaveBeenCalled();
  });

  test.each(['failed', 'no-window', 'not-allowed'] as const)(
    'Show Gateway that does not succeed (%s) opens the way to do it by hand',
    async (problem) => {
      const { model, gatewayWindow, window } = appAround();
      gatewayWindow.show.mockResolvedValue(problem);
      model.deeds.act('show-gateway', PAPER);
      await settled();
      expect(window.show).toHaveBeenCalledExactlyOnceWith({
        page: 'diagnostics',
        connection: PAPER,
      });
    },
  );

  test('from the page it only answers why', async () => {
    const { model, gatewayWindow, window } = appAround();
    gatewayWindow.show.mockResolvedValue('failed');
    expect(await model.deeds.showGateway(PAPER)).toBe('failed');
    expect(window.show).not.toHaveBeenCalled();
  });

  test('what the desktop allows is told to tray, notices and page', async () => {
    const { model, gatewayWindow, tray, send, notifier, news } = appAround();
    await model.start();
    gatewayWindow.ability = { can: false, why: 'not-allowed' };
    model.abilityChanged();
    expect(send).toHaveBeenLastCalledWith(
      'app:changed',
      expect.objectContaining({ showAbility: { can: false, why: 'not-allowed' } }),
    );
    news(statusOf('disclaimer-pending', NOW, { since: NOW }));
    expect(JSON.stringify(tray.show.mock.lastCall)).not.toContain('Show Gateway');
    expect(notifier.show.mock.lastCall?.[0].buttons[0]).toEqual({ text: 'Fix it', action: 'fix' });
    gatewayWindow.ability = { can: true };
    model.abilityChanged();
    expect(JSON.stringify(tray.show.mock.lastCall)).toContain('Show Gateway');
  });

  test('quit', () => {
    const { model, quit } = appAround();
    model.deeds.act('quit');
    expect(quit).toHaveBeenCalledOnce();
  });

  test.each([
    ['snooze-15', NOW + 900_000],
    ['snooze-60', NOW + 3_600_000],
    ['snooze-tomorrow', new Date(new Date(NOW).setHours(33, 0, 0, 0)).getTime()],
  ] as const)('%s', (action, until) => {
    const { model, notifier } = appAround();
    model.deeds.act(action);
    expect(model.state.snoozedUntil).toBe(until);
    expect(notifier.withdraw).toHaveBeenCalledExactlyOnceWith(PAPER);
    model.deeds.act('resume-notifications');
    expect(model.state.snoozedUntil).toBeNull();
  });
});

describe('a snooze', () => {
  test('ends by itself and says so to tray and window', async () => {
    const { model, send, tray, clock } = appAround();
    model.deeds.snooze(15);
    await clock.advance(899_999);
    expect(model.state.snoozedUntil).not.toBeNull();
    await clock.advance(1);
    expect(send).toHaveBeenLastCalledWith(
      'app:changed',
      expect.objectContaining({ snoozedUntil: null }),
    );
    expect(JSON.stringify(tray.show.mock.lastCall)).toContain('Snooze notifications');
  });

  test('that is replaced ends when the new one does', async () => {
    const { model, clock } = appAround();
    model.deeds.snooze(15);
    model.deeds.snooze(60);
    await clock.advance(3_599_999);
    expect(model.state.snoozedUntil).toBe(NOW + 3_600_000);
    await clock.advance(1);
    expect(model.state.snoozedUntil).toBeNull();
  });
});

describe('repeats', () => {
  const MINUTE = 60_000;
  const told = async () => {
    const app = appAround();
    await app.model.start();
    app.news(statusOf('disclaimer-pending', NOW, { since: NOW }));
    expect(app.notifier.show).toHaveBeenCalledOnce();
    return app;
  };

  test('go on while nobody did anything', async () => {
    const { clock, notifier } = await told();
    await clock.advance(11 * MINUTE);
    expect(notifier.show).toHaveBeenCalledTimes(2);
  });

  test.each<[string, (app: Awaited<ReturnType<typeof told>>) => void]>([
    ['the window was opened', ({ model }) => model.deeds.act('open')],
    ['somebody looked at the window', ({ model }) => model.deeds.windowFocused()],
    ['a button was clicked', ({ model }) => model.deeds.act('closed-by-user', PAPER)],
    ['notifications were snoozed', ({ model }) => model.deeds.snooze(15)],
  ])('end once %s', async (_what, deed) => {
    const app = await told();
    deed(app);
    await app.clock.advance(31 * MINUTE);
    expect(app.notifier.show).toHaveBeenCalledOnce();
  });
});

describe('a change of preferences', () => {
  test('of the connections is watched from now on', async () => {
    const { model, monitors, send } = appAround();
    const connections = [connectionTo({ port: 7497, clientId: 7 })];
    monitors.watch.mockImplementationOnce(() => {
      monitors.statuses = [];
      return Promise.resolve();
    });
    model.changePreferences({ connections });
    expect(monitors.watch).toHaveBeenCalledExactlyOnceWith(connections);
    await Promise.resolve();
    expect(send).toHaveBeenCalledWith('status:changed', []);
  });

  test('of anything else leaves the connections alone', () => {
    const { model, monitors, setTheme, send } = appAround();
    model.changePreferences({ theme: 'light' });
    expect(monitors.watch).not.toHaveBeenCalled();
    expect(setTheme).toHaveBeenCalledExactlyOnceWith('light');
    expect(send).toHaveBeenCalledExactlyOnceWith('app:changed', model.state);
    model.changePreferences({ theme: 'light' });
    expect(setTheme).toHaveBeenCalledOnce();
  });

  test('to the same connections is none', () => {
    const { model, monitors, preferences } = appAround();
    model.changePreferences({ connections: structuredClone(preferences.get().connections) });
    expect(monitors.watch).not.toHaveBeenCalled();
  });

  test('that can not be saved is told in a banner', () => {
    const { model, preferences } = appAround();
    preferences.set.mockImplementationOnce(() => preferences.banners.push(NOT_WRITABLE));
    model.changePreferences({ theme: 'light' });
    expect(model.state.banners).toEqual([NOT_WRITABLE]);
  });

  test('does not bring a dismissed banner back', () => {
    const { model } = appAround({ banners: [SET_ASIDE, NOT_WRITABLE] });
    model.dismiss('preferences-set-aside');
    model.changePreferences({ theme: 'light' });
    expect(model.state.banners).toEqual([NOT_WRITABLE]);
  });
});

describe('start at login', () => {
  const login = (state: { possible: true; on: boolean } | { possible: false; why: string }) => {
    const app = appAround();
    app.autostart.state = state;
    return app;
  };
  const on = { possible: true, on: true } as const;
  const off = { possible: true, on: false } as const;

  test.each([
    ['asked for', off, { startAtLogin: true }, [true, true]],
    ['asked for again, as it may be gone', on, { startAtLogin: true }, [true, true]],
    [
      'asked for after a refusal',
      { possible: false, why: 'EACCES' },
      { startAtLogin: true },
      [true, true],
    ],
    ['with its window', on, { startHidden: false }, [true, false]],
    ['taken back', on, { startAtLogin: false }, [false, true]],
    ['back to the default', on, { startAtLogin: null }, [false, true]],
  ] as const)('%s', (_what, state, change, expected) => {
    const { model, autostart } = login(state);
    model.changePreferences(change);
    expect(autostart.set).toHaveBeenCalledExactlyOnceWith(...expected);
  });

  test.each([
    ['hidden or not, while off', off, { startHidden: false }],
    ['back to the default, while off', off, { startAtLogin: null }],
    ['anything else', on, { theme: 'dark' }],
  ] as const)('left alone: %s', (_what, state, change) => {
    const { model, autostart } = login(state);
    model.changePreferences(change);
    expect(autostart.set).not.toHaveBeenCalled();
  });

  test('refused by the system is in the state and in the log', () => {
    const { model, autostart, log } = login(off);
    const refused = { possible: false, why: 'EROFS' } as const;
    autostart.set.mockImplementationOnce(() => (autostart.state = refused));
    model.changePreferences({ startAtLogin: true });
    expect(model.state.startAtLogin).toEqual(refused);
    expect(log.warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('EROFS'));
  });
});

describe('a desktop without a place for the icon', () => {
  test('shows the window after 3 s, without taking the focus', async () => {
    const { model, window, clock } = appAround();
    model.setTrayHost(false);
    await clock.advance(2999);
    expect([model.tray, window.show.mock.calls.length]).toEqual([true, 0]);
    await clock.advance(1);
    expect(model.tray).toBe(false);
    expect(window.show).toHaveBeenCalledExactlyOnceWith(undefined, true);
  });

  test('that is back in time changes nothing', async () => {
    const { model, window, clock } = appAround();
    model.setTrayHost(false);
    await clock.advance(2999);
    model.setTrayHost(true);
    await clock.advance(60_000);
    expect([model.tray, window.show.mock.calls.length]).toEqual([true, 0]);
  });

  test('that comes later ends the window mode at once', async () => {
    const { model, send, clock } = appAround();
    model.setTrayHost(false);
    await clock.advance(3000);
    model.setTrayHost(true);
    expect(model.tray).toBe(true);
    expect(send).toHaveBeenLastCalledWith('app:changed', model.state);
  });
});

describe('a notice that the app shows itself', () => {
  const refused = () => {
    const app = appAround();
    const notice = {
      connection: LIVE,
      title: 'Gateway stopped',
      body: '…',
      buttons: [
        { text: 'I closed it', action: 'closed-by-user' },
        { text: 'Snooze 15 min', action: 'snooze-15' },
      ],
    } as const;
    app.model.notices.refused('no service', notice);
    expect(app.model.state.inside).toEqual(notice);
    return app;
  };

  test('does what its buttons say to its connection, and goes', () => {
    const { model, monitors, alert } = refused();
    model.deeds.actOnNotice('closed-by-user');
    expect(monitors.closedByUser).toHaveBeenCalledExactlyOnceWith(LIVE);
    expect(model.state.inside).toBeNull();
    expect(alert.close).toHaveBeenCalled();
  });

  test('opens the window at its connection when its text is clicked', () => {
    const { model, window } = refused();
    model.deeds.actOnNotice('open');
    expect(window.show).toHaveBeenCalledExactlyOnceWith({ page: 'overview', connection: LIVE });
  });

  test('does nothing that it has no button for, and nothing when it is gone', () => {
    const { model, window } = refused();
    model.deeds.actOnNotice('snooze-60');
    expect(model.state.snoozedUntil).toBeNull();
    expect(model.state.inside).not.toBeNull();
    model.deeds.dismissNotice();
    expect(model.state.inside).toBeNull();
    model.deeds.actOnNotice('open');
    expect(window.show).not.toHaveBeenCalled();
  });
});

test('notifications can be tried with a sample, also while the window is looked at', () => {
  const { model, notifier, window } = appAround();
  window.isFocused = true;
  model.deeds.sampleNotification();
  expect(notifier.show).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ connection: null, title: 'Gatelight reaches you' }),
    false,
  );
});

describe('a guided fix', () => {
  test('is opened with its page, is part of the state, and told when it changed', async () => {
    const { model, news, window, monitors, send } = appAround();
    await model.start();
    news(statusOf('silent', NOW));
    send.mockClear();
    model.deeds.act('fix', PAPER);
    expect(window.show).toHaveBeenLastCalledWith({ page: 'diagnostics', connection: PAPER });
    expect(monitors.fix).toHaveBeenCalledExactlyOnceWith(PAPER, true);
    expect(model.state.fixes).toMatchObject({ [PAPER]: { verdict: 'silent', outcome: null } });
    expect(send).toHaveBeenLastCalledWith('app:changed', model.state);
    send.mockClear();
    news(statusOf('silent', NOW));
    expect(send).toHaveBeenCalledExactlyOnceWith('status:changed', monitors.statuses);

    model.deeds.goToStep(PAPER, 'trust-address');
    model.deeds.notIt(PAPER, 'accept-dialog');
    expect(monitors.noDialog).toHaveBeenCalledExactlyOnceWith(PAPER);
    expect(send).toHaveBeenLastCalledWith('app:changed', model.state);
    news(statusOf('ready', NOW));
    expect(model.state.fixes[PAPER]?.outcome?.verdict).toBe('ready');
    model.deeds.closeFix(PAPER);
    expect(model.state.fixes).toEqual({});
    expect(send).toHaveBeenLastCalledWith('app:changed', model.state);
  });

  test('with nothing to fix the page is opened all the same', () => {
    const { model, window, monitors } = appAround();
    model.deeds.openFix(PAPER);
    expect(window.show).toHaveBeenLastCalledWith({ page: 'diagnostics', connection: PAPER });
    expect(monitors.fix).not.toHaveBeenCalled();
    expect(model.state.fixes).toEqual({});
  });
});

test('the details for a program of one’s own name the ids that are taken', () => {
  const { model } = appAround();
  expect(model.deeds.details(PAPER)).toMatch(/^Host: 127\.0\.0\.1\nPort: 4002\n.* 912340–912349\n/);
  expect(model.deeds.details(LIVE)).toBeNull();
});

describe('the report', () => {
  test('is null before the first test, and of a connection that is not watched', () => {
    const { model } = appAround({ statuses: [statusOf('ready', NOW, { report: null })] });
    expect(model.deeds.report(PAPER)).toBeNull();
    expect(model.deeds.report(LIVE)).toBeNull();
  });

  test('security 23: goes through the mask and names the versions', () => {
    const text = appAround({ statuses: [statusOf('silent', NOW)] }).model.deeds.report(PAPER);
    expect(text).toContain("[masked] isn't answering new programs");
    expect(text).toContain('Gatelight 0.1.0, Electron 45.4.1');
  });
});

test('at the end nothing is left: no timer, no listener, no notification, and sockets last', async () => {
  const { model, news, notifier, send, order, clock, powerListeners } = appAround();
  await model.start();
  news(statusOf('disclaimer-pending', NOW, { since: NOW }));
  model.deeds.snooze(60);
  model.setTrayHost(false);
  await model.dispose();
  expect(order).toEqual(['window', 'tray', 'monitors', 'settings']);
  expect(notifier.dispose).toHaveBeenCalledOnce();
  send.mockClear();
  news(statusOf('silent', NOW));
  model.notices.refused('late', { connection: null, title: '', body: '', buttons: [] });
  expect(send).not.toHaveBeenCalled();
  expect(powerListeners.size).toBe(0);
  expect(clock.waiting).toBe(0);
});
