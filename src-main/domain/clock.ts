/** Time as the monitor and the announcer see it; handed in, so that weeks can be run in seconds. */
export interface Clock {
  /** Epoch milliseconds, for people. */
  now(): number;
  /** Monotonic milliseconds, for durations and deadlines. */
  monotonicMs(): number;
  /** Calls back once, after `ms`. Answers the function that stops it. */
  after(ms: number, callback: () => void): () => void;
}
