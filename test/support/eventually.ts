import { setTimeout as pause } from "node:timers/promises";

/** Tries until it works, and answers with what came of it. @throws the last error, past the time */
export async function eventually<Value>(attempt: () => Promise<Value>, withinMs = 20_000): Promise<Value> {
  for (const until = Date.now() + withinMs; ;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await pause(50);
  }
}
