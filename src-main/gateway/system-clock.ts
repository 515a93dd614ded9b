import type { Clock } from '../domain/clock.ts';
import { monotonicMs } from './monotonic.ts';

/** Timers fire in order of their time; longer ones than Node can hold are waited for in parts. */
const LONGEST_MS = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs,
  after: (ms, callback) => {
    let leftMs = Math.max(0, ms);
    let timer: NodeJS.Timeout;
    const next = (): void => {
      const partMs = Math.min(leftMs, LONGEST_MS);
      leftMs -= partMs;
      timer = setTimeout(leftMs > 0 ? next : callback, partMs);
    };
    next();
    return () => {
      clearTimeout(timer);
    };
  },
};
