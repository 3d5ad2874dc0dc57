import { GatewayError } from "../errors.js";
import { isAccountId } from "./account.js";
import type { Caller } from "./caller.js";

/** Header in which a business system names the clerk for whom it asks: an account id of its unit, never a name. */
export const onBehalfHeader = "x-fengcha-on-behalf-of";
const systemRole = "system";

/**
 * The caller with the clerk for whom it asks: a business system must name one (自动触发), in its token or in a header;
 * nobody else may, so that no look can be put on somebody else's account.
 * @throws GatewayError ON_BEHALF_REQUIRED, BAD_REQUEST
 */
export function nameClerk(
  caller: Caller,
  written: string | readonly string[] | undefined,
  now: Date,
): Caller {
  if (!caller.roles.includes(systemRole)) {
    if (written === undefined) return caller.onBehalfOf === null ? caller : { ...caller, onBehalfOf: null };
    throw new GatewayError("BAD_REQUEST", { detail: `只有业务系统可以使用请求头 ${onBehalfHeader}` });
  }
  if (written === undefined) {
    if (caller.onBehalfOf !== null) return caller;
    throw new GatewayError("ON_BEHALF_REQUIRED", { detail: `请在请求头 ${onBehalfHeader} 中填写` });
  }
  if (typeof written !== "string" || !isAccountId(written, now)) {
    throw new GatewayError("BAD_REQUEST", {
      detail: `${onBehalfHeader} 应为经办人员账号：字母、数字和 . _ @ -，至多 64 位，不能是姓名或公民身份号码`,
    });
  }
  if (caller.onBehalfOf !== null && caller.onBehalfOf !== written) {
    throw new GatewayError("BAD_REQUEST", { detail: `${onBehalfHeader} 与令牌写明的经办人员不一致` });
  }
  return { ...caller, onBehalfOf: written };
}
