import { describe, expect, test, vi } from 'vitest';
import { Notices } from '../../../../src-main/app/notices.ts';
import type { InsideNotice } from '../../../../src-main/contract/app-state.ts';

const PAPER = '127.0.0.1:4002';
const LIVE = '127.0.0.1:4001';
const noticeOf = (connection: string | null, title = 'Gateway stopped'): InsideNotice => ({
  connection,
  title,
  body: '…',
  buttons: [],
});

function notices({ isFocused = false } = {}) {
  const window = { isFocused };
  const deps = {
    notifier: { show: vi.fn(), withdraw: vi.fn(), dispose: vi.fn(() => Promise.resolve()) },
    alert: { show: vi.fn(), close: vi.fn() },
    isWindowFocused: () => window.isFocused,
    onChange: vi.fn(),
    log: { warn: vi.fn() },
  };
  return { notices: new Notices(deps), window, ...deps };
}

describe('while nobody looks at the window', () => {
  test('the system shows a notice', () => {
    const { notices: some, notifier, alert } = notices();
    some.show(noticeOf(PAPER), true);
    expect(notifier.show).toHaveBeenCalledExactlyOnceWith(noticeOf(PAPER), true);
    expect(some.inside).toBeNull();
    expect(alert.show).not.toHaveBeenCalled();
  });

  test('what it refuses is shown in an alert, and the banner stays', () => {
    const { notices: some, alert, onChange, log } = notices();
    some.refused('no service', noticeOf(PAPER));
    expect(some.inside).toEqual(noticeOf(PAPER));
    expect(some.blocked).toBe(true);
    expect(alert.show).toHaveBeenCalledOnce();
    expect(onChange).toHaveBeenCalled();
    expect(log.warn).toHaveBeenCalledExactlyOnceWith('a notification was refused: no service');
    some.withdraw(PAPER);
    expect(some.inside).toBeNull();
    expect(some.blocked).toBe(true);
    expect(alert.close).toHaveBeenCalledOnce();
  });

  test('one that gets through ends all that, also late', () => {
    const { notices: some, alert, onChange } = notices();
    some.refused('late', noticeOf(PAPER));
    onChange.mockClear();
    some.shown(PAPER);
    expect([some.inside, some.blocked]).toEqual([null, false]);
    expect(alert.close).toHaveBeenCalledOnce();
    expect(onChange).toHaveBeenCalledOnce();
    some.shown(PAPER);
    expect(onChange).toHaveBeenCalledOnce();
  });

  test('of several the newest is on show; when it goes, the one before it is', () => {
    const { notices: some, alert } = notices();
    some.refused('no service', noticeOf(PAPER));
    some.refused('no service', noticeOf(LIVE));
    expect(some.inside).toEqual(noticeOf(LIVE));
    some.withdraw(LIVE);
    expect(some.inside).toEqual(noticeOf(PAPER));
    expect(alert.close).not.toHaveBeenCalled();
    expect(some.dismiss()).toEqual(noticeOf(PAPER));
    expect(alert.close).toHaveBeenCalledOnce();
    expect(some.dismiss()).toBeNull();
  });
});

describe('while somebody looks at the window', () => {
  test('a notice is shown there and nowhere else', () => {
    const { notices: some, notifier, alert } = notices({ isFocused: true });
    some.show(noticeOf(PAPER), true);
    expect(some.inside).toEqual(noticeOf(PAPER));
    expect(notifier.show).not.toHaveBeenCalled();
    expect(alert.show).not.toHaveBeenCalled();
    expect(some.blocked).toBe(false);
  });

  test('it takes the place of what the system showed', () => {
    const { notices: some, notifier, window } = notices();
    some.show(noticeOf(PAPER), true);
    window.isFocused = true;
    some.show(noticeOf(PAPER, 'Gateway lost IBKR'), true);
    expect(notifier.withdraw).toHaveBeenCalledExactlyOnceWith(PAPER);
  });

  test('and the other way round', () => {
    const { notices: some, notifier, window } = notices({ isFocused: true });
    some.show(noticeOf(PAPER), true);
    window.isFocused = false;
    some.show(noticeOf(PAPER, 'Gateway lost IBKR'), true);
    expect(some.inside).toBeNull();
    expect(notifier.show).toHaveBeenCalledOnce();
  });

  test('an alert is no longer needed, but its notice is', () => {
    const { notices: some, alert } = notices();
    some.refused('no service', noticeOf(PAPER));
    some.windowFocused();
    expect(alert.close).toHaveBeenCalledOnce();
    expect(some.inside).toEqual(noticeOf(PAPER));
  });

  test('a sample that the system refuses is shown in the window', () => {
    const { notices: some, alert } = notices({ isFocused: true });
    some.refused('no service', noticeOf(null));
    expect(some.inside).toEqual(noticeOf(null));
    expect(alert.show).not.toHaveBeenCalled();
  });
});
