/**
 * Works through what is due. One that fails does not keep those behind it from being done; the first failure is told when
 * all have had their turn, so that it is seen.
 */
export async function oneByOne<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
