import { expect, test } from '@playwright/test';
import { PUSH_CHANNELS, REQUEST_CHANNELS } from '$contract/channels';
import type { AppWindow } from '../../support/app/app-window.ts';
import type { RunningApp } from '../../support/app/running-app.ts';
import { useStage } from '../../support/app/stage.ts';
import { startTrapServer, type TrapServer } from '../../support/app/trap-server.ts';

// What a page that was taken over could do: nothing. Each test tries as script inside the real page.

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
  "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const PAGE = 'gatelight://page/index.html';

const stage = useStage('file');
let app: RunningApp;
let window: AppWindow;
let trap: TrapServer;

test.beforeAll(async () => {
  trap = await startTrapServer();
  stage.later(() => trap.stop());
  const { port } = await stage.gateway();
  // A camera and a microphone that could be granted.
  const args = ['--use-fake-device-for-media-stream'];
  app = await stage.launch(stage.home().watch({ port }), { args });
  window = await app.openWindow();
  await expect(window.headline).toHaveText('Ready for your API clients');
});

test.afterEach(async () => {
  expect(trap.contacts()).toBe(0);
  // Asked of main: after a refused navigation the test's own view of the page waits for its end.
  const after = await app.inMain(async ({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows();
    const contents = windows[0]?.webContents;
    const headline = 'document.querySelector("h1")?.textContent';
    return {
      windows: windows.length,
      url: contents?.getURL(),
      headline: (await contents?.executeJavaScript(headline)) as unknown,
    };
  });
  expect(after).toEqual({ windows: 1, url: PAGE, headline: 'Ready for your API clients' });
});

test('no Node, and a bridge with the channels of the contract and nothing else', async () => {
  const seen = await window.page.evaluate(() => {
    const { gatelight } = globalThis as unknown as { gatelight: Record<string, unknown> };
    return {
      origin: location.origin,
      node: ['require', 'process', 'Buffer', 'module', 'global', '__dirname', 'electron'].filter(
        (name) => name in globalThis,
      ),
      keys: Object.keys(gatelight).sort(),
      kinds: [...new Set(Object.values(gatelight).map((value) => typeof value))],
    };
  });
  expect(seen).toEqual({
    origin: 'gatelight://page',
    node: [],
    keys: [...REQUEST_CHANNELS, ...PUSH_CHANNELS].sort(),
    kinds: ['function'],
  });
});

test('the policy is in the header, and inline script does not run', async () => {
  const headers = await app.inMain(async ({ net }, url) => {
    const response = await net.fetch(url);
    return [...response.headers];
  }, PAGE);
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
  });

  const broken = await window.page.evaluate(async () => {
    const broken: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      broken.push(event.effectiveDirective);
    });
    const script = document.createElement('script');
    script.textContent = 'globalThis.ran = true';
    const image = document.createElement('div');
    image.innerHTML = '<img src="none" onerror="globalThis.ran = true">';
    document.body.append(script, image);
    const data = document.createElement('script');
    data.src = 'data:text/javascript,globalThis.ran=true';
    document.body.append(data);
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (const one of [script, image, data]) one.remove();
    return { broken, ran: 'ran' in globalThis };
  });
  expect(broken.ran).toBe(false);
  expect(broken.broken).toEqual(expect.arrayContaining(['script-src-elem', 'script-src-attr']));
});

test('files outside the page cannot be asked for', async () => {
  const urls = [
    '../../package.json',
    '..%2f..%2fpackage.json',
    '%2e%2e/%2e%2e/package.json',
    '..%5c..%5cpackage.json',
    '/etc/passwd',
    '//etc/passwd',
    'C:/Windows/win.ini',
    'assets/../../main/index.js',
    'index.html%00.png',
    '%E0%A4%A',
  ].map((path) => `gatelight://page/${path}`);
  urls.push('gatelight://evil/index.html', 'gatelight://page.evil/index.html');
  const answers = await app.inMain(
    async ({ net }, all) =>
      Promise.all(all.map(async (url) => (await net.fetch(url).catch(() => null))?.status ?? 404)),
    urls,
  );
  expect(answers).toEqual(urls.map(() => 404));
});

