import type { Protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { parseUrl } from '../contract/parse-url.ts';
import { CONTENT_SECURITY_POLICY } from './security.ts';

export const SCHEME = 'gatelight';
export const PAGE_ORIGIN = `${SCHEME}://page`;
export const PAGE_URL = `${PAGE_ORIGIN}/index.html`;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must run before `ready`. Standard and secure, so that it has an origin like any web page. */
export function registerScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** The file a request means, or null: only known types below `rendererDir`, no way around it. */
export function fileFor(url: string, rendererDir: string): string | null {
  const parsed = parseUrl(url);
  if (parsed === null || parsed.protocol !== `${SCHEME}:` || parsed.host !== 'page') return null;
  let path: string;
  try {
    path = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  // Backslashes and colons are separators or drive letters on Windows, nothing of ours elsewhere.
  // eslint-disable-next-line no-control-regex -- NUL would cut the path short
  if (/[\\:\u0000]/.test(path) || path.includes('..') || path.startsWith('//')) return null;
  const file = normalize(join(rendererDir, path));
  if (!file.startsWith(rendererDir + sep)) return null;
  return extname(file) in TYPES ? file : null;
}

/** Serves the page's folder with its content security policy. */
export function serveRenderer(
  protocol: Pick<Protocol, 'handle'>,
  rendererDir: string,
  policy: string = CONTENT_SECURITY_POLICY,
): void {
  protocol.handle(SCHEME, async (request) => {
    const file = fileFor(request.url, rendererDir);
    if (file === null) return notFound();
    try {
      return new Response(await readFile(file), {
        headers: {
          'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
          'content-security-policy': policy,
          'x-content-type-options': 'nosniff',
        },
      });
    } catch {
      return notFound();
    }
  });
}

const notFound = (): Response => new Response('Not found', { status: 404 });
