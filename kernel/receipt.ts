/** Where an entry stands in its chain, and the hash that it carries there. */
export interface Stamp {
  readonly seq: number;
  readonly hash: string;
}

/** What a receipt number says of the intent that it stands for. */
export interface ReceiptParts {
  /** The receipt's own part: its day and 80 random bits. Entries store this. */
  readonly base: string;
  readonly seq: number;
  /** The first 96 bits of the intent's hash, in upper-case hex. */
  readonly hashStart: string;
}

/**
 * The receipt number that a caller gets: `FC20261121-<20 hex>-<seq>-<24 hex of the hash>`. Whoever keeps it can prove
 * that the register once held this entry at this place, also after its tail was cut off.
 */
export function receiptOf(base: string, { seq, hash }: Stamp): string {
  return `${base}-${seq}-${hashStartOf(hash)}`;
}

/** Undefined when the text is no receipt number. */
export function parseReceipt(text: string): ReceiptParts | undefined {
  const [, base = "", seq = "", hashStart = ""] = form.exec(text.trim().toUpperCase()) ?? [];
  return base === "" ? undefined : { base, seq: Number(seq), hashStart };
}

/** Whether a receipt stands for the entry with this stamp. */
export function isReceiptOf({ seq, hashStart }: ReceiptParts, stamp: Stamp): boolean {
  return seq === stamp.seq && hashStart === hashStartOf(stamp.hash);
}

const form = /^(FC\d{8}-[\dA-F]{20})-([1-9]\d{0,11})-([\dA-F]{24})$/;

function hashStartOf(hash: string): string {
  return Buffer.from(hash, "base64url").subarray(0, 12).toString("hex").toUpperCase();
}
