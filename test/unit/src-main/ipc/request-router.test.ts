import type { IpcMainInvokeEvent } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { REQUEST_CHANNELS, type RequestChannel } from '../../../../src-main/contract/channels.ts';
import { success } from '../../../../src-main/contract/result.ts';
import { registerRequests, type Handlers } from '../../../../src-main/ipc/request-router.ts';
import { isTrustedSender } from '../../../../src-main/ipc/trusted-sender.ts';
import { connectionTo } from '../../../support/preferences.ts';

const OURS = { id: 1 };
const PAGE = 'gatelight://page/index.html';
const EVENT = { sender: OURS, senderFrame: { url: PAGE, parent: null } };

/** A router whose handlers all answer null, unless told otherwise. */
function openRouter(handle: (payload: unknown) => unknown = () => success(null)) {
  const routes = new Map<string, (event: IpcMainInvokeEvent, raw: unknown) => unknown>();
  const handler = vi.fn(handle);
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const handlers = Object.fromEntries(REQUEST_CHANNELS.map((channel) => [channel, handler]));
  const stop = registerRequests(handlers as unknown as Handlers, {
    ipc: {
      handle: (channel: string, listener: (event: IpcMainInvokeEvent, raw: unknown) => unknown) =>
        routes.set(channel, listener),
      removeHandler: (channel: string) => routes.delete(channel),
    },
    isTrustedSender: (event) => isTrustedSender(event, [OURS], ['gatelight://page']),
    log,
  });
  const send = (channel: string, raw?: unknown, event: object = EVENT): unknown =>
    routes.get(channel)?.(event as IpcMainInvokeEvent, raw);
  return { send, handler, log, stop, routes };
}

const FOLDER = '0123456789abcdef';
const TWO = { folder: FOLDER, before: 'last-good', after: 'now' };

/** A payload that each channel takes. */
const FITTING: Readonly<Record<RequestChannel, unknown>> = {
  'status:get': undefined,
  'app:get': undefined,
  'test:run': { connection: '127.0.0.1:4002' },
  'test:accepted': { connection: '127.0.0.1:4002' },
  'gateway:closed': { connection: '127.0.0.1:4002' },
  'gateway:show': { connection: '127.0.0.1:4002' },
  'fix:open': { connection: '127.0.0.1:4002' },
  'fix:step': { connection: '127.0.0.1:4002', step: 'accept-dialog' },
  'fix:skip': { connection: '127.0.0.1:4002', step: 'accept-dialog' },
  'fix:close': { connection: '127.0.0.1:4002' },
  'details:copy': { connection: '127.0.0.1:4002' },
  'report:preview': { connection: '127.0.0.1:4002' },
  'report:copy': { connection: '127.0.0.1:4002' },
  'ports:list': undefined,
  'settings:get': undefined,
  'settings:backup': { folder: FOLDER },
  'settings:compare': TWO,
  'settings:lines': { ...TWO, from: 1, count: 500 },
  'settings:reveal': { ...TWO, what: { kind: 'line', side: 'after', line: 3 } },
  'settings:open-folder': { folder: FOLDER },
  'settings:choose-folder': undefined,
  'settings:look-again': undefined,
  'backups:list': { folder: FOLDER },
  'backups:pin': { folder: FOLDER, id: '01a', pinned: true },
  'backups:note': { folder: FOLDER, id: '01a', note: 'Before the upgrade' },
  'backups:verify': { folder: FOLDER },
  'backups:export': { folder: FOLDER },
  'backups:import': { folder: FOLDER },
  'backups:open-folder': undefined,
  'restore:preview': { folder: FOLDER, id: '01a' },
  'restore:run': {
    ...{ folder: FOLDER, id: '01a', seen: 'a'.repeat(64) },
    ...{ withApiStore: false, whenClosed: true },
  },
  'restore:cancel': { folder: FOLDER },
  'preferences:change': { theme: 'dark' },
  'notifications:snooze': { minutes: 15 },
  'notifications:test': undefined,
  'monitoring:pause': { paused: true },
  'notice:act': { action: 'snooze-15' },
  'notice:dismiss': undefined,
  'banner:dismiss': { kind: 'not-writable' },
  'link:open': { name: 'docs' },
  'logs:open': undefined,
  'window:hide': undefined,
};

