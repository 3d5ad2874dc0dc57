import { pino, type Logger, type LoggerOptions } from "pino";

export type { Logger };

/** Keys that may stand in a log line. Whatever is not named here is dropped: no number, name or token can slip in. */
const allowed = new Set([
  "level",
  "time",
  "event",
  "department",
  "source",
  "reason",
  "code",
  "durationMs",
  "entities",
  "receipt",
  "port",
  "url",
  "requestId",
  "operation",
  "errorName",
  "errorStack",
  "catalogueVersion",
  "field",
  "chunk",
  "batch",
  "attempt",
  "signal",
]);

/** A logger with an allow-list of facts; events are named `noun.pastTense`. */
export function createLog(options: { readonly level: string; readonly write?: (line: string) => void }): Logger {
  const destination = options.write ? { write: options.write } : undefined;
  const settings: LoggerOptions = {
    level: options.level,
    base: null,
    messageKey: "event",
    formatters: { log: (facts) => Object.fromEntries(Object.entries(facts).filter(([key]) => allowed.has(key))) },
  };
  return destination ? pino(settings, destination) : pino(settings);
}

/** What a log line may say of an error: its kind and where it came from, never its message (it may quote data). */
export function factsOfError(error: unknown): { errorName: string; errorStack: string } {
  if (!(error instanceof Error)) return { errorName: typeof error, errorStack: "" };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return { errorName: error.name, errorStack: frames.slice(0, 6).join("\n") };
}
