import { Lexer, Source, TokenKind } from "graphql";
import { tooComplex, type OperationLimits } from "./operation-limits.js";

type Limits = Pick<OperationLimits, "maxTokens" | "maxNesting" | "maxStringLength">;

/**
 * Reads an operation's text word by word, before the parser does: the parser calls itself for each bracket, so that a
 * text of brackets alone would exhaust its stack. @throws OPERATION_TOO_COMPLEX; GraphQLError when it is no GraphQL
 */
export function scanTokens(text: string, limits: Limits): void {
  const lexer = new Lexer(new Source(text));
  let nesting = 0;
  for (let count = 1; ; count += 1) {
    const token = lexer.advance();
    if (token.kind === TokenKind.EOF) return;
    if (count > limits.maxTokens) {
      throw tooComplex("查询语句的词元数", limits.maxTokens, "请拆成几次查询，或用变量代替写在语句中的值");
    }
    if (
      (token.kind === TokenKind.STRING || token.kind === TokenKind.BLOCK_STRING) &&
      isLong(token.value, limits)
    ) {
      throw tooLongString(limits);
    }
    if (opening.has(token.kind)) nesting += 1;
    if (closing.has(token.kind)) nesting -= 1;
    if (nesting > limits.maxNesting) {
      throw tooComplex("查询语句的括号层数", limits.maxNesting, "请减少嵌套");
    }
  }
}

/** The refusal of a string that is too long, wherever it stands. */
export function tooLongString({ maxStringLength }: Pick<OperationLimits, "maxStringLength">) {
  return tooComplex("单个字符串的字数", maxStringLength, "请缩短填写内容");
}

function isLong(value: string, { maxStringLength }: Pick<OperationLimits, "maxStringLength">): boolean {
  return value.length > maxStringLength;
}

const opening: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.PAREN_L, TokenKind.BRACKET_L]);
const closing: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.PAREN_R, TokenKind.BRACKET_R]);
