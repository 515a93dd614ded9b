import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sessionBus } from './dbus/connection.ts';
import { poll } from './poll.ts';

// Takes parts of the test desktop away and brings them back, as logging in, crashes and updates do.

const TRAY_HOST = { service: 'panel', busName: 'org.kde.StatusNotifierWatcher' };
const DAEMON = { service: 'notifications', busName: 'org.freedesktop.Notifications' };
const LIMIT_MS = 10_000;

export const hasTrayHost = (): Promise<boolean> => isRunning(TRAY_HOST);
export const killTrayHost = (): Promise<void> => kill(TRAY_HOST);
export const startTrayHost = (): Promise<void> => start(TRAY_HOST);

export const hasNotificationDaemon = (): Promise<boolean> => isRunning(DAEMON);
export const killNotificationDaemon = (): Promise<void> => kill(DAEMON);
export const startNotificationDaemon = (): Promise<void> => start(DAEMON);

type Part = typeof TRAY_HOST;

/** The folder that session.sh made; its absence means that the test runs outside the session. */
export function desktopDir(): string {
  const dir = process.env.GATELIGHT_DESKTOP_DIR;
  if (dir === undefined) throw new Error('needs the test desktop: test/support/desktop/session.sh');
  return dir;
}

async function isRunning(part: Part): Promise<boolean> {
  return (await sessionBus()).hasOwner(part.busName);
}

async function kill(part: Part): Promise<void> {
  process.kill(Number(readFileSync(join(desktopDir(), `${part.service}.pid`), 'utf8')));
  await waitUntil(part, false);
}

async function start(part: Part): Promise<void> {
  const script = join(import.meta.dirname, 'service.sh');
  const child = spawn(script, [part.service], { stdio: 'ignore', detached: true });
  await once(child, 'spawn');
  child.unref();
  await waitUntil(part, true);
}

async function waitUntil(part: Part, running: boolean): Promise<void> {
  const what = `${running ? 'start' : 'end'} of ${part.busName}`;
  await poll(what, LIMIT_MS, async () => ((await isRunning(part)) === running ? true : undefined));
}
