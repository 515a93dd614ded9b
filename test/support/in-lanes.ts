/** Does `deed` for each item, so many at a time. The first failure ends it. */
export async function inLanes<Item>(
  items: Iterable<Item>,
  lanes: number,
  deed: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items].values();
  const lane = async (): Promise<void> => {
    for (const item of waiting) await deed(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
