import { expect, test } from '@playwright/test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

const CLEAN = readFileSync(join(ROOT, 'test/fixtures/jts/clean-gateway.ini'));
const HASH = 'a'.repeat(64);

test.beforeAll(async () => {
  gateway = await stage.gateway();
  const home = stage.home().watch({ port: gateway.port });
  const dir = join(home.dir, 'Jts');
  mkdirSync(dir);
  writeFileSync(join(dir, 'jts.ini'), CLEAN);
  app = await stage.launch(home);
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

test('a settings folder or a backup that is not known can not be read, changed or restored', async () => {
  const folder = 'f'.repeat(16);
  const two = { folder, before: 'last-good', after: 'now' };
  const run = { id: '01a', seen: HASH, withApiStore: false, whenClosed: false };
  const asked: [Channel, unknown][] = [
    ['settings:backup', { folder }],
    ['settings:compare', two],
    ['settings:lines', { ...two, from: 1, count: 1 }],
    ['settings:reveal', { ...two, what: { kind: 'finding', index: 0 } }],
    ['settings:open-folder', { folder }],
    ['backups:list', { folder }],
    ['backups:pin', { folder, id: '01a', pinned: true }],
    ['backups:note', { folder, id: '01a', note: 'mine' }],
    ['backups:verify', { folder }],
    ['backups:export', { folder }],
    ['backups:import', { folder }],
    ['restore:preview', { folder, id: '01a' }],
    ['restore:run', { folder, ...run }],
    ['restore:cancel', { folder }],
  ];
  for (const [channel, payload] of asked) {
    const answer = await window.ask(channel, payload);
    expect.soft(answer, channel).toEqual({ ok: false, error: 'no-folder' });
  }
  const own = await ownFolder();
  for (const channel of ['backups:pin', 'backups:note', 'restore:preview'] as const) {
    const extra = { 'backups:pin': { pinned: true }, 'backups:note': { note: '' } };
    const more = channel === 'restore:preview' ? {} : extra[channel];
    const answer = await window.ask(channel, { folder: own, id: '01a', ...more });
    expect.soft(answer, channel).toEqual({ ok: false, error: 'no-backup' });
  }
  expect(await window.ask('restore:run', { folder: own, ...run })).toEqual({
    ok: true,
    value: { outcome: 'refused', problem: 'unknown-backup' },
  });
  expect(readFileSync(join(app.home.dir, 'Jts', 'jts.ini'))).toEqual(CLEAN);
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
    ['settings:get', { folder: '0'.repeat(16) }],
    ['settings:backup', { folder: '../../etc' }],
    ['settings:open-folder', { folder: '/etc' }],
    ['settings:compare', { folder: '0'.repeat(16), before: '../../etc/passwd', after: 'now' }],
    ['settings:choose-folder', { path: '/etc' }],
    ['backups:export', { folder: '0'.repeat(16), path: '/tmp/out.zip' }],
    ['backups:note', { folder: '0'.repeat(16), id: '01a', note: 'x'.repeat(201) }],
    ['restore:preview', { folder: '0'.repeat(16), id: '../../etc/passwd' }],
    ['restore:run', { folder: '0'.repeat(16), id: '01a', seen: HASH, withApiStore: false }],
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
  for (const channel of ['status:get', 'app:get', 'ports:list', 'settings:get'] as const) {
    answers.push(await window.ask(channel));
  }
  const folder = await ownFolder();
  const two = { folder, before: 'now', after: 'now' };
  answers.push(await window.ask('settings:compare', two));
  answers.push(await window.ask('settings:lines', { ...two, from: 1, count: 500 }));
  answers.push(await window.ask('settings:backup', { folder }));
  const list = await window.ask('backups:list', { folder });
  answers.push(list);
  const id = list.ok ? list.value[0]?.id : undefined;
  answers.push(await window.ask('restore:preview', { folder, id }));
  answers.push(await window.ask('backups:verify', { folder }));
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

/** The id of `~/Jts`. */
async function ownFolder(): Promise<string> {
  await expect
    .poll(async () => {
      const answer = await window.ask('settings:get');
      return answer.ok ? (answer.value.folders?.length ?? 0) : 0;
    })
    .toBe(1);
  const answer = await window.ask('settings:get');
  const [first] = answer.ok ? (answer.value.folders ?? []) : [];
  if (first === undefined) throw new Error('no settings folder');
  return first.id;
}
