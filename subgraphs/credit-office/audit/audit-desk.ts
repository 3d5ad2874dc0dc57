import type { MonthlyAudit } from "./audit-month.js";
import type { Month } from "./month.js";

/** Where monthly audits are asked for. A great month takes longer than a request may: it is made in the background. */
export interface AuditDesk {
  /** The audit of a month; null while it is being made: ask again. @throws what making it threw */
  ask(month: Month, now: Date): Promise<MonthlyAudit | null>;
}

interface Order {
  readonly made: Promise<MonthlyAudit>;
  finishedAt: Date | null;
}

/**
 * @param waitMs how long one request waits for an audit that is being made
 * @param keepMs how long a finished one is handed out before it is made anew
 */
export function createAuditDesk(parts: {
  readonly make: (month: Month, now: Date) => Promise<MonthlyAudit>;
  readonly clock: () => Date;
  readonly waitMs: number;
  readonly keepMs: number;
}): AuditDesk {
  const orders = new Map<string, Order>();
  let queue: Promise<unknown> = Promise.resolve();

  function place(month: Month, now: Date): Order {
    // One at a time: audits may take their time, checks may not.
    const made = queue.then(() => parts.make(month, now));
    const order: Order = { made, finishedAt: null };
    orders.set(month.month, order);
    queue = made.then(
      () => {
        order.finishedAt = parts.clock();
      },
      () => orders.delete(month.month), // whoever waits for it is told; the next one begins anew
    );
    return order;
  }

  return {
    async ask(month, now) {
      for (const [name, { finishedAt }] of orders) {
        if (finishedAt && now.getTime() - finishedAt.getTime() >= parts.keepMs) orders.delete(name);
      }
      const { made } = orders.get(month.month) ?? place(month, now);
      return await withinTime(made, parts.waitMs);
    },
  };
}

async function withinTime(made: Promise<MonthlyAudit>, waitMs: number): Promise<MonthlyAudit | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      resolve(null);
    }, waitMs);
  });
  try {
    return await Promise.race([made, late]);
  } finally {
    clearTimeout(timer);
  }
}
