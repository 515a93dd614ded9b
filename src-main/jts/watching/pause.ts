import type { Clock } from '../../domain/clock.ts';

export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}

/** `late` when `work` takes longer: a folder of a network that is gone may never answer. */
export async function within<Value>(
  clock: Clock,
  ms: number,
  work: Promise<Value>,
  late: Value,
): Promise<Value> {
  let stop = (): void => undefined;
  const limit = new Promise<Value>((resolve) => {
    stop = clock.after(ms, () => resolve(late));
  });
  return Promise.race([work, limit]).finally(() => stop());
}
