import { periodLabel } from "../time/label.ts";
import type { Restatement } from "./restatement.ts";

/** How values and their changes are written, with their unit. */
export interface Writing {
  value: (value: number | null) => string;
  change: (value: number) => string;
}

const percent = new Intl.NumberFormat("en", {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: "exceptZero",
});

const rowWords = (rows: number, comparison: "more" | "fewer"): string =>
  `${Math.abs(rows).toLocaleString("en")} ${comparison} ${Math.abs(rows) === 1 ? "row" : "rows"}`;

const why = ({ cause, rows, to, fromVersion, toVersion }: Restatement): string => {
  if (cause === "definition" && fromVersion === toVersion) return "its period was cut anew by the calendar";
  if (cause === "definition") return `the definition changed from version ${fromVersion} to ${toVersion}`;
  if (cause === "late_data") return `${rowWords(rows, "more")} landed after it was settled`;
  if (to === null) return "its rows are gone";
  return rows < 0 ? `it rests on ${rowWords(rows, "fewer")}` : "its rows were corrected";
};

const size = ({ absolute, relative }: Restatement, writing: Writing): string => {
  if (absolute === null) return "";
  const share = relative === null ? "" : `, ${percent.format(relative).replace("-", "\u2212")}`;
  return ` (${writing.change(absolute)}${share})`;
};

/** A restatement for people: `March 2024 went from 100 to 120 (+20, +20.0%): 2 more rows landed after it was settled.` */
export const restatementSentence = (restatement: Restatement, writing: Writing): string => {
  const { periodKey, from, to } = restatement;
  const written = (value: number | null): string => (value === null ? "no value" : writing.value(value));
  return `${periodLabel(periodKey)} went from ${written(from)} to ${written(to)}${size(restatement, writing)}: ${why(restatement)}.`;
};
