import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Toasts } from '../../../../src-renderer/state/toasts.svelte.ts';
import { failureText } from '../../../../src-renderer/text/failures.ts';

describe('Toasts', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('a message leaves after ten seconds', () => {
    const toasts = new Toasts();
    toasts.show({ text: 'Defaults restored.' });
    vi.advanceTimersByTime(9999);
    expect(toasts.current?.text).toBe('Defaults restored.');
    vi.advanceTimersByTime(1);
    expect(toasts.current).toBeNull();
  });

  test('it waits while somebody points at it, then has its full time again', () => {
    const toasts = new Toasts();
    toasts.show({ text: 'Defaults restored.' });
    toasts.hold();
    vi.advanceTimersByTime(60_000);
    expect(toasts.current).not.toBeNull();
    toasts.resume();
    vi.advanceTimersByTime(10_000);
    expect(toasts.current).toBeNull();
  });

  test('a newer message has a full time of its own', () => {
    const toasts = new Toasts();
    toasts.show({ text: 'one' });
    vi.advanceTimersByTime(9000);
    toasts.show({ text: 'two' });
    vi.advanceTimersByTime(9000);
    expect(toasts.current?.text).toBe('two');
  });

  test('failures are said in words, success is not', () => {
    const toasts = new Toasts();
    toasts.report(null);
    expect(toasts.current).toBeNull();
    toasts.report('too-soon');
    expect(toasts.current?.text).toBe(failureText['too-soon']);
  });
});
