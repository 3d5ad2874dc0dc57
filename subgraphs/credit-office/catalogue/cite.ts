import type { Basis } from "./catalogue.js";

/** Article of a document that is cited as a whole. */
export const wholeDocument = "全文";
/** Document or article that nobody has named yet. */
export const unknownBasis = "待核";

/** A basis as lawyers write it: 《保障农民工工资支付条例》第四十八条; an unverified one says so: 发改法规〔2016〕285号（待核）. */
export function cite({ document, article, verified }: Basis): string {
  if (document === unknownBasis) return "依据待核";
  if (article === unknownBasis) return `${document}，待核`;
  const text = article === undefined || article === wholeDocument ? document : document + article;
  return verified ? text : `${text}（待核）`;
}
