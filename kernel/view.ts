import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { sources, type SourceName } from "../schema/departments.js";

/**
 * Why a subject is looked at, as of when, and which sources that needs. The credit office mints it in the first stage
 * of a query; it travels inside each representation of `Subject`, so that a department knows per representation what
 * it may answer, and many checks can share one request.
 */
export interface View {
  /** Receipt of the look; proves that the register holds its intent. */
  readonly receipt: string;
  readonly purpose: "CHECK" | "FILE";
  readonly matter: string;
  /** Both times at once: what was true then, as known then. ISO 8601. */
  readonly asOf: string;
  /** Sources that the matter needs; any other answers NOT_NEEDED without a read. */
  readonly needs: readonly SourceName[];
}

const viewSchema = z.object({
  receipt: z.string().min(1),
  purpose: z.enum(["CHECK", "FILE"]),
  matter: z.string().min(1),
  asOf: z.iso.datetime(),
  needs: z.array(z.enum(sources.map(({ name }) => name))),
});

/**
 * The key of views; or, where keys change without a restart, the keys as they are now (the same array until they change):
 * the first mints, all verify.
 */
export type ViewKeys = Buffer | (() => readonly Buffer[]);

/** Writes a view as an opaque value that only holders of the view key can make: `v1.<payload>.<HMAC-SHA256>`. */
export function mintView(view: View, keys: ViewKeys): string {
  const [viewKey] = viewKeysOf(keys);
  if (!viewKey) throw new Error("no key to mint views with");
  const payload = Buffer.from(JSON.stringify(view)).toString("base64url");
  return `v1.${payload}.${macOf(payload, viewKey)}`;
}

/** @throws Error when the text is not a view minted with one of these keys. */
export function readView(text: string, keys: ViewKeys): View {
  const [version, payload, mac, ...rest] = text.split(".");
  if (version !== "v1" || !payload || !mac || rest.length > 0) throw new Error("not a view");
  if (!viewKeysOf(keys).some((key) => isMacOf(mac, payload, key))) throw new Error("view is forged");
  return parsePayload(payload);
}

/**
 * Which sources a view needs, read without the key. Only for what the gateway may decide by itself (whom to ask);
 * departments always use `readView`. @throws Error when the text has not the form of a view.
 */
export function readNeeds(text: string): readonly SourceName[] {
  const [version, payload] = text.split(".");
  if (version !== "v1" || !payload) throw new Error("not a view");
  return parsePayload(payload).needs;
}

function viewKeysOf(keys: ViewKeys): readonly Buffer[] {
  return Buffer.isBuffer(keys) ? [keys] : keys();
}

function isMacOf(mac: string, payload: string, viewKey: Buffer): boolean {
  const expected = Buffer.from(macOf(payload, viewKey));
  const given = Buffer.from(mac);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function macOf(payload: string, viewKey: Buffer): string {
  return createHmac("sha256", viewKey).update(`fengcha.view.v1.${payload}`).digest("base64url");
}

function parsePayload(payload: string): View {
  return viewSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
}
