import type { IncomingHttpHeaders } from "node:http";
import { isLoopback } from "../../loopback.js";

/**
 * Whether a POST was sent by a page of this server, on this machine. Browsers always name the origin of a POST; the
 * name of the host stops pages of a domain that was made to point here (DNS rebinding).
 */
export function isFromOwnPage(headers: IncomingHttpHeaders): boolean {
  const { host, origin } = headers;
  if (host === undefined || origin !== `http://${host}` || !URL.canParse(origin)) return false;
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  return isLoopback(new URL(origin).hostname.replace(/^\[|\]$/g, ""));
}
