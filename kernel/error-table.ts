/**
 * Every refusal that a caller may see, with its HTTP status (used when the whole operation is refused) and its
 * Chinese message. Codes are public: add, never rename. README lists them; a test keeps both equal.
 */
export const errorTable = {
  IDENTITY_REQUIRED: { status: 401, zh: "未提供有效身份凭证，请携带有效令牌重新请求" },
  IDENTITY_EXPIRED: { status: 401, zh: "身份凭证已过期，请重新登录后再试" },
  IDENTITY_REVOKED: { status: 401, zh: "身份凭证已被吊销，请重新登录" },
  ON_BEHALF_REQUIRED: { status: 401, zh: "业务系统自动触发的查询须注明经办人员账号" },
  IDENTITY_UNAVAILABLE: { status: 503, zh: "暂时无法核验身份凭证，请稍后重试" },
  FORBIDDEN: { status: 403, zh: "当前角色无权进行此项查询" },
  MATTER_REQUIRED: { status: 403, zh: "查询须注明办理事项和办件编号" },
  MATTER_UNKNOWN: { status: 400, zh: "事项不在清单中" },
  MATTER_NOT_FOR_PERSONS: { status: 400, zh: "该事项不适用于自然人" },
  MATTER_NOT_FOR_ORGANISATIONS: { status: 400, zh: "该事项不适用于法人和其他组织" },
  CASE_NUMBER_REQUIRED: { status: 400, zh: "办件编号不能为空" },
  CASE_NUMBER_INVALID: { status: 400, zh: "办件编号格式不正确" },
  CASE_NOT_OPEN: { status: 403, zh: "办件未登记为本单位在办，或未包含该主体" },
  SUBJECTS_REQUIRED: { status: 400, zh: "至少填写一个被核查主体" },
  TOO_MANY_SUBJECTS: { status: 400, zh: "被核查主体数量超出上限" },
  GROUP_INVALID: { status: 400, zh: "联合体填写有误" },
  IDENTIFIER_INVALID: { status: 400, zh: "主体代码有误" },
  AS_OF_IN_FUTURE: { status: 400, zh: "核查时点不能晚于当前时间" },
  AS_OF_NOT_ALLOWED: { status: 403, zh: "当前角色不能查询过去时点" },
  NAME_TOO_SHORT: { status: 400, zh: "名称至少填写两个字" },
  ARGUMENT_INVALID: { status: 400, zh: "参数有误" },
  DEPARTMENT_UNAVAILABLE: { status: 503, zh: "部门未在时限内答复，请稍后重试" },
  CREDIT_OFFICE_UNAVAILABLE: { status: 503, zh: "信用办服务暂不可用，核查未完成，请稍后重试" },
  REGISTER_UNAVAILABLE: { status: 503, zh: "查询登记不可用，暂停查询" },
  UNAUTHORIZED_FIELD_OR_TYPE: { status: 403, zh: "当前角色无权查看此字段" },
  PASSPORT_REQUIRED: { status: 401, zh: "只接受网关签发的通行凭证" },
  PASSPORT_INVALID: { status: 401, zh: "通行凭证无效" },
  VIEW_INVALID: { status: 403, zh: "查询视图无效" },
  IDEMPOTENCY_CONFLICT: { status: 409, zh: "同一幂等键已用于不同的批量审查" },
  RATE_LIMITED: { status: 429, zh: "查询过于频繁，请稍后重试" },
  OPERATION_TOO_COMPLEX: { status: 400, zh: "查询语句超出复杂度上限" },
  OPERATION_NOT_PERSISTED: { status: 403, zh: "只接受已登记的查询语句" },
  METHOD_NOT_ALLOWED: { status: 405, zh: "不支持的请求方法" },
  REQUEST_TOO_LARGE: { status: 413, zh: "请求体超出大小上限" },
  GRAPHQL_PARSE_FAILED: { status: 400, zh: "查询语句语法有误" },
  GRAPHQL_VALIDATION_FAILED: { status: 400, zh: "查询语句不符合接口定义" },
  BAD_USER_INPUT: { status: 400, zh: "变量取值有误" },
  BAD_REQUEST: { status: 400, zh: "请求格式有误" },
  OPERATION_NAME_REQUIRED: { status: 400, zh: "请求含多个操作，请用 operationName 指明其一" },
  INTERNAL: { status: 500, zh: "系统内部错误，已记录，请联系管理员" },
} as const satisfies Record<string, { readonly status: number; readonly zh: string }>;

export type ErrorCode = keyof typeof errorTable;

/** Whether a code found on some error may be shown to callers. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === "string" && Object.hasOwn(errorTable, code);
}

/** What a caller reads: the table's message, and after it where the fault is and how to mend it. */
export function messageOf(code: ErrorCode, detail?: string): string {
  return detail ? `${errorTable[code].zh}：${detail}` : errorTable[code].zh;
}
