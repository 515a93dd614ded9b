import type { Session, WebContents } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import {
  CONTENT_SECURITY_POLICY,
  developmentPolicy,
  isAllowedPermission,
  isAllowedRequest,
  restrictContents,
  restrictSession,
  type PageOrigin,
} from '../../../../src-main/desktop/security.ts';

const PACKAGED: PageOrigin = { origin: 'gatelight://page', devServer: null };
const DEV: PageOrigin = { ...PACKAGED, devServer: 'http://localhost:5173' };

const directives = (policy: string): Record<string, string> =>
  Object.fromEntries(
    policy.split('; ').map((line) => {
      const [name = '', ...sources] = line.split(' ');
      return [name, sources.join(' ')];
    }),
  );

describe('security 4: the content security policy', () => {
  test('lets the page load itself and nothing else', () => {
    expect(directives(CONTENT_SECURITY_POLICY)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'font-src': "'self'",
      'connect-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(CONTENT_SECURITY_POLICY).not.toContain('unsafe');
  });

  test('is relaxed in development for style and connect, and nothing else', () => {
    expect(directives(developmentPolicy('http://localhost:5173'))).toEqual({
      ...directives(CONTENT_SECURITY_POLICY),
      'style-src': "'self' 'unsafe-inline'",
      'connect-src': "'self' ws://localhost:5173",
    });
  });
});

const OUTSIDE = [
  'gatelight://page.evil/x',
  'gatelight://evil/x',
  'https://page/x',
  'https://example.com/',
  'http://127.0.0.1:8080/',
  'ws://127.0.0.1:4002/',
  'file:///etc/passwd',
  'data:image/png;base64,AA',
  'blob:gatelight://page/x',
  'chrome://settings',
  'devtools://devtools/bundled/x.js',
  'not a url',
  '',
];

describe('security 5: requests of the page', () => {
  test.each(['gatelight://page/index.html', 'gatelight://page/assets/x.js'])('%s', (url) => {
    expect(isAllowedRequest(url, PACKAGED)).toBe(true);
  });

  test.each([...OUTSIDE, 'http://localhost:5173/', 'ws://localhost:5173/'])('not %j', (url) => {
    expect(isAllowedRequest(url, PACKAGED)).toBe(false);
  });

  test.each(['gatelight://page/x', 'http://localhost:5173/@vite/client', 'ws://localhost:5173/'])(
    'in development also %s',
    (url) => {
      expect(isAllowedRequest(url, DEV)).toBe(true);
    },
  );

  test.each([
    ...OUTSIDE,
    'http://localhost:5174/',
    'https://localhost:5173/',
    'wss://localhost:5173/',
  ])('not in development either: %j', (url) => {
    expect(isAllowedRequest(url, DEV)).toBe(false);
  });
});

const PERMISSIONS = [
  'geolocation',
  'notifications',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'pointerLock',
  'fullscreen',
  'openExternal',
  'clipboard-read',
  'display-capture',
  'hid',
  'usb',
  'serial',
  'storage-access',
  'top-level-storage-access',
  'window-management',
  'idle-detection',
  'keyboardLock',
  'fileSystem',
  'unknown',
  'deprecated-sync-clipboard-read',
  'clipboard-sanitized-write ',
  'toString',
  '',
];

describe('security 7: permissions', () => {
  test('cleaned text may be written to the clipboard', () => {
    expect(isAllowedPermission('clipboard-sanitized-write')).toBe(true);
  });

  test.each(PERMISSIONS)('not %j', (permission) => {
    expect(isAllowedPermission(permission)).toBe(false);
  });
});

type Listener = (...args: unknown[]) => unknown;

/** A session that keeps what it is told to ask. */
function fakeSession(page: PageOrigin) {
  const asked: Partial<Record<'request' | 'headers' | 'permission' | 'check', Listener>> = {};
  restrictSession(
    {
      webRequest: {
        onBeforeRequest: (listener: Listener) => (asked.request = listener),
        onHeadersReceived: (_filter: unknown, listener: Listener) => (asked.headers = listener),
      },
      setPermissionRequestHandler: (handler: Listener) => (asked.permission = handler),
      setPermissionCheckHandler: (handler: Listener) => (asked.check = handler),
    } as unknown as Session,
    page,
  );
  return asked;
}

describe('the session', () => {
  test('security 5: cancels what leaves the page', () => {
    const { request } = fakeSession(PACKAGED);
    const answers: unknown[] = [];
    for (const url of ['gatelight://page/x.js', 'https://example.com/']) {
      request?.({ url }, (answer: unknown) => answers.push(answer));
    }
    expect(answers).toEqual([{ cancel: false }, { cancel: true }]);
  });

  test('security 7: refuses permissions both when asked for and when checked', () => {
    const { permission, check } = fakeSession(PACKAGED);
    for (const [name, allowed] of [
      ['geolocation', false],
      ['clipboard-sanitized-write', true],
    ] as const) {
      const answer = vi.fn();
      permission?.({}, name, answer);
      expect(answer).toHaveBeenCalledExactlyOnceWith(allowed);
      expect(check?.({}, name)).toBe(allowed);
    }
  });

  test('security 4: touches no header when there is no dev server', () => {
    expect(fakeSession(PACKAGED).headers).toBeUndefined();
    const answer = vi.fn();
    fakeSession(DEV).headers?.({ responseHeaders: {} }, answer);
    expect(JSON.stringify(answer.mock.calls)).toContain("script-src 'self'");
  });
});

describe('security 6: the page stays where it is', () => {
  const listeners = new Map<string, Listener>();
  let open: Listener = () => undefined;
  restrictContents({
    on: (name: string, listener: Listener) => listeners.set(name, listener),
    setWindowOpenHandler: (handler: Listener) => (open = handler),
  } as unknown as WebContents);

  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])(
    '%s is prevented',
    (name) => {
      const preventDefault = vi.fn();
      listeners.get(name)?.({ preventDefault });
      expect(preventDefault).toHaveBeenCalledOnce();
    },
  );

  test('no window opens', () => {
    expect(open({ url: 'gatelight://page/index.html' })).toEqual({ action: 'deny' });
  });
});
