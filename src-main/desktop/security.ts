import { parseUrl } from '../contract/parse-url.ts';
import type { Session, WebContents } from 'electron';

/**
 * The page may load itself and nothing else. No `unsafe-*`: Svelte sets styles through the CSSOM,
 * which needs no permission.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The dev server swaps styles into the page and talks to it; scripts stay its own. */
export function developmentPolicy(devServer: string): string {
  const sockets = devServer.replace(/^http/, 'ws');
  return CONTENT_SECURITY_POLICY.replace(
    "style-src 'self'",
    "style-src 'self' 'unsafe-inline'",
  ).replace("connect-src 'none'", `connect-src 'self' ${sockets}`);
}

/** Where the page comes from: our own scheme, and in development the dev server too. */
export interface PageOrigin {
  readonly origin: string;
  readonly devServer: string | null;
}

/** Cancels every request that leaves the page's own origin. */
export function isAllowedRequest(url: string, { origin, devServer }: PageOrigin): boolean {
  const parsed = parseUrl(url);
  if (parsed === null) return false;
  const own = new URL(origin);
  if (parsed.protocol === own.protocol && parsed.host === own.host) return true;
  if (devServer === null) return false;
  const dev = new URL(devServer);
  const sockets = dev.protocol === 'https:' ? 'wss:' : 'ws:';
  return parsed.host === dev.host && [dev.protocol, sockets].includes(parsed.protocol);
}

/** Of all permissions the page gets one: writing cleaned text to the clipboard. */
export const isAllowedPermission = (permission: string): boolean =>
  permission === 'clipboard-sanitized-write';

export function restrictSession(session: Session, page: PageOrigin): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAllowedRequest(details.url, page) });
  });
  const { devServer } = page;
  if (devServer !== null) {
    session.webRequest.onHeadersReceived({ urls: [`${devServer}/*`] }, (details, answer) => {
      const policy = [developmentPolicy(devServer)];
      answer({
        responseHeaders: { ...details.responseHeaders, 'Content-Security-Policy': policy },
      });
    });
  }
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(isAllowedPermission(permission));
  });
  session.setPermissionCheckHandler((_contents, permission) => isAllowedPermission(permission));
}

/** The page is one document: it never navigates, opens windows or embeds anything. */
export function restrictContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
