import { describe, expect, test, vi } from 'vitest';
import { failure, success } from '../../../../src-main/contract/result.ts';
import { requestHandlers, type Services } from '../../../../src-main/ipc/handlers.ts';
import { appState, statusOf } from '../../../support/mocked-main/fixtures.ts';

const READY = statusOf('ready', 0);
const HERE = { connection: '127.0.0.1:4002' };
const APP = appState();

const FOLDER = '0123456789abcdef';
const done = () => Promise.resolve(success(null));
const settingsDesk = () => ({
  state: { folders: null },
  backup: vi.fn(() => Promise.resolve(failure('no-folder'))),
  compare: vi.fn(done),
  lines: vi.fn(done),
  reveal: vi.fn(done),
  openFolder: vi.fn(done),
  chooseFolder: vi.fn(() => Promise.resolve(success(false))),
  lookAgain: vi.fn(done),
  list: vi.fn(() => success([])),
  pin: vi.fn(done),
  note: vi.fn(done),
  verify: vi.fn(() => Promise.resolve(failure('no-folder'))),
  exportAll: vi.fn(() => Promise.resolve(failure('no-folder'))),
  importAll: vi.fn(() => Promise.resolve(failure('no-folder'))),
  openBackups: vi.fn(done),
  preview: vi.fn(done),
  restore: vi.fn(() => Promise.resolve(failure('no-folder'))),
  cancelQueued: vi.fn(done),
});

function withServices(change: Partial<Services> = {}) {
  const services = {
    statuses: vi.fn(() => [READY]),
    app: vi.fn(() => APP),
    test: vi.fn(),
    accepted: vi.fn(() => true),
    closedByUser: vi.fn(),
    showGateway: vi.fn(() => Promise.resolve(null)),
    openFix: vi.fn(),
    goToStep: vi.fn(),
    notIt: vi.fn(),
    closeFix: vi.fn(),
    details: vi.fn(() => 'the details'),
    report: vi.fn(() => 'the report'),
    copy: vi.fn(),
    usualPorts: vi.fn(() => Promise.resolve([])),
    settings: settingsDesk(),
    changePreferences: vi.fn(),
    snooze: vi.fn(),
    sampleNotification: vi.fn(),
    pause: vi.fn(),
    actOnNotice: vi.fn(),
    dismissNotice: vi.fn(),
    dismiss: vi.fn(),
    openLink: vi.fn(),
    openLogs: vi.fn(),
    hideWindow: vi.fn(),
  };
  return { services, handle: requestHandlers({ ...services, ...change }) };
}

describe('questions', () => {
  test('are answered with what the service knows', async () => {
    const { handle } = withServices();
    expect(await handle['status:get'](undefined)).toEqual(success([READY]));
    expect(await handle['app:get'](undefined)).toEqual(success(APP));
    expect(await handle['ports:list'](undefined)).toEqual(success([]));
    expect(await handle['report:preview'](HERE)).toEqual(success({ text: 'the report' }));
  });
});

describe('deeds', () => {
  test('reach their service with their payload', async () => {
    const { handle, services } = withServices();
    await handle['test:run'](HERE);
    await handle['report:copy'](HERE);
    await handle['notifications:snooze']({ minutes: 'tomorrow' });
    await handle['notifications:test'](undefined);
    await handle['monitoring:pause']({ paused: true });
    await handle['gateway:closed'](HERE);
    await handle['notice:act']({ action: 'snooze-15' });
    await handle['notice:dismiss'](undefined);
    await handle['banner:dismiss']({ kind: 'not-writable' });
    await handle['link:open']({ name: 'tray-help' });
    expect(services.test).toHaveBeenCalledExactlyOnceWith(HERE.connection);
    expect(services.closedByUser).toHaveBeenCalledExactlyOnceWith(HERE.connection);
    expect(services.actOnNotice).toHaveBeenCalledExactlyOnceWith('snooze-15');
    expect(services.dismissNotice).toHaveBeenCalledOnce();
    expect(services.report).toHaveBeenCalledExactlyOnceWith(HERE.connection);
    expect(services.copy).toHaveBeenCalledExactlyOnceWith('the report');
    expect(services.snooze).toHaveBeenCalledExactlyOnceWith('tomorrow');
    expect(services.sampleNotification).toHaveBeenCalledOnce();
    expect(services.pause).toHaveBeenCalledExactlyOnceWith(true);
    expect(services.dismiss).toHaveBeenCalledExactlyOnceWith('not-writable');
    expect(services.openLink).toHaveBeenCalledExactlyOnceWith('tray-help');
  });

  test('a change of preferences is answered with the app as it is then', async () => {
    const { handle, services } = withServices();
    expect(await handle['preferences:change']({ theme: 'dark' })).toEqual(success(APP));
    expect(services.changePreferences).toHaveBeenCalledExactlyOnceWith({ theme: 'dark' });
    expect(services.changePreferences.mock.invocationCallOrder[0]).toBeLessThan(
      services.app.mock.invocationCallOrder[0] ?? 0,
    );
  });
});

