import type { Clock } from '../../../src-main/domain/clock.ts';

/** A system clock whose waits end sooner, by that factor; the time of day is the real one. */
export const hastyClock = (times: number): Clock => ({
  now: () => Date.now(),
  monotonicMs: () => performance.now() * times,
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms / times);
    return () => {
      clearTimeout(timer);
    };
  },
});
