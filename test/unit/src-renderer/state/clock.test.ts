import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Clock } from '../../../../src-renderer/state/clock.svelte.ts';

const START = Date.UTC(2026, 10, 22, 14, 31, 52);

/** As much of a document as the clock looks at. */
function fakeDocument() {
  const target = new EventTarget();
  return Object.assign(target, { visibilityState: 'visible' });
}

describe('Clock', () => {
  let page: ReturnType<typeof fakeDocument>;
  const show = (visibilityState: DocumentVisibilityState): void => {
    page.visibilityState = visibilityState;
    page.dispatchEvent(new Event('visibilitychange'));
  };

  beforeEach(() => {
    vi.useFakeTimers({ now: START });
    page = fakeDocument();
    vi.stubGlobal('document', page);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test('ticks once a second', () => {
    const clock = new Clock();
    clock.start();
    vi.advanceTimersByTime(999);
    expect(clock.now).toBe(START);
    vi.advanceTimersByTime(1);
    expect(clock.now).toBe(START + 1000);
  });

  test('rests while nobody looks, and is right again at the first look', () => {
    const clock = new Clock();
    clock.start();
    show('hidden');
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(60_000);
    expect(clock.now).toBe(START);
    show('visible');
    expect(clock.now).toBe(START + 60_000);
  });

  test('stops for good', () => {
    const stop = new Clock().start();
    stop();
    expect(vi.getTimerCount()).toBe(0);
    show('visible');
    expect(vi.getTimerCount()).toBe(0);
  });
});
