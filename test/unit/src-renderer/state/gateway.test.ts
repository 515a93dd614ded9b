import type { ConnectionStatus } from '$contract/connection-status';
import { failure, success, type Result } from '$contract/result';
import { connectionKey, targetOf } from '$contract/target';
import type { Verdict } from '$contract/verdict';
import { describe, expect, test, vi } from 'vitest';
import { GatewayStore, type GatewaySource } from '../../../../src-renderer/state/gateway.svelte.ts';
import { live4001, statusOf, testingStatus } from '../../../support/mocked-main/fixtures.ts';

const PAPER = '127.0.0.1:4002';
const LIVE = '127.0.0.1:4001';
const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);

type Statuses = readonly ConnectionStatus[];

function open(first: Result<Statuses> = success([statusOf('ready', NOW)])) {
  let push: (statuses: Statuses) => void = () => undefined;
  let answer: (statuses: Result<Statuses>) => void = () => undefined;
  const calls: string[] = [];
  const source = {
    'status:changed': vi.fn((listener: typeof push) => {
      calls.push('subscribe');
      push = listener;
      return () => undefined;
    }),
    'status:get': vi.fn(() => {
      calls.push('ask');
      return new Promise<Result<Statuses>>((resolve) => (answer = resolve));
    }),
    'test:run': vi.fn(() => Promise.resolve<Result<null>>(success(null))),
    'test:accepted': vi.fn(() => Promise.resolve<Result<null>>(success(null))),
    'gateway:closed': vi.fn(() => Promise.resolve<Result<null>>(success(null))),
    'gateway:show': vi.fn(() => Promise.resolve<Result<null>>(success(null))),
    'fix:open': vi.fn(() => Promise.resolve<Result<null>>(success(null))),
    'fix:step': vi.fn(() => Promise.resolve<Result<null>>(success(null))),
    'fix:skip': vi.fn(() => Promise.resolve<Result<null>>(success(null))),
    'fix:close': vi.fn(() => Promise.resolve<Result<null>>(success(null))),
    'details:copy': vi.fn(() => Promise.resolve<Result<null>>(success(null))),
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
    push: (...statuses: Statuses) => push(statuses),
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
    expect(store.statuses).toBeNull();
    await answer();
    expect(store.shown?.verdict).toBe('ready');
  });

  test('a push beats the answer that was already on its way', async () => {
    const { store, answer, push } = open();
    push(statusOf('silent', NOW));
    await answer();
    expect(store.shown?.verdict).toBe('silent');
  });

  test('stays unknown when main refuses', async () => {
    const { store, answer } = open(failure('internal'));
    await answer();
    expect(store.statuses).toBeNull();
  });
});

describe('what the page asks', () => {
  test('failures come back as codes', async () => {
    const { store, source, push } = open();
    push(statusOf('ready', NOW));
    source['test:accepted'].mockResolvedValue(failure('too-soon'));
    expect(await store.accepted()).toBe('too-soon');
    expect(await store.copyReport(PAPER)).toBeNull();
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
    push(statusOf('ready', NOW));
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
    push(statusOf('ready', NOW));
    await store.test();
    push(testingStatus(NOW, 3000));
    expect(store.testAsked).toBe(true);
    push(statusOf('silent', NOW));
    expect(store.testAsked).toBe(false);
  });

  test('never began when it was refused', async () => {
    const { store, source, push } = open();
    push(statusOf('ready', NOW));
    source['test:run'].mockResolvedValue(failure('no-connection'));
    expect(await store.test()).toBe('no-connection');
    expect(store.testAsked).toBe(false);
  });

  test('background tests are not announced as asked', () => {
    const { store, push } = open();
    push();
    push(testingStatus(NOW, 100));
    expect(store.testAsked).toBe(false);
  });
});

describe('the connection on show', () => {
  const paper = (verdict: Verdict = 'ready'): ConnectionStatus => statusOf(verdict, NOW);
  const live = (verdict: Verdict = 'ready'): ConnectionStatus =>
    statusOf(verdict, NOW, { target: live4001 });
  const shown = (store: GatewayStore): string | null =>
    store.shown === null ? null : connectionKey(store.shown.target);

  test('is the most urgent at first, and stays while others become more urgent', () => {
    const { store, push } = open();
    push(paper(), live('silent'));
    expect(shown(store)).toBe(LIVE);
    push(paper('silent'), live());
    expect(shown(store)).toBe(LIVE);
    push(live(), paper('silent'));
    expect(shown(store)).toBe(LIVE);
  });

  test('is the one that was chosen; requests name it', async () => {
    const { store, source, push } = open();
    push(paper(), live('silent'));
    store.show(PAPER);
    await store.test();
    await store.closed();
    expect(source['test:run']).toHaveBeenCalledWith({ connection: PAPER });
    expect(source['gateway:closed']).toHaveBeenCalledWith({ connection: PAPER });
    store.show(LIVE);
    expect(store.testAsked).toBe(false);
  });

  test('stays when its own port changes', () => {
    const { store, push } = open();
    push(paper(), live('silent'));
    store.show(PAPER);
    push(statusOf('ready', NOW, { target: targetOf('127.0.0.1', 7497, 'paper') }), live('silent'));
    expect(shown(store)).toBe('127.0.0.1:7497');
  });

  test('may be chosen before it is watched', () => {
    const { store, push } = open();
    push(paper('silent'));
    store.show(LIVE);
    expect(shown(store)).toBe(PAPER);
    push(paper('silent'));
    push(paper('silent'), live());
    expect(shown(store)).toBe(LIVE);
  });

  test('is another once it is gone, and none where none is left', async () => {
    const { store, source, push } = open();
    push(paper(), live('silent'));
    push(paper());
    expect(shown(store)).toBe(PAPER);
    push();
    expect(shown(store)).toBeNull();
    expect(await store.test()).toBe('no-connection');
    expect(source['test:run']).not.toHaveBeenCalled();
  });
});
