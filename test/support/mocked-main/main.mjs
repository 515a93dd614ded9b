// A main process that does as it is told: the real page behind the real preload, every answer and
// every push scripted by the test through `globalThis.mocked`.
import { app, BrowserWindow, ipcMain, protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const OUT = join(import.meta.dirname, '../../../out');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
// The app's own policy: anything the page does against it shows up as a violation.
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
  "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const mocked = { answers: {}, calls: [], failures: {}, held: {}, push: () => undefined };
globalThis.mocked = mocked;

protocol.registerSchemesAsPrivileged([
  { scheme: 'mocked', privileges: { standard: true, secure: true } },
]);

const channels = process.env['MOCKED_CHANNELS']?.split(',') ?? [];
for (const channel of channels) {
  ipcMain.handle(channel, async (_event, payload) => {
    mocked.calls.push({ channel, payload });
    await mocked.held[channel];
    const error = mocked.failures[channel];
    if (error !== undefined) return { ok: false, error };
    return { ok: true, value: mocked.answers[channel] ?? null };
  });
}

function serve() {
  protocol.handle('mocked', async (request) => {
    const { pathname } = new URL(request.url);
    const path = pathname === '/' ? 'index.html' : normalize(pathname);
    const body = await readFile(join(OUT, 'renderer', path)).catch(() => null);
    if (body === null) return new Response(null, { status: 404 });
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    return new Response(body, {
      headers: { 'content-type': type, 'content-security-policy': CSP },
    });
  });
}

function openWindow() {
  const window = new BrowserWindow({
    width: 960,
    height: 760,
    useContentSize: true,
    show: true,
    webPreferences: {
      preload: join(OUT, 'preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
    },
  });
  mocked.push = (channel, value) => {
    window.webContents.send(channel, value);
  };
  mocked.resize = (width, height) => {
    window.setContentSize(width, height);
  };
  mocked.zoom = (factor) => {
    window.webContents.setZoomFactor(factor);
  };
  // Never the same address twice: another fragment alone would not load the page afresh.
  let opened = 0;
  mocked.open = (hash) => window.loadURL(`mocked://page/?${(opened += 1)}${hash}`);
  // A window that never loaded anything is none for Playwright.
  void window.loadURL('about:blank');
}

app.on('window-all-closed', () => app.quit());
// Not awaited: Electron becomes ready only after this module has been evaluated.
void app.whenReady().then(() => {
  serve();
  openWindow();
});
