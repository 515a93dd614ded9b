import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { leaveProperly } from '../../../../src-main/desktop/leaving.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An app that ends as Electron's does: `quit` asks, and may be held up. */
function appThat(dispose: () => Promise<void>, isReady = true) {
  const events = new EventEmitter();
  const ended: string[] = [];
  const app = {
    on: (name: string, listener: (...all: unknown[]) => void) => events.on(name, listener),
    isReady: () => isReady,
    exit: (code?: number) => ended.push(`exit ${code}`),
    quit: () => {
      const held = vi.fn();
      events.emit('before-quit', { preventDefault: held });
      if (held.mock.calls.length === 0) ended.push('quit');
    },
  };
  const signals = new EventEmitter();
  const disposed = vi.fn(dispose);
  leaveProperly(app as never, disposed, signals as never);
  return { app, signals, ended, disposed };
}

test('quits once everything is closed', async () => {
  let close = (): void => undefined;
  const { app, ended, disposed } = appThat(() => new Promise((resolve) => (close = resolve)));
  app.quit();
  expect(ended).toEqual([]);
  close();
  await vi.advanceTimersByTimeAsync(0);
  expect(ended).toEqual(['quit']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ended).toEqual(['quit']);
  expect(disposed).toHaveBeenCalledOnce();
});

test('goes after 3 s, whatever hangs', async () => {
  const { app, ended } = appThat(() => new Promise(() => undefined));
  app.quit();
  await vi.advanceTimersByTimeAsync(2999);
  expect(ended).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(ended).toEqual(['exit 0']);
});

test('quits though closing failed', async () => {
  const { app, ended } = appThat(() => Promise.reject(new Error('no')));
  app.quit();
  await vi.advanceTimersByTimeAsync(0);
  expect(ended).toEqual(['quit']);
});

test('quits at once while there is nothing to close', () => {
  const { app, ended, disposed } = appThat(() => Promise.resolve(), false);
  app.quit();
  expect(ended).toEqual(['quit']);
  expect(disposed).not.toHaveBeenCalled();
});

test.each(['SIGINT', 'SIGTERM'])('%s quits like the menu', async (signal) => {
  const { signals, ended, disposed } = appThat(() => Promise.resolve());
  signals.emit(signal);
  await vi.advanceTimersByTimeAsync(0);
  expect(disposed).toHaveBeenCalledOnce();
  expect(ended).toEqual(['quit']);
});
