const escapeCharacter = String.fromCharCode(27);
const ansi = new RegExp(`${escapeCharacter}\\[[0-9;]*m`, "g");

/** Width of a text in columns of a terminal, without colour codes; wide and combining characters are counted as one. */
export const visibleLength = (text: string): number => [...text.replace(ansi, "")].length;

const pad = (text: string, width: number, right: boolean): string => {
  const space = " ".repeat(Math.max(0, width - visibleLength(text)));
  return right ? space + text : text + space;
};

/** One column of a table for people. */
export interface Column {
  title: string;
  /** Numbers stand on the right. */
  right?: boolean;
}

/** A table in plain text: title row, then rows, two spaces between columns. */
export const table = (columns: readonly Column[], rows: readonly (readonly string[])[]): string => {
  const widths = columns.map((column, i) =>
    Math.max(visibleLength(column.title), ...rows.map((row) => visibleLength(row[i] ?? ""))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map((column, i) => pad(cells[i] ?? "", widths[i] ?? 0, column.right ?? false))
      .join("  ")
      .trimEnd();
  return [
    line(columns.map((column) => column.title)),
    line(widths.map((width) => "─".repeat(width))),
    ...rows.map(line),
  ].join("\n");
};
