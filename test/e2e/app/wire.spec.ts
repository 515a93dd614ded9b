import { expect, test } from '@playwright/test';
import { REQUEST_CHANNELS } from '$contract/channels';
import type { AppWindow } from '../../support/app/app-window.ts';
import { connectionTo } from '../../support/preferences.ts';
import { ROOT, type RunningApp } from '../../support/app/running-app.ts';
import { useStage } from '../../support/app/stage.ts';
import type { SimulatedGateway } from '../../support/simulated-gateway/simulated-gateway.ts';

// Between page and main: who may ask, what may be asked, and what an answer gives away.

type Channel = (typeof REQUEST_CHANNELS)[number];

const stage = useStage('file');
let app: RunningApp;
let window: AppWindow;
let gateway: SimulatedGateway;

test.beforeAll(async () => {
  ({ app, gateway } = await stage.watching());
  window = await app.openWindow();
  await expect(window.headline).toHaveText('Ready for your API clients');
});

test('another window with the same preload and the same page is refused on every channel', async () => {
  const answers = await app.inMain(
    async ({ BrowserWindow }, { preload, channels }) => {
      const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await other.loadURL('gatelight://page/index.html');
      const script = `Promise.all(${JSON.stringify(channels)}.map((one) => gatelight[one]()))`;
      const said: unknown = await other.webContents.executeJavaScript(script);
      other.destroy();
      return said;
    },
    { preload: `${ROOT}/out/preload/index.cjs`, channels: REQUEST_CHANNELS },
  );
  expect(answers).toEqual(REQUEST_CHANNELS.map(() => ({ ok: false, error: 'forbidden-sender' })));
});

test('a connection that is not watched can not be tested, shown, mended or copied', async () => {
  const elsewhere = { connection: '127.0.0.1:1' };
  const step = { ...elsewhere, step: 'accept-dialog' };
  const asked: [Channel, unknown][] = [
    ['test:run', elsewhere],
    ['test:accepted', elsewhere],
    ['gateway:closed', elsewhere],
    ['gateway:show', elsewhere],
    ['fix:open', elsewhere],
    ['fix:step', step],
    ['fix:skip', step],
    ['fix:close', elsewhere],
    ['details:copy', elsewhere],
    ['report:preview', elsewhere],
    ['report:copy', elsewhere],
  ];
  const copied = await window.clipboard();
  for (const [channel, payload] of asked) {
    const answer = await window.ask(channel, payload);
    expect.soft(answer, channel).toEqual({ ok: false, error: 'no-connection' });
  }
  expect(gateway.record.connectionsOpened).toBe(1);
  expect((await window.state()).fixes).toEqual({});
  expect(await window.clipboard()).toBe(copied);
});

test('every channel refuses what is no request at all', async () => {
  const nonsense = [0, '', 'x', true, [], [{}], { connection: 1 }, { __proto: {} }];
  for (const channel of REQUEST_CHANNELS) {
    for (const payload of nonsense) {
      const answer = await window.ask(channel, payload);
      expect.soft(answer, `${channel} ${JSON.stringify(payload)}`).toEqual({
        ok: false,
        error: 'invalid-request',
      });
    }
  }
});

test('what does not fit the contract is refused and changes nothing', async () => {
  const before = app.home.preferences();
  const good = connectionTo({ port: gateway.port });
  const connection = `127.0.0.1:${gateway.port}`;
  const hostile: [Channel, unknown][] = [
    ['preferences:change', { connections: [{ ...good, host: 'http://127.0.0.1/' }] }],
    ['preferences:change', { connections: [{ ...good, host: '127.0.0.1:4002' }] }],
    ['preferences:change', { connections: [{ ...good, port: 0 }] }],
    ['preferences:change', { connections: [{ ...good, port: 65_536 }] }],
    ['preferences:change', { connections: [{ ...good, port: '4002' }] }],
    ['preferences:change', { connections: [{ ...good, clientId: 0 }] }],
    ['preferences:change', { connections: [{ ...good, extra: 1 }] }],
    ['preferences:change', { connection: good }],
    ['preferences:change', { connections: [good, good] }],
    ['preferences:change', { clientIdBase: 900_001 }],
    ['preferences:change', JSON.parse('{"__proto__":{"theme":"dark"},"theme":1}')],
    ['preferences:change', null],
    ['notifications:snooze', { minutes: 1e9 }],
    ['monitoring:pause', { paused: 'yes' }],
    ['banner:dismiss', { kind: 'everything' }],
    ['link:open', { name: 'https://evil.example/' }],
    ['link:open', { name: 'docs', url: 'https://evil.example/' }],
    ['test:run', { port: 4001 }],
    ['test:run', undefined],
    ['notice:act', { action: 'quit' }],
    ['report:copy', { text: 'mine' }],
    ['report:preview', { connection, file: '/etc/passwd' }],
    ['details:copy', { connection, text: 'mine' }],
    ['gateway:show', { connection, pid: 1 }],
    ['gateway:show', { connection: 'x'.repeat(301) }],
    ['fix:open', { connection: '' }],
    ['fix:open', undefined],
    ['fix:step', { connection, step: 'rm -rf' }],
    ['fix:step', { connection, step: '__proto__' }],
    ['fix:step', { connection }],
    ['fix:skip', { connection, step: 'accept-dialog', by: 'me' }],
    ['fix:skip', { connection, step: ['accept-dialog'] }],
    ['fix:close', { connection, all: true }],
    ['logs:open', { path: '/etc' }],
    ['window:hide', { window: 1 }],
  ];
  for (const [channel, payload] of hostile) {
    const answer = await window.ask(channel, payload);
    expect.soft(answer, `${channel} ${JSON.stringify(payload)}`).toEqual({
      ok: false,
      error: 'invalid-request',
    });
  }
  expect(app.home.preferences()).toEqual(before);
  expect((await window.state()).fixes).toEqual({});
  expect(gateway.record.connectionsOpened).toBe(1);
});

test('answers and pushes hold no path, no stack and no account number', async () => {
  const pushed = window.page.evaluate(
    () =>
      new Promise((resolve) => {
        const { gatelight } = globalThis as unknown as {
          gatelight: Record<string, (listener: (...all: unknown[]) => void) => void>;
        };
        gatelight['status:changed']?.((...all) => resolve(all));
      }),
  );
  const answers: unknown[] = [];
  for (const channel of ['status:get', 'app:get', 'ports:list'] as const) {
    answers.push(await window.ask(channel));
  }
  const connection = `127.0.0.1:${gateway.port}`;
  answers.push(await window.ask('test:run', { connection }));
  answers.push(await window.ask('report:preview', { connection }));
  const all = await pushed;
  expect(all).toHaveLength(1);

  const text = JSON.stringify([answers, all]);
  for (const secret of [app.home.dir, app.home.data, ROOT, '/tmp', 'DU1234567', '    at ']) {
    expect(text).not.toContain(secret);
  }
});
