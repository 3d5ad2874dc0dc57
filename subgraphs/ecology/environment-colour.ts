/** 企业环保信用等级: green, blue, yellow, red, black, best to worst. */
export const environmentColours = ["GREEN", "BLUE", "YELLOW", "RED", "BLACK"] as const;
export type EnvironmentColour = (typeof environmentColours)[number];

/** The most points that there are. */
export const maxScore = 12;

/**
 * Colour of a live score: GREEN 11–12, BLUE 6–10, YELLOW 3–5, RED 1–2, BLACK 0 and below. Everybody starts with 9,
 * which is blue. 《江苏省企业环保信用评价办法》（2020），现行文本待核.
 */
export function colourOfScore(score: number): EnvironmentColour {
  if (score >= 11) return "GREEN";
  if (score >= 6) return "BLUE";
  if (score >= 3) return "YELLOW";
  if (score >= 1) return "RED";
  return "BLACK";
}
