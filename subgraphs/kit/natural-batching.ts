/**
 * How a batch is read: in one answer instead of pages of a hundred, and without looking at every letter again; what is
 * stored was written by us.
 */
export const wholeAnswer = { batchSize: 20_000, enableUtf8Validation: false } as const;

/** How many batches of one loader may be under way before the next gathers. */
const maxUnderWay = 2;

/**
 * Lets a loader's batches grow with the load: at once when the line is idle, while batches are under way the next one
 * gathers. `schedule` is DataLoader's `batchScheduleFn`, `during` goes round the loader's read.
 */
export function createNaturalBatching(): {
  readonly schedule: (dispatch: () => void) => void;
  readonly during: <Value>(read: () => Promise<Value>) => Promise<Value>;
} {
  let underWay = 0;
  const waiting: (() => void)[] = [];
  return {
    schedule: (dispatch) => {
      // One turn of the event loop lets what arrives together go together.
      setImmediate(() => {
        if (underWay < maxUnderWay) dispatch();
        else waiting.push(dispatch);
      });
    },
    during: async (read) => {
      underWay += 1;
      try {
        return await read();
      } finally {
        underWay -= 1;
        waiting.shift()?.();
      }
    },
  };
}
