import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  fileFor,
  PAGE_URL,
  registerScheme,
  serveRenderer,
} from '../../../../src-main/desktop/app-protocol.ts';
import { CONTENT_SECURITY_POLICY } from '../../../../src-main/desktop/security.ts';

const DIR = join('/', 'opt', 'gatelight', 'out', 'renderer');

describe('security 3: the page is mapped to its folder only', () => {
  test.each([
    [PAGE_URL, 'index.html'],
    ['gatelight://page/assets/index-B1.js', 'assets/index-B1.js'],
    ['gatelight://page/assets/a%20b.css?v=1#x', 'assets/a b.css'],
    // The URL parser has resolved these before anybody can be fooled.
    ['gatelight://page/assets/../index.html', 'index.html'],
    ['gatelight://page/../../index.html', 'index.html'],
    ['gatelight://page/%2e%2e/index.html', 'index.html'],
  ])('%s is %s', (url, path) => {
    expect(fileFor(url, DIR)).toBe(join(DIR, path));
  });

  test.each([
    'gatelight://page/',
    'gatelight://page/..%2f..%2findex.html',
    'gatelight://page/%2e%2e%2findex.html',
    'gatelight://page/%2e%2e%5cindex.html',
    'gatelight://page/a%2f..%2fx.js',
    'gatelight://page/a%2f..%2f..%2fx.js',
    'gatelight://page/%252e%252e/x',
    'gatelight://page//etc/index.html',
    'gatelight://page/%2fetc/index.html',
    'gatelight://page/C:/x.html',
    'gatelight://page/C%3A/x.html',
    'gatelight://page/%5c%5cserver%5cshare%5cx.html',
    'gatelight://page/x.js%00.html',
    'gatelight://page/x.html%',
    'gatelight://page/main.js.map',
    'gatelight://page/.env',
    'gatelight://page/preload.cjs',
    'gatelight://page/x.constructor',
    'gatelight://evil/index.html',
    'gatelight://page.evil/index.html',
    'gatelight://page:8080/index.html',
    'file:///opt/gatelight/out/renderer/index.html',
    'https://page/index.html',
    'index.html',
    '',
  ])('%s is nothing', (url) => {
    expect(fileFor(url, DIR)).toBeNull();
  });
});

describe('what is served', () => {
  let dir = '';
  let answer: (url: string) => Promise<Response>;

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'gatelight-page-'));
    mkdirSync(join(dir, 'renderer'));
    writeFileSync(join(dir, 'renderer', 'index.html'), '<!doctype html>');
    writeFileSync(join(dir, 'secret.html'), 'secret');
    const protocol = {
      handle: (_scheme: string, handler: (request: Request) => Promise<Response>) => {
        answer = (url) => handler({ url } as Request);
      },
    };
    serveRenderer(protocol, join(dir, 'renderer'));
  });
  afterAll(() => {
    rmSync(dir, { recursive: true });
  });

  test('security 4: the page comes with its policy and its type', async () => {
    const response = await answer(PAGE_URL);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<!doctype html>');
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each([
    'gatelight://page/missing.html',
    'gatelight://page/..%2fsecret.html',
    'gatelight://other/index.html',
  ])('security 3: %s is not found', async (url) => {
    const response = await answer(url);
    expect([response.status, await response.text()]).toEqual([404, 'Not found']);
  });
});

test('security 3: the scheme is standard and secure, and nothing more than the page needs', () => {
  const registered: unknown[] = [];
  registerScheme({
    registerSchemesAsPrivileged: (schemes) => {
      registered.push(...schemes);
    },
  });
  expect(registered).toEqual([
    {
      scheme: 'gatelight',
      privileges: { standard: true, secure: true, supportFetchAPI: true },
    },
  ]);
});
