import type { Clock } from '../../../src-main/domain/clock.ts';

/** A system clock whose waits end sooner, by that factor; `now`: the time of day, where it is another one. */
export const hastyClock = (times: number, now: () => number = Date.now): Clock => ({
  now,
  monotonicMs: () => performance.now() * times,
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms / times);
    return () => {
      clearTimeout(timer);
    };
  },
});
