import type { App } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { harden } from '../../../../src-main/desktop/harden.ts';

function hardened(userId: number, isPackaged = true) {
  const calls: string[] = [];
  const listeners = new Map<string, (...args: unknown[]) => void>();
  const app = {
    isPackaged,
    commandLine: {
      appendSwitch: (name: string, value: string) => calls.push(`${name} ${value}`),
    },
    enableSandbox: () => calls.push('enableSandbox'),
    on: (name: string, listener: (...args: unknown[]) => void) => {
      calls.push(`on ${name}`);
      listeners.set(name, listener);
    },
    whenReady: () => calls.push('whenReady'),
  };
  const protocol = { registerSchemesAsPrivileged: () => calls.push('registerScheme') };
  harden(app as unknown as App, protocol, userId);
  return { calls, listeners };
}

describe('security 2: before Electron is ready', () => {
  test('sandbox and scheme are set, and nothing is awaited', () => {
    expect(hardened(1000).calls).toEqual([
      'enableSandbox',
      'registerScheme',
      'host-resolver-rules MAP * ~NOTFOUND',
      'on web-contents-created',
    ]);
  });

  test('for root everything but the sandbox, with which Chromium would not start', () => {
    expect(hardened(0).calls).toEqual(hardened(1000).calls.slice(1));
  });

  test('security 5: Chromium finds no host, in development only the dev server', () => {
    expect(hardened(0, false).calls).toContain(
      'host-resolver-rules MAP * ~NOTFOUND, EXCLUDE localhost',
    );
  });
});

test('security 6: every contents that is ever created is restricted', () => {
  const contents = {
    on: vi.fn(),
    setWindowOpenHandler: vi.fn(),
    setWebRTCIPHandlingPolicy: vi.fn(),
  };
  hardened(1000).listeners.get('web-contents-created')?.({}, contents);
  expect(contents.on).toHaveBeenCalledWith('will-navigate', expect.any(Function));
  expect(contents.setWindowOpenHandler).toHaveBeenCalledOnce();
});