describe('the settings desk', () => {
  test('answers what is asked of the settings', async () => {
    const { handle, services } = withServices();
    const { settings } = services;
    const two = { folder: FOLDER, before: 'last-good', after: 'now' };
    const run = { seen: null, withApiStore: false, whenClosed: true };
    expect(await handle['settings:get'](undefined)).toEqual(success({ folders: null }));
    expect(await handle['backups:list']({ folder: FOLDER })).toEqual(success([]));
    await handle['settings:backup']({ folder: FOLDER });
    await handle['settings:compare'](two);
    await handle['settings:lines']({ ...two, from: 1, count: 2 });
    await handle['settings:reveal']({ ...two, what: { kind: 'finding', index: 0 } });
    await handle['settings:open-folder']({ folder: FOLDER });
    await handle['settings:choose-folder'](undefined);
    await handle['settings:look-again'](undefined);
    await handle['backups:pin']({ folder: FOLDER, id: '01a', pinned: true });
    await handle['backups:note']({ folder: FOLDER, id: '01a', note: 'mine' });
    await handle['backups:verify']({ folder: FOLDER });
    await handle['backups:export']({ folder: FOLDER });
    await handle['backups:import']({ folder: FOLDER });
    await handle['backups:open-folder'](undefined);
    await handle['restore:preview']({ folder: FOLDER, id: '01a' });
    await handle['restore:run']({ folder: FOLDER, id: '01a', ...run });
    await handle['restore:cancel']({ folder: FOLDER });
    for (const [name, verb] of Object.entries(settings)) {
      if (typeof verb === 'function') expect(verb, name).toHaveBeenCalledOnce();
    }
    expect(settings.backup).toHaveBeenCalledWith(FOLDER);
    expect(settings.compare).toHaveBeenCalledWith(two);
    expect(settings.restore).toHaveBeenCalledWith({ folder: FOLDER, id: '01a', ...run });
    expect(settings.cancelQueued).toHaveBeenCalledWith(FOLDER);
  });
});

describe('what can not be done is said with a code', () => {
  test.each(['test:run', 'test:accepted', 'gateway:closed'] as const)(
    '%s of a connection that is not watched',
    async (channel) => {
      const { handle, services } = withServices();
      const elsewhere = { connection: '127.0.0.1:4001' };
      expect(await handle[channel](elsewhere)).toEqual(failure('no-connection'));
      expect(services.test).not.toHaveBeenCalled();
      expect(services.accepted).not.toHaveBeenCalled();
      expect(services.closedByUser).not.toHaveBeenCalled();
    },
  );

  test('no report yet', async () => {
    const { handle, services } = withServices({ report: () => null });
    expect(await handle['report:preview'](HERE)).toEqual(failure('no-connection'));
    expect(await handle['report:copy'](HERE)).toEqual(failure('no-connection'));
    expect(services.copy).not.toHaveBeenCalled();
  });

  test('"I clicked Accept" again too soon', async () => {
    const { handle } = withServices({ accepted: () => false });
    expect(await handle['test:accepted'](HERE)).toEqual(failure('too-soon'));
  });
});
