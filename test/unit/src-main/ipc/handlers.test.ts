import { describe, expect, test, vi } from 'vitest';
import { failure, success } from '../../../../src-main/contract/result.ts';
import { requestHandlers, type Services } from '../../../../src-main/ipc/handlers.ts';
import { appState, emptyStatus, statusOf } from '../../../support/mocked-main/fixtures.ts';

const READY = statusOf('ready', 0);
const APP = appState();

function withServices(change: Partial<Services> = {}) {
  const services = {
    status: vi.fn(() => READY),
    app: vi.fn(() => APP),
    test: vi.fn(),
    accepted: vi.fn(() => true),
    report: vi.fn(() => 'the report'),
    copy: vi.fn(),
    usualPorts: vi.fn(() => Promise.resolve([])),
    changePreferences: vi.fn(),
    snooze: vi.fn(),
    sampleNotification: vi.fn(),
    pause: vi.fn(),
    dismiss: vi.fn(),
    openLink: vi.fn(),
  };
  return { services, handle: requestHandlers({ ...services, ...change }) };
}

describe('questions', () => {
  test('are answered with what the service knows', async () => {
    const { handle } = withServices();
    expect(await handle['status:get'](undefined)).toEqual(success(READY));
    expect(await handle['app:get'](undefined)).toEqual(success(APP));
    expect(await handle['ports:list'](undefined)).toEqual(success([]));
    expect(await handle['report:preview'](undefined)).toEqual(success({ text: 'the report' }));
  });
});

describe('deeds', () => {
  test('reach their service with their payload', async () => {
    const { handle, services } = withServices();
    await handle['test:run'](undefined);
    await handle['report:copy'](undefined);
    await handle['notifications:snooze']({ minutes: 'tomorrow' });
    await handle['notifications:test'](undefined);
    await handle['monitoring:pause']({ paused: true });
    await handle['banner:dismiss']({ kind: 'not-writable' });
    await handle['link:open']({ name: 'tray-help' });
    expect(services.test).toHaveBeenCalledOnce();
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

describe('what can not be done is said with a code', () => {
  test('no connection to test', async () => {
    const { handle, services } = withServices({ status: () => emptyStatus(0) });
    expect(await handle['test:run'](undefined)).toEqual(failure('no-connection'));
    expect(services.test).not.toHaveBeenCalled();
  });

  test('no report yet', async () => {
    const { handle, services } = withServices({ report: () => null });
    expect(await handle['report:preview'](undefined)).toEqual(failure('no-connection'));
    expect(await handle['report:copy'](undefined)).toEqual(failure('no-connection'));
    expect(services.copy).not.toHaveBeenCalled();
  });

  test('"I clicked Accept" again too soon', async () => {
    const { handle } = withServices({ accepted: () => false });
    expect(await handle['test:accepted'](undefined)).toEqual(failure('too-soon'));
  });
});
