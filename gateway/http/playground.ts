export const openPlayground = (_: unknown) => () => Promise.resolve();
