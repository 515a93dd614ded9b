import type { ConnectionStatus } from '$contract/connection-status';
import { failure, success, type Result } from '$contract/result';
import { describe, expect, test, vi } from 'vitest';
import { GatewayStore, type GatewaySource } from '../../../../src-renderer/state/gateway.svelte.ts';
import { emptyStatus, statusOf, testingStatus } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);

function open(first: Result<ConnectionStatus> = success(statusOf('ready', NOW))) {
  let push: (status: ConnectionStatus) => void = () => undefined;
  let answer: (status: Result<ConnectionStatus>) => void = () => undefined;
  const calls: string[] = [];
  const source = {
    'status:changed': vi.fn((listener: typeof push) => {
      calls.push('subscribe');
      push = listener;
      return () => undefined;
    }),
    'status:get': vi.fn(() => {
      calls.push('ask');
      return new Promise<Result<ConnectionStatus>>((resolve) => (answer = resolve));
    }),
    'test:run': vi.fn(() => Promise.resolve<Result<null>>(success(null))),
    'test:accepted': vi.fn(() => Promise.resolve<Result<null>>(success(null))),
    'report:preview': vi.fn(() => Promise.resolve(success({ text: 'report' }))),
    'report:copy': vi.fn(() => Promise.resolve<Result<null>>(success(null))),
    'monitoring:pause': vi.fn(() => Promise.resolve<Result<null>>(success(null))),
  } satisfies GatewaySource;
  const store = new GatewayStore(source);
  const started = store.start();
  return {
    store,
    source,
    calls,
    push: (status: ConnectionStatus) => push(status),
    answer: async (result = first) => {
      answer(result);
      await started;
    },
  };
}

describe('the first status', () => {
  test('is subscribed to before it is asked for', () => {
    expect(open().calls).toEqual(['subscribe', 'ask']);
  });

  test('comes from the answer', async () => {
    const { store, answer } = open();
    expect(store.status).toBeNull();
    await answer();
    expect(store.status?.verdict).toBe('ready');
  });

  test('a push beats the answer that was already on its way', async () => {
    const { store, answer, push } = open();
    push(statusOf('silent', NOW));
    await answer();
    expect(store.status?.verdict).toBe('silent');
  });

  test('stays unknown when main refuses', async () => {
    const { store, answer } = open(failure('internal'));
    await answer();
    expect(store.status).toBeNull();
  });
});

describe('what the page asks', () => {
  test('failures come back as codes', async () => {
    const { store, source } = open();
    source['test:accepted'].mockResolvedValue(failure('too-soon'));
    expect(await store.accepted()).toBe('too-soon');
    expect(await store.copyReport()).toBeNull();
  });

  test('pause and resume are one request', async () => {
    const { store, source } = open();
    await store.pause(true);
    await store.pause(false);
    expect(source['monitoring:pause'].mock.calls).toEqual([
      [{ paused: true }],
      [{ paused: false }],
    ]);
  });
});

describe('a test that was asked for here', () => {
  test('is over when its end was seen, not before its beginning', async () => {
    const { store, push } = open();
    await store.test();
    push(statusOf('ready', NOW));
    expect(store.testAsked).toBe(true);
    push(testingStatus(NOW, 200));
    expect(store.testAsked).toBe(true);
    push(statusOf('ready', NOW));
    expect(store.testAsked).toBe(false);
  });

  test('is over as far as words go once it is held', async () => {
    const { store, push } = open();
    await store.test();
    push(testingStatus(NOW, 3000));
    push(statusOf('silent', NOW));
    expect(store.testAsked).toBe(false);
  });

  test('never began when it was refused', async () => {
    const { store, source } = open();
    source['test:run'].mockResolvedValue(failure('no-connection'));
    expect(await store.test()).toBe('no-connection');
    expect(store.testAsked).toBe(false);
  });

  test('background tests are not announced as asked', () => {
    const { store, push } = open();
    push(emptyStatus(NOW));
    push(testingStatus(NOW, 100));
    expect(store.testAsked).toBe(false);
  });
});
