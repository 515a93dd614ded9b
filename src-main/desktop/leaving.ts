import type { App } from 'electron';

/** Closing every socket with a FIN takes a moment; whatever hangs does not get more than this. */
const LIMIT_MS = 3000;

/**
 * Quitting always works: what `dispose` closes is closed first, but not for longer than the limit.
 * Signals quit like the menu does.
 */
export function leaveProperly(
  app: Pick<App, 'exit' | 'isReady' | 'on' | 'quit'>,
  dispose: () => Promise<void>,
  signals: Pick<NodeJS.Process, 'on'> = process,
): void {
  let isLeaving = false;
  app.on('before-quit', (event) => {
    if (isLeaving || !app.isReady()) return;
    isLeaving = true;
    event.preventDefault();
    // Not `quit`: what hangs could still hold a window open.
    const late = setTimeout(() => {
      app.exit(0);
    }, LIMIT_MS);
    void dispose()
      .catch(() => undefined)
      .then(() => {
        clearTimeout(late);
        app.quit();
      });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    signals.on(signal, () => {
      app.quit();
    });
  }
}
