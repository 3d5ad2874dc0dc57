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
  "receipts",
  "receiptCount",
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
  "chain",
  "seq",
]);

/** A logger with an allow-list of facts; events are named `noun.pastTense`. */
export function createLog(options: {
  readonly level: string;
  readonly write?: (line: string) => void;
}): Logger {
  const destination = options.write ? { write: options.write } : undefined;
  const settings: LoggerOptions = {
    level: options.level,
    base: null,
    messageKey: "event",
    formatters: {
      log: (facts) => Object.fromEntries(Object.entries(facts).filter(([key]) => allowed.has(key))),
    },
  };
  return destination ? pino(settings, destination) : pino(settings);
}

/**
 * What a log line may say of an error: its kind and where it came from, never its message, which may quote a record.
 */
export function factsOfError(error: unknown): { readonly errorName: string; readonly errorStack: string } {
  const cause = (error as { originalError?: unknown } | undefined)?.originalError ?? error;
  if (!(cause instanceof Error)) return { errorName: typeof cause, errorStack: "" };
  const { name, message, stack = "" } = cause;
  // The stack begins with the message, whose lines may look like frames.
  const frames = stack.slice(stack.indexOf(message) + message.length).split("\n");
  return {
    errorName: name,
    errorStack: frames
      .filter((line) => frame.test(line))
      .slice(0, maxFrames)
      .join("\n"),
  };
}

const maxFrames = 6;
const frame = /^ {4}at .*(?::\d+:\d+\)?|\(<anonymous>\))$/;
