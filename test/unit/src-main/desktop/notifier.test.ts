import type { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { InsideNotice } from '../../../../src-main/contract/app-state.ts';
import { Notifier } from '../../../../src-main/desktop/notifier.ts';

const system = vi.hoisted(() => ({
  isSupported: true,
  problem: null as string | null,
  /** What becomes of one that is handed over. */
  answer: (_one: object): void => undefined,
  handed: [] as (object & {
    options: Record<string, unknown>;
    emit: (...all: unknown[]) => void;
  })[],
  closed: [] as unknown[],
}));
vi.mock('../../../../src-main/desktop/notification-daemon.ts', () => ({
  daemonProblem: () => Promise.resolve(system.problem),
}));
vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  class Notification extends EventEmitter {
    static isSupported = () => system.isSupported;
    constructor(readonly options: Record<string, unknown>) {
      super();
    }
    show(): void {
      system.handed.push(this as never);
      system.answer(this);
    }
    close(): void {
      system.closed.push(this.options['title']);
    }
  }
  return { Notification };
});

const PAPER = '127.0.0.1:4002';
const noticeOf = (connection: string | null, title = 'Gateway stopped'): InsideNotice => ({
  connection,
  title,
  body: 'Look.',
  buttons: [
    { text: 'I closed it', action: 'closed-by-user' },
    { text: 'Snooze 15 min', action: 'snooze-15' },
  ],
});
const says = (event: string, ...all: unknown[]) => {
  system.answer = (one) => (one as EventEmitter).emit(event, {}, ...all);
};

function notifier() {
  const deps = { onAction: vi.fn(), onBlocked: vi.fn(), onShown: vi.fn() };
  return { notifier: new Notifier(deps), ...deps };
}
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(system, { isSupported: true, problem: null, handed: [], closed: [] });
  says('show');
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a notice that the system takes', () => {
  test('is shown with its words and without a sound', async () => {
    const { notifier: one, onShown, onBlocked } = notifier();
    one.show(noticeOf(PAPER), false);
    await settled();
    expect(system.handed.map(({ options }) => options)).toEqual([
      {
        title: 'Gateway stopped',
        body: 'Look.',
        silent: true,
        actions: [
          { type: 'button', text: 'I closed it' },
          { type: 'button', text: 'Snooze 15 min' },
        ],
      },
    ]);
    expect(onShown).toHaveBeenCalledExactlyOnceWith(PAPER);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(onBlocked).not.toHaveBeenCalled();
  });

  test('does on a click what its first button does, or opens', async () => {
    const { notifier: one, onAction } = notifier();
    one.show(noticeOf(PAPER), false);
    one.show({ ...noticeOf(null), buttons: [] }, false);
    await settled();
    for (const handed of system.handed) handed.emit('click', {});
    expect(onAction.mock.calls).toEqual([
      ['closed-by-user', PAPER],
      ['open', null],
    ]);
  });

  test.each([
    ['a number', [{}, 1]],
    ['part of the event', [{ actionIndex: 1 }]],
  ])('knows which button was clicked: %s', async (_how, given) => {
    const { notifier: one, onAction } = notifier();
    one.show(noticeOf(PAPER), false);
    await settled();
    system.handed[0]?.emit('action', ...given);
    expect(onAction).toHaveBeenCalledExactlyOnceWith('snooze-15', PAPER);
  });

  test('is the only one of its connection, and goes with its cause', async () => {
    const { notifier: one } = notifier();
    one.show(noticeOf(PAPER, 'first'), false);
    one.show(noticeOf('127.0.0.1:4001', 'other'), false);
    await settled();
    one.show(noticeOf(PAPER, 'second'), false);
    await settled();
    expect(system.closed).toEqual(['first']);
    one.withdraw(PAPER);
    await settled();
    expect(system.closed).toEqual(['first', 'second']);
    await one.dispose();
    expect(system.closed).toEqual(['first', 'second', 'other']);
  });

  test('is not shown when it is withdrawn at once', async () => {
    const { notifier: one } = notifier();
    one.show(noticeOf(PAPER), false);
    one.withdraw(PAPER);
    await vi.advanceTimersByTimeAsync(5000);
    expect(system.handed).toEqual([]);
  });
});

describe('the system refuses', () => {
  const refusals: [string, string, () => void][] = [
    ['has none at all', 'the system has no notifications', () => (system.isSupported = false)],
    ['has nobody who shows them', 'nobody', () => (system.problem = 'nobody')],
    ['says so', 'not allowed', () => says('failed', 'not allowed')],
    ['says so without words', 'the notification service refused', () => says('failed', '')],
    [
      'throws',
      'Error: no',
      () => {
        system.answer = () => {
          throw new Error('no');
        };
      },
    ],
  ];
  test.each(refusals)('because it %s', async (_why, reason, arrange) => {
    arrange();
    const { notifier: one, onBlocked, onShown } = notifier();
    one.show(noticeOf(PAPER), false);
    await settled();
    expect(onBlocked).toHaveBeenCalledExactlyOnceWith(reason, noticeOf(PAPER));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(onBlocked).toHaveBeenCalledOnce();
    expect(onShown).not.toHaveBeenCalled();
  });

  test('by saying nothing for 3 s; one that appears late is shown after all', async () => {
    system.answer = () => undefined;
    const { notifier: one, onBlocked, onShown } = notifier();
    one.show(noticeOf(PAPER), false);
    await vi.advanceTimersByTimeAsync(2999);
    expect(onBlocked).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(onBlocked).toHaveBeenCalledExactlyOnceWith('not shown within 3 s', noticeOf(PAPER));
    system.handed[0]?.emit('show', {});
    expect(onShown).toHaveBeenCalledExactlyOnceWith(PAPER);
  });

  test('what was withdrawn meanwhile is nobody’s loss', async () => {
    system.answer = () => undefined;
    const { notifier: one, onBlocked } = notifier();
    one.show(noticeOf(PAPER), false);
    await settled();
    one.withdraw(PAPER);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(onBlocked).not.toHaveBeenCalled();
  });

  test('once it held the whole app up, for ten minutes', async () => {
    const { notifier: one, onBlocked } = notifier();
    system.answer = (handed) => {
      vi.setSystemTime(Date.now() + 25_000);
      vi.advanceTimersByTime(25_000);
      (handed as EventEmitter).emit('failed', {}, 'timed out');
    };
    one.show(noticeOf(PAPER), false);
    await settled();
    says('show');
    one.show(noticeOf(PAPER), false);
    await settled();
    expect(onBlocked.mock.lastCall?.[0]).toBe('the system was stuck before');
    expect(system.handed).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(600_000);
    one.show(noticeOf(PAPER), false);
    await settled();
    expect(system.handed).toHaveLength(2);
  });
});

test.runIf(process.platform === 'linux')(
  'closing asks first: a daemon that hangs would hold us up',
  async () => {
    const { notifier: one } = notifier();
    one.show(noticeOf(PAPER), false);
    await settled();
    system.problem = 'does not answer';
    await one.dispose();
    expect(system.closed).toEqual([]);
  },
);