test('nothing leaves: fetch, images, sockets, beacons, frames, workers, hints', async () => {
  const outcome = await window.page.evaluate(async (port) => {
    const at = (scheme: string): string => `${scheme}://127.0.0.1:${port}/out`;
    const settled = (target: EventTarget): Promise<string> =>
      new Promise((resolve) => {
        target.addEventListener('load', () => resolve('loaded'));
        target.addEventListener('open', () => resolve('open'));
        target.addEventListener('error', () => resolve('refused'));
        setTimeout(() => resolve('nothing'), 1000);
      });
    const element = (name: string, properties: object): Promise<string> => {
      const node = Object.assign(document.createElement(name), properties);
      const end = settled(node);
      document.head.append(node);
      return end.finally(() => node.remove());
    };
    const tried = (deed: () => Promise<string>): Promise<string> =>
      Promise.resolve()
        .then(deed)
        .catch(() => 'refused');
    return {
      fetch: await tried(async () => (await fetch(at('http'))).type),
      file: await tried(async () => (await fetch('file:///etc/passwd')).type),
      xhr: await tried(() => {
        const request = new XMLHttpRequest();
        request.open('GET', at('http'));
        request.send();
        return settled(request);
      }),
      beacon: navigator.sendBeacon(at('http'), 'x') ? 'queued' : 'refused',
      socket: await tried(() => settled(new WebSocket(at('ws')))),
      events: await tried(() => settled(new EventSource(at('http')))),
      worker: await tried(() => settled(new Worker(at('http')))),
      module: await tried(() => import(at('http')).then(() => 'loaded')),
      image: await tried(() => settled(Object.assign(new Image(), { src: at('http') }))),
      script: await element('script', { src: at('http') }),
      style: await element('link', { rel: 'stylesheet', href: at('http') }),
      frame: await element('iframe', { src: at('http') }).then(() => 'done'),
      prefetch: await element('link', { rel: 'prefetch', href: at('http') }).then(() => 'done'),
      preconnect: await element('link', { rel: 'preconnect', href: at('http') }).then(() => 'done'),
      webrtc: await tried(async () => {
        const server = `127.0.0.1:${port}`;
        const peer = new RTCPeerConnection({
          iceServers: [
            { urls: `stun:${server}` },
            { urls: `turn:${server}?transport=udp`, username: 'x', credential: 'x' },
            { urls: `turn:${server}?transport=tcp`, username: 'x', credential: 'x' },
          ],
        });
        peer.createDataChannel('x');
        await peer.setLocalDescription(await peer.createOffer());
        await new Promise((resolve) => setTimeout(resolve, 1000));
        peer.close();
        return 'done';
      }),
    };
  }, trap.port);
  expect(Object.entries(outcome).filter(([, end]) => /loaded|open|basic|cors/.test(end))).toEqual(
    [],
  );
});

test('requests are cancelled by main too, without the policy of the page', async () => {
  const answer = await app.inMain(async ({ session }, port) => {
    const answers = await Promise.allSettled([
      session.defaultSession.fetch(`http://127.0.0.1:${port}/`),
      session.defaultSession.fetch(`https://127.0.0.1:${port}/`),
    ]);
    return answers.map(({ status }) => status);
  }, trap.port);
  expect(answer).toEqual(['rejected', 'rejected']);
});

test('no permission is granted', async () => {
  const answers = await window.page.evaluate(async () => {
    const state = async (name: string): Promise<string> =>
      (await navigator.permissions.query({ name: name as PermissionName })).state;
    return {
      geolocation: await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          ({ code }) => resolve(code),
        );
      }),
      notifications: await Notification.requestPermission(),
      media: await navigator.mediaDevices
        .getUserMedia({ audio: true })
        .then(() => 'granted')
        .catch((cause: unknown) => (cause as Error).name),
      display: await navigator.mediaDevices
        .getDisplayMedia()
        .then(() => 'granted')
        .catch(() => 'refused'),
      clipboard: await navigator.clipboard
        .readText()
        .then(() => 'granted')
        .catch((cause: unknown) => (cause as Error).name),
      states: await Promise.all(['geolocation', 'camera', 'microphone', 'midi'].map(state)),
    };
  });
  expect(answers).toEqual({
    geolocation: 1,
    notifications: 'denied',
    media: 'NotAllowedError',
    display: 'refused',
    clipboard: 'NotAllowedError',
    states: ['denied', 'denied', 'denied', 'denied'],
  });
});

// The last one: see above.
test('it goes nowhere: location, links, forms, windows, history', async () => {
  await window.page.evaluate(async (port) => {
    const url = `http://127.0.0.1:${port}/away`;
    const click = (html: string): void => {
      const box = document.createElement('div');
      box.innerHTML = html;
      document.body.append(box);
      box.querySelector<HTMLElement>('a, button')?.click();
      box.remove();
    };
    open(url);
    open('gatelight://page/index.html', 'second');
    click(`<a href="${url}" target="_blank">away</a>`);
    click('<a href="file:///etc/passwd">away</a>');
    click(`<form action="${url}" method="post"><button>away</button></form>`);
    click(`<form action="${url}" target="_blank"><button>away</button></form>`);
    location.href = url;
    await new Promise((resolve) => setTimeout(resolve, 200));
    location.replace('gatelight://page/other.html');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }, trap.port);
});
