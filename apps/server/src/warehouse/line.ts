/** A value of a row as the engine reads it: numbers may be text, date-times are in UTC. */
export type Cell = string | number | boolean | null;

const special = /[\\\t\n]/;
const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n" };

const textOf = (cell: Cell): string => {
  if (cell === null) return "\\N";
  if (typeof cell !== "string") return String(cell);
  return special.test(cell) ? cell.replaceAll(/[\\\t\n]/g, (mark) => escapes[mark] ?? mark) : cell;
};

/** Cells as the beginning of a line of tab-separated text; the last cell and the end of the line are still to come. */
export const lineOf = (cells: readonly Cell[]): string => {
  let line = "";
  for (const cell of cells) line += `${textOf(cell)}\t`;
  return line;
};
