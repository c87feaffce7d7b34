/** The end of one piece of work: its value, or what it threw. */
export type Outcome<Value> = { ok: true; value: Value } | { ok: false; error: unknown };

/**
 * Works through a list with a bounded number in flight; a failure of one stops none of the others.
 *
 * @param items what to work on, in the order of the answer
 * @param inFlight most pieces of work under way at once, at least 1
 * @param work done once for each item
 * @returns one outcome for each item, in the order of the items
 */
export async function eachBounded<Item, Value>(
  items: readonly Item[],
  inFlight: number,
  work: (item: Item, index: number) => Promise<Value>,
): Promise<Outcome<Value>[]> {
  const outcomes: Outcome<Value>[] = [];
  const rest = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of rest) {
      try {
        outcomes[index] = { ok: true, value: await work(item, index) };
      } catch (error) {
        outcomes[index] = { ok: false, error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(inFlight, items.length)) }, worker));
  return outcomes;
}
