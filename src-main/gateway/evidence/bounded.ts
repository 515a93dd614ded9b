/** Runs `work` over `items`, at most `lanes` at once, and keeps their order. */
export async function mapInLanes<Item, Value>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  const waiting = items.entries();
  // All lanes draw from one iterator: each entry is taken by exactly one of them.
  const lane = async (): Promise<void> => {
    for (const [index, item] of waiting) values[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
  return values;
}

/** `late` when `work` takes longer than `limitMs`; the work itself cannot be stopped. */
export async function within<Value>(
  limitMs: number,
  work: Promise<Value>,
  late: Value,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Value>((resolve) => {
    timer = setTimeout(() => resolve(late), limitMs);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

/**
 * Whoever asks while an answer is under way gets that answer. Reading /proc of a process stuck in
 * the kernel can hang a thread of Node's pool for good; repeated asking must not hang the others.
 */
export function joined<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let running: Promise<Value> | null = null;
  return () => {
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  };
}