describe.each(REQUEST_CHANNELS)('%s', (channel) => {
  test('hands a fitting request to its handler', async () => {
    const { send, handler } = openRouter();
    expect(await send(channel, FITTING[channel])).toEqual(success(null));
    expect(handler).toHaveBeenCalledExactlyOnceWith(FITTING[channel]);
  });

  test.each<[string, object]>([
    ['another window', { ...EVENT, sender: { id: 2 } }],
    ['a frame within', { ...EVENT, senderFrame: { url: PAGE, parent: {} } }],
    ['a frame that is gone', { ...EVENT, senderFrame: null }],
    [
      'a host that looks like ours',
      { ...EVENT, senderFrame: { url: 'gatelight://page.evil/index.html', parent: null } },
    ],
  ])('security 9: refuses %s', async (_name, event) => {
    const { send, handler } = openRouter();
    expect(await send(channel, FITTING[channel], event)).toEqual({
      ok: false,
      error: 'forbidden-sender',
    });
    expect(handler).not.toHaveBeenCalled();
  });

  const hostile: readonly unknown[] = [
    null,
    true,
    0,
    '',
    '../../etc/passwd',
    [],
    ['docs'],
    { path: '../../etc/passwd' },
    { channel: 'status:get' },
    { __proto__: null, constructor: 'x' },
    JSON.parse('{"__proto__":{"paused":true,"name":"docs"}}'),
    { ...(FITTING[channel] as object | undefined), extra: 1 },
    Buffer.from('docs'),
    1n,
    Number.NaN,
  ];
  test.each(hostile.map((raw) => [raw]))('security 10: refuses %o', async (raw) => {
    const { send, handler } = openRouter();
    expect(await send(channel, raw)).toEqual({ ok: false, error: 'invalid-request' });
    expect(handler).not.toHaveBeenCalled();
  });

  test('security 11: tells nothing of what was thrown', async () => {
    const secret = '/home/alice/Jts of U1234567';
    for (const fail of [
      () => {
        throw new Error(secret);
      },
      () => Promise.reject(new Error(secret)),
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- libraries do
        throw secret;
      },
    ]) {
      const { send, log } = openRouter(fail);
      const answer = await send(channel, FITTING[channel]);
      expect(answer).toEqual({ ok: false, error: 'internal' });
      expect(log.error).toHaveBeenCalledOnce();
    }
  });
});

describe('security 10: values that almost fit', () => {
  test.each<[RequestChannel, unknown]>([
    ['notifications:snooze', { minutes: 16 }],
    ['notifications:snooze', { minutes: '15' }],
    ['notifications:snooze', { minutes: -15 }],
    ['notifications:snooze', {}],
    ['monitoring:pause', { paused: 'true' }],
    ['monitoring:pause', { paused: null }],
    ['banner:dismiss', { kind: 'all' }],
    ['preferences:change', { theme: 'DARK' }],
    ['preferences:change', { clientIdBase: 912_345 }],
    ['test:run', { connection: '' }],
    ['test:run', { connection: 4002 }],
    ['test:run', { connection: 'x'.repeat(301) }],
    ['notice:act', { action: 'quit' }],
    ['notice:act', { action: 'settings' }],
    ['notice:act', {}],
    ['preferences:change', { connection: connectionTo({ port: 4002 }) }],
    ['preferences:change', { connections: connectionTo({ port: 4002 }) }],
    ['preferences:change', { connections: [{ host: '127.0.0.1', port: 4002, expect: 'paper' }] }],
    [
      'preferences:change',
      { connections: [connectionTo({ port: 4002, host: 'http://127.0.0.1' })] },
    ],
    ['preferences:change', { connections: [connectionTo({ port: 0 })] }],
    ['preferences:change', { connections: [4002, 4002].map((port) => connectionTo({ port })) }],
    ['status:get', {}],
    ['settings:get', { folder: FOLDER }],
    ['settings:backup', { folder: '../../etc' }],
    ['settings:backup', { folder: FOLDER.toUpperCase() }],
    ['settings:open-folder', { folder: '/home' }],
    ['settings:compare', { ...TWO, before: '../../etc/passwd' }],
    ['settings:compare', { ...TWO, after: 'x'.repeat(65) }],
    ['settings:lines', { ...TWO, from: -1, count: 1 }],
    ['settings:lines', { ...TWO, from: 1, count: 501 }],
    ['settings:reveal', { ...TWO, what: { kind: 'file', index: 0 } }],
    ['settings:reveal', { ...TWO, what: { kind: 'finding', index: 1.5 } }],
    ['backups:pin', { folder: FOLDER, id: '01a', pinned: 1 }],
    ['backups:note', { folder: FOLDER, id: '01a', note: 'x'.repeat(201) }],
    ['backups:export', { folder: FOLDER, path: '/tmp/out.zip' }],
    ['restore:preview', { folder: FOLDER, id: '../../etc/passwd' }],
    [
      'restore:run',
      { folder: FOLDER, id: '01a', seen: 'a', withApiStore: false, whenClosed: true },
    ],
    ['restore:run', { folder: FOLDER, id: '01a', seen: null, withApiStore: false, whenClosed: 1 }],
    ['restore:cancel', {}],
  ])('%s %j', async (channel, raw) => {
    const { send, handler } = openRouter();
    expect(await send(channel, raw)).toEqual({ ok: false, error: 'invalid-request' });
    expect(handler).not.toHaveBeenCalled();
  });

  test.each(['https://evil.example', 'javascript:alert(1)', 'file:///etc/passwd', 'toString', ''])(
    'security 12: no link is called %j',
    async (name) => {
      const { send, handler } = openRouter();
      expect(await send('link:open', { name })).toEqual({ ok: false, error: 'invalid-request' });
      expect(handler).not.toHaveBeenCalled();
    },
  );
});

test('a refusal is logged by channel and reason, never with what was sent', async () => {
  const { send, log } = openRouter();
  await send('link:open', { name: 'U1234567' });
  await send('link:open', { name: 'docs' }, { ...EVENT, senderFrame: null });
  expect(log.warn.mock.calls).toEqual([
    ['link:open: refused, the request does not match the contract'],
    ['link:open: refused, the sender is not our window'],
  ]);
});

test('every channel of the contract is answered, until stopped', () => {
  const { routes, stop } = openRouter();
  expect([...routes.keys()]).toEqual([...REQUEST_CHANNELS]);
  stop();
  expect(routes.size).toBe(0);
});
