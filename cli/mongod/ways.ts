/** One way to come by a mongod. Names are shown to the person who starts the project. */
export interface Way {
  readonly zh: string;
  readonly en: string;
  /** Paths worth trying, best first. @throws WayFailed when this way has none. */
  candidates(): Promise<readonly string[]>;
}

/** Why a way led nowhere, in both languages. */
export class WayFailed extends Error {
  readonly zh: string;
  readonly en: string;

  constructor(zh: string, en: string) {
    super(`${zh} / ${en}`);
    this.zh = zh;
    this.en = en;
  }
}

/** Any error as a reason for people; credentials inside addresses are blotted out. */
export function readReason(error: unknown): { readonly zh: string; readonly en: string } {
  if (error instanceof WayFailed) return { zh: hideCredentials(error.zh), en: hideCredentials(error.en) };
  const text = hideCredentials(messagesOf(error).join(": "));
  return { zh: text, en: text };
}

function messagesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  const code = (error as NodeJS.ErrnoException).code;
  const message = error.message === "" ? (code ?? error.name) : error.message;
  return error.cause === undefined ? [message] : [message, ...messagesOf(error.cause)];
}

function hideCredentials(text: string): string {
  return text.replaceAll(/\/\/[^\s/@]+@/g, "//***@");
}
