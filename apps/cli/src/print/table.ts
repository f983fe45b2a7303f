import stringWidth from "string-width";

const pad = (text: string, width: number, right: boolean): string => {
  const space = " ".repeat(Math.max(0, width - stringWidth(text)));
  return right ? space + text : text + space;
};

/** One column of a table for people. */
export interface Column {
  title: string;
  /** Numbers stand on the right. */
  right?: boolean;
}

/** Columns of text with these titles. */
export const titled = (...titles: string[]): Column[] => titles.map((title) => ({ title }));

/** A table in plain text: title row, then rows, two spaces between columns. */
export const table = (columns: readonly Column[], rows: readonly (readonly string[])[]): string => {
  const widths = columns.map((column, i) =>
    Math.max(stringWidth(column.title), ...rows.map((row) => stringWidth(row[i] ?? ""))),
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
