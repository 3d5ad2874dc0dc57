import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError } from "fastify";
import { messageOf, type ErrorCode } from "../../kernel/error-table.js";

/** A refusal outside GraphQL, in the form that GraphQL's have. */
export function refusalOf(code: ErrorCode, detail?: string) {
  return { errors: [{ message: messageOf(code, detail), extensions: { code } }] };
}

/** What Fastify found wrong with a request before GraphQL saw it: status, code and how to mend it. */
export function faultOf({ code, statusCode = 500 }: Pick<FastifyError, "code" | "statusCode">): {
  readonly status: number;
  readonly body: ReturnType<typeof refusalOf>;
} {
  if (statusCode >= 500) return { status: 500, body: refusalOf("INTERNAL") };
  if (statusCode === 413)
    return { status: 413, body: refusalOf("REQUEST_TOO_LARGE", "请减少主体或分次请求") };
  return { status: statusCode, body: refusalOf("BAD_REQUEST", mends[code] ?? mends["OTHER"]) };
}

const mends: Readonly<Record<string, string>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: "请求体为空",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "content-type 应为 application/json",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "content-length 与请求体长度不符",
  FST_ERR_BAD_URL: "地址有误",
  OTHER: "请求体不是有效的 JSON",
};

/** Answers what Node could not read as a request, and closes the connection: its next bytes could be anything. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, body } = unreadable[error.code ?? ""] ?? malformed;
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    "content-type: application/json; charset=utf-8",
    `content-length: ${Buffer.byteLength(text)}`,
    "cache-control: no-store",
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${text}`, () => socket.destroy());
}

const malformed = { status: 400, body: refusalOf("BAD_REQUEST", "不是有效的 HTTP 请求") };
const unreadable: Readonly<Record<string, typeof malformed>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, body: refusalOf("BAD_REQUEST", "请求没有在时限内发完") },
  HPE_HEADER_OVERFLOW: { status: 431, body: refusalOf("REQUEST_TOO_LARGE", "请求头过大") },
};
