import type { App, Protocol } from 'electron';
import { registerScheme } from './app-protocol.ts';
import { restrictContents } from './security.ts';

/**
 * What must be in force before Electron is ready. As root Chromium refuses to start with its
 * operating-system sandbox, so it can't be forced there; the page is still kept from Node by its
 * own options. Nobody should trade as root.
 */
export function harden(
  app: Pick<App, 'enableSandbox' | 'on'>,
  protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>,
  userId: number | undefined = process.getuid?.(),
): void {
  if (userId !== 0) app.enableSandbox();
  registerScheme(protocol);
  app.on('web-contents-created', (_event, contents) => {
    restrictContents(contents);
  });
}
