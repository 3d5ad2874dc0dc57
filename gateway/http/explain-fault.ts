import type { GraphQLFormattedError } from "graphql";

/**
 * What is wrong with an operation's text, in Chinese and with its place. Only sentences of this table leave, with names
 * of fields, types and variables; graphql-js's own may quote a value or guess at names that the caller did not write.
 */
export function explainFault({ message, locations }: GraphQLFormattedError): string {
  const at = locations?.[0] ? `第 ${locations[0].line} 行第 ${locations[0].column} 列` : "";
  for (const [pattern, sentence] of sentences) {
    const found = pattern.exec(message);
    if (!found) continue;
    const text = sentence.replace(/\$(\d)/g, (_whole, index: string) => nameOf(found[Number(index)]));
    return at === "" ? text : `${at}，${text}`;
  }
  return at;
}

/** A name as the caller wrote it, unless it could carry a number of somebody. */
function nameOf(name = ""): string {
  return name.length > 80 || /\d(?:_*\d){5}/.test(name) ? "…" : name;
}

const sentences: readonly (readonly [RegExp, string])[] = [
  [/^Syntax Error: .*<EOF>\.$/s, "语句不完整"],
  [/^Syntax Error: Expected (\$|&|!|\.\.\.|[():=@[\]{}|]), found /, "此处应为 $1"],
  [/^Syntax Error: Expected Name, found /, "此处应为名称"],
  [/^Syntax Error: Unterminated string/, "字符串没有结束引号"],
  [/^Syntax Error: /, "此处不应出现这样的内容"],
  [/^Cannot query field "(\w+)" on type "(\w+)"/, "类型 $2 没有字段 $1"],
  [/^Unknown argument "(\w+)" on field "(\w+)\.(\w+)"/, "字段 $3 没有参数 $1"],
  [/^Unknown argument "(\w+)" on directive "@(\w+)"/, "指令 $2 没有参数 $1"],
  [/^Unknown type "(\w+)"/, "没有类型 $1"],
  [/^Unknown fragment "(\w+)"/, "没有定义片段 $1"],
  [/^Unknown directive "@(\w+)"/, "没有指令 $1"],
  [/^Directive "@(\w+)" may not be used on /, "指令 $1 不能用在这里"],
  [/^The directive "@(\w+)" can only be used once/, "指令 $1 在同一处只能用一次"],
  [/^Field "(\w+)" argument "(\w+)" of type "([\w[\]!]+)" is required/, "字段 $1 缺少必填参数 $2"],
  [/^Directive "@(\w+)" argument "(\w+)" of type "[\w[\]!]+" is required/, "指令 $1 缺少必填参数 $2"],
  [/^Field "\w+\.(\w+)" of required type "[\w[\]!]+" was not provided/, "缺少必填的 $1"],
  [/^Field "(\w+)" is not defined by type "(\w+)"/, "输入类型 $2 没有 $1"],
  [/^Field "(\w+)" must not have a selection /, "字段 $1 没有下级字段"],
  [/^Field "(\w+)" of type "[\w[\]!]+" must have /, "字段 $1 须写明要取的下级字段"],
  [/^Fields "(\w+)" conflict because /, "字段 $1 以同一名称取了不同的内容，请用别名区分"],
  [/^Fragment "(\w+)" is never used/, "片段 $1 没有用到"],
  [/^Fragment (?:"(\w+)" )?cannot (?:be spread here|condition on)/, "片段的类型与此处不符"],
  [/^Cannot spread fragment "(\w+)" within itself/, "片段 $1 引用了自身"],
  [/^Variable "\$(\w+)" is not defined/, "没有声明变量 $1"],
  [/^Variable "\$(\w+)" is never used/, "变量 $1 没有用到"],
  [
    /^Variable "\$(\w+)" of type "[\w[\]!]+" used in position expecting type "([\w[\]!]+)"/,
    "变量 $1 的类型应为 $2",
  ],
  [/^Variable "\$(\w+)" cannot be non-input type/, "变量 $1 的类型不能用作输入"],
  [/^There can be only one (\w+) named "[@$]?(\w+)"/, "名称 $2 重复"],
  [/^This anonymous operation must be the only/, "多个操作并存时，每个都要有名称"],
  [/^The .* definition is not executable/, "请求中只能有操作和片段"],
  [/^(?:Enum|Value ".*" does not exist in) "(\w+)"/s, "值不在枚举 $1 中"],
  [/^(?:Expected value of type "([\w[\]!]+)"|(\w+) cannot represent)/, "值的类型不符，应为 $1$2"],
  [/^Maximum introspection depth exceeded/, "内省层数过深"],
  [/^Too many validation errors/, "错误过多，其余未列出"],
];
