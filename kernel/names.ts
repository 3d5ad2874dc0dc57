/**
 * A registered name in the one form in which names are compared: width, brackets and middle dots unified, white space
 * removed, 有限责任公司 as 有限公司 (the law knows both for one kind of company: 《公司法》第七条). Never for display.
 */
export function normaliseName(name: string): string {
  return (
    name
      .normalize("NFKC")
      .replace(/[\s\p{Cf}\p{Cc}]+/gu, "")
      .replace(/[[{<【〔〖《〈「『]/gu, "(")
      .replace(/[\]}>】〕〗》〉」』]/gu, ")")
      .replace(/[•‧∙⋅・●⸱]/gu, "·")
      // A full stop between Chinese characters is a middle dot typed on the wrong key; in "3.6" it is not.
      .replace(/(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu, "·")
      .replaceAll("有限责任公司", "有限公司")
  );
}

/** Whether two names are the same once normalised; an empty name confirms nothing and equals none (《公司法》第七条). */
export function sameName(a: string, b: string): boolean {
  const normalised = normaliseName(a);
  return normalised !== "" && normalised === normaliseName(b);
}
