import type { App, Protocol } from 'electron';
import { registerScheme } from './app-protocol.ts';
import { restrictContents } from './security.ts';

/**
 * What must be in force before Electron is ready. As root Chromium refuses to start with its
 * operating-system sandbox, so it can't be forced there; the page is still kept from Node by its
 * own options. Nobody should trade as root.
 */
export function harden(
  app: Pick<App, 'commandLine' | 'enableSandbox' | 'isPackaged' | 'on'>,
  protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>,
  userId: number | undefined = process.getuid?.(),
): void {
  if (userId !== 0) app.enableSandbox();
  registerScheme(protocol);
  // Hints such as preconnect heed neither policy nor request filter: Chromium itself gets to know
  // no address, except the dev server's. Gateway is reached by Node, which is not concerned.
  const known = app.isPackaged ? '' : ', EXCLUDE localhost';
  app.commandLine.appendSwitch('host-resolver-rules', `MAP * ~NOTFOUND${known}`);
  app.on('web-contents-created', (_event, contents) => {
    restrictContents(contents);
    // Neither policy of content nor filter of requests covers it.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
}
