import { beforeAll, describe, expect, test, vi } from 'vitest';
import { PUSH_CHANNELS, REQUEST_CHANNELS } from '../../../../src-main/contract/channels.ts';

type Listener = (...args: unknown[]) => void;

const electron = vi.hoisted(() => {
  const listeners = new Map<string, Set<Listener>>();
  const at = (channel: string): Set<Listener> => {
    const known = listeners.get(channel) ?? new Set();
    listeners.set(channel, known);
    return known;
  };
  return {
    exposed: new Map<string, Record<string, Listener>>(),
    invoke: vi.fn(() => Promise.resolve('answer')),
    on: (channel: string, listener: Listener) => at(channel).add(listener),
    off: (channel: string, listener: Listener) => at(channel).delete(listener),
    /** As Electron does: the event object comes first. */
    push: (channel: string, ...values: unknown[]) => {
      for (const listener of at(channel)) listener({ sender: 'secret' }, ...values);
    },
  };
});
vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: Record<string, Listener>) =>
      electron.exposed.set(name, api),
  },
  ipcRenderer: { invoke: electron.invoke, on: electron.on, off: electron.off },
}));

describe('security 8: the bridge', () => {
  let bridge: Record<string, (...args: unknown[]) => unknown> = {};
  beforeAll(async () => {
    await import('../../../../src-main/preload/index.ts');
    bridge = electron.exposed.get('gatelight') ?? {};
  });

  test("is one object with the contract's channels and nothing else", () => {
    expect([...electron.exposed.keys()]).toEqual(['gatelight']);
    expect(Object.keys(bridge).sort()).toEqual([...REQUEST_CHANNELS, ...PUSH_CHANNELS].sort());
    for (const value of Object.values(bridge)) expect(value).toBeTypeOf('function');
  });

  test.each(REQUEST_CHANNELS)(
    '%s sends on its own channel, one payload at most',
    async (channel) => {
      electron.invoke.mockClear();
      expect(await bridge[channel]?.({ name: 'docs' }, 'more', 'status:get')).toBe('answer');
      expect(electron.invoke).toHaveBeenCalledExactlyOnceWith(channel, { name: 'docs' });
    },
  );

  test.each(PUSH_CHANNELS)('%s hands on exactly the value, until stopped', (channel) => {
    const listener = vi.fn();
    const stop = bridge[channel]?.(listener) as () => unknown;
    electron.push(channel, { state: 'ready' }, 'more');
    expect(listener.mock.calls).toEqual([[{ state: 'ready' }]]);
    expect(stop()).toBeUndefined();
    electron.push(channel, { state: 'down' });
    expect(listener).toHaveBeenCalledOnce();
  });
});
