/** What the machine gave, or in short plain words what could not be read. Never a path or a name of the user's. */
export type Read<Value> = { ok: true; value: Value } | { ok: false; missing: string };

export const given = <Value>(value: Value): Read<Value> => ({ ok: true, value });
export const notGiven = (missing: string): Read<never> => ({ ok: false, missing });

export interface Timed<Value> {
  readonly value: Value;
  readonly durationMs: number;
}

/** Milliseconds of the monotonic clock since `startedAt`, to a tenth. */
export function elapsedMs(startedAt: number): number {
  return Math.round((performance.now() - startedAt) * 10) / 10;
}

export async function timed<Value>(work: () => Promise<Value>): Promise<Timed<Value>> {
  const startedAt = performance.now();
  const value = await work();
  return { value, durationMs: elapsedMs(startedAt) };
}
