/** Longest wait for the register's database, in milliseconds; past it the register counts as down. */
export const registerTimeoutMs = 5000;

/**
 * The answer of a database, or an Error when it does not come in time: a network that swallows everything tells nobody
 * so. What was asked may still happen.
 */
export async function inTime<Value>(work: Promise<Value>, timeoutMs = registerTimeoutMs): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${timeoutMs} ms`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
