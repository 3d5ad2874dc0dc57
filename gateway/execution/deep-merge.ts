/** Adds what one fetch brought to what is gathered; objects and lists merge item by item. */
export function deepMerge(target: Record<string, unknown>, source: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(source)) {
    if (key === "__proto__") continue;
    const present = target[key];
    if (isMergeable(present) && isMergeable(value)) deepMerge(present, value);
    else if (present === undefined || present === null || value !== null) target[key] = value;
  }
}

/** Lists merge like objects: by position. */
function isMergeable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
