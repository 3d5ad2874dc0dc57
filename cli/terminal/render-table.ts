import Table from "cli-table3";
import wrapAnsi from "wrap-ansi";

/** A table for the terminal. Chinese has no spaces to break at: cells are wrapped by display width before it is drawn. */
export function renderTable(
  head: readonly string[],
  widths: readonly number[],
  rows: readonly (readonly string[])[],
): string {
  const table = new Table({ head: [...head], style: { head: [], border: [] } });
  for (const row of rows)
    table.push(row.map((cell, index) => wrapAnsi(cell, widths[index] ?? 40, { hard: true })));
  return table.toString();
}
