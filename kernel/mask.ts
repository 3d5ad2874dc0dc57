import { checkUscc } from "./uscc.js";

/** An ID number as it may be shown: the first and last four characters; anything shorter than 15 keeps a third, at most four (《个人信息保护法》第五十一条). */
export function maskIdNumber(idNumber: string): string {
  const characters = Array.from(idNumber);
  const head = Math.min(4, Math.floor(characters.length / 3));
  const tail = characters.length >= 15 ? 4 : 0;
  return characters
    .map((character, index) => (index < head || index >= characters.length - tail ? character : "*"))
    .join("");
}

/** A person's name as it may be shown: the surname, and one asterisk for each character after it (《个人信息保护法》第五十一条). */
export function maskName(name: string): string {
  const characters = Array.from(name.trim());
  // A name of one character would be shown whole, so nothing of it is.
  if (characters.length === 1) return "*";
  const surname = characters.length > 2 && compoundSurnames.has(characters.slice(0, 2).join("")) ? 2 : 1;
  return characters.map((character, index) => (index < surname ? character : "*")).join("");
}

/**
 * A text with every run of 15 or more digits masked, final X included, half or full width, also in groups of 6-8-4:
 * for errors and logs. Meant to mask too much rather than too little; only a USCC ending in a letter is left alone.
 */
export function maskAnyIdNumbers(text: string): string {
  return text.replace(suspicious, (run) => (isLetteredUscc(run) ? run : maskRun(run)));
}

// 15 digits are the old ID number, 17 the number without its check digit; longer runs may hold one somewhere.
// Only a letter that could end a USCC is taken along, to be looked at and given back.
const suspicious =
  /[0-9０-９]{17}[A-WYa-wy](?![0-9A-Za-z])|[0-9０-９]{15,}[XxＸｘ]?|(?<![0-9０-９])[0-9０-９]{6}[ \-\u3000－][0-9０-９]{8}[ \-\u3000－][0-9０-９]{3}[0-9０-９XxＸｘ]/gu;

/** The compound surnames of 《百家姓》. */
const compoundSurnames: ReadonlySet<string> = new Set(
  (
    "万俟 司马 上官 欧阳 夏侯 诸葛 闻人 东方 赫连 皇甫 尉迟 公羊 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 公孙 仲孙 " +
    "轩辕 令狐 钟离 宇文 长孙 慕容 鲜于 闾丘 司徒 司空 亓官 司寇 子车 颛孙 端木 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 " +
    "夹谷 宰父 谷梁 段干 百里 东郭 南门 呼延 羊舌 微生 梁丘 左丘 东门 西门 南宫 第五"
  ).split(" "),
);

function isLetteredUscc(run: string): boolean {
  return /[A-Za-z]$/.test(run) && !/x$/i.test(run) && checkUscc(run.toUpperCase()) === undefined;
}

function maskRun(run: string): string {
  const ending = /[A-WYa-wy]$/.exec(run)?.[0] ?? "";
  return maskIdNumber(run.slice(0, run.length - ending.length)) + ending;
}
