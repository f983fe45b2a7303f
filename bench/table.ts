import type { Row } from "./benchmark.ts";

const head = ["work", "reach", "measured", "verdict"];

const cells = ({ work, goal, measured, met }: Row): string[] => [
  work,
  goal,
  measured,
  met === undefined ? "reported" : met ? "met" : "missed",
];

/** The rows as columns for a terminal. */
export const text = (rows: readonly Row[]): string => {
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};

/** The rows as a Markdown table. */
export const markdown = (rows: readonly Row[]): string =>
  [head, head.map(() => "---"), ...rows.map(cells)].map((line) => `| ${line.join(" | ")} |`).join("\n");
