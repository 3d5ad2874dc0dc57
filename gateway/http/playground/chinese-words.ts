import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getDistDirectory } from "altair-static";
import { z } from "zod";

/** Altair's own Chinese words, with ours for those that it left in English or got wrong. */
export function readChineseWords(): Readonly<Record<string, string>> {
  const file = join(getDistDirectory(), "assets", "i18n", "zh-CN.json");
  const theirs = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, "utf8")));
  return { ...theirs, ...corrections };
}

/** Scripts before and after a request do not run: they would want `eval`, which our Content-Security-Policy denies. */
const corrections = {
  AUTHORIZATION_PROVIDER_BASIC: "基本认证",
  AUTHORIZATION_PROVIDER_NONE: "不使用",
  AUTHORIZATION_TAB: "认证",
  AUTHORIZATION_TYPE_TEXT: "认证方式",
  BASE_ENVIRONMENT_TEXT: "全部角色",
  COLLECTIONS_QUERY_MENU_SHARE_PUBLIC_URL: "复制公开链接",
  COLLECTIONS_QUERY_MENU_SHOW_REVISIONS_DIALOG: "查看历史版本",
  DEFAULT_REQUEST_HANDLER_TITLE: "默认请求方式",
  DELETE_TEXT: "删除",
  DOCS_BELONGS_TO_TYPE_TEXT: "所属类型",
  DOCS_FILTER_BY_TEXT: "筛选",
  DOCS_INTERFACE_TEXT: "接口",
  DOCS_LOCATIONS_TEXT: "位置",
  DOCS_MUTATIONS_TEXT: "变更",
  DOCS_QUERIES_TEXT: "查询",
  DOCS_SUBSCRIPTIONS_TEXT: "订阅",
  DOCS_TYPES_TEXT: "类型",
  DOCS_UNION_TEXT: "联合类型",
  DOCS_USED_IN_OPERATIONS_TEXT: "用于操作",
  DOCS_USED_IN_TYPES_TEXT: "用于类型",
  HEADERS_TEXT: "请求头",
  NO_ENVIRONMENT_TEXT: "默认角色",
  PLUGINS_TEXT: "插件",
  POST_REQUEST_TAB: "请求后脚本（停用）",
  PRE_REQUEST_TAB: "请求前脚本（停用）",
  QUERY_RESULT_NO_RESULT_TEXT: "点击“发送请求”，结果显示在这里",
  QUERY_REVISIONS_SUB_TEXT: "查看并恢复此查询的历史版本",
  REFACTOR_QUERY_BUTTON: "重构查询",
  REQUEST_HANDLER_GRAPHQL_SSE: "GraphQL over SSE",
  REQUEST_HANDLER_PARAMS_TEXT: "参数（JSON）",
  SAVE_TO_COLLECTION_SELECT_WORKSPACE: "选择空间",
  SERVER_NO_INTROSPECTION_SUPPORT: "此服务不支持内省查询，或令牌已失效",
  SET_HEADERS_BUTTON: "设置请求头",
  SETTINGS_TAB_SIZE_TEXT: "缩进宽度",
};
