/**
 * Joins single writes that arrive while an earlier write is under way into one (group commit): at once when idle,
 * otherwise together with all that gathers meanwhile. `write` answers for each item of a group in its order; an error
 * reaches every caller whose item the group held.
 */
export function createWriteGroup<Item, Outcome>(
  write: (items: readonly Item[]) => Promise<readonly Outcome[]>,
  maxItems = 1000,
): (item: Item) => Promise<Outcome> {
  let waiting: Waiting<Item, Outcome>[] = [];
  let isWriting = false;

  const drain = async (): Promise<void> => {
    isWriting = true;
    // One turn of the event loop lets what arrives together go together.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const group = waiting.slice(0, maxItems);
      waiting = waiting.slice(maxItems);
      try {
        const outcomes = await write(group.map(({ item }) => item));
        if (outcomes.length !== group.length) throw new Error("a group's outcomes must match its items");
        for (const [index, { done }] of group.entries()) done(outcomes[index] as Outcome);
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    isWriting = false;
  };

  return (item) =>
    new Promise<Outcome>((done, failed) => {
      waiting.push({ item, done, failed });
      if (!isWriting) void drain();
    });
}

interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly done: (outcome: Outcome) => void;
  readonly failed: (error: unknown) => void;
}
