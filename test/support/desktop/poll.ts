import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer is not undefined. Says what it waited for when time is up. */
export async function poll<T>(
  what: string,
  timeoutMs: number,
  ask: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`no ${what} within ${timeoutMs} ms`);
    await sleep(25);
  }
}
