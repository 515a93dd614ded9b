const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** From `begin` to the end of the work these signals wait: it takes two seconds, and is better done than repaired. */
export async function withoutInterruption<Value>(
  work: (begin: () => void) => Promise<Value>,
): Promise<Value> {
  const wait = (): void => undefined;
  try {
    return await work(() => {
      for (const signal of SIGNALS) process.on(signal, wait);
    });
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, wait);
  }
}
