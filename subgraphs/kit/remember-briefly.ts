/** Reads at most once in `forMs` milliseconds, however many ask. A read that failed is not remembered. */
export function rememberBriefly<Value>(
  read: () => Promise<Value>,
  forMs: number,
): { (): Promise<Value>; forget(): void } {
  let remembered: { readonly value: Promise<Value>; readonly readAt: number } | undefined;
  const recall = async (): Promise<Value> => {
    if (remembered && performance.now() - remembered.readAt < forMs) return await remembered.value;
    const reading = { value: read(), readAt: performance.now() };
    remembered = reading;
    reading.value.catch(() => {
      // The failure reaches whoever waits; the next question reads again.
      if (remembered === reading) remembered = undefined;
    });
    return await reading.value;
  };
  const forget = (): void => {
    remembered = undefined;
  };
  return Object.assign(recall, { forget });
}
