import type { Scan, Window } from "../plan/plan.ts";
import type { PrintTerm } from "./aggregate.ts";
import { instantColumn, sequenceColumn } from "./name.ts";
import type { Bindings } from "./parameters.ts";

/** Binds the values of one scan's window under names of its own. */
export interface WindowNames {
  parameters: Bindings;
  /** Behind every name; empty for the window all plain scans share. */
  suffix: string;
}

/** The condition that a row lies in one of some stretches. */
export const stretchesSql = (stretches: Window["stretches"], { parameters, suffix }: WindowNames): string => {
  const instant = (name: string, value: number): string =>
    `fromUnixTimestamp64Milli(${parameters.bindAs(name, value, "Int64")})`;
  if (stretches.length === 0) return "false";
  const parts = stretches.map(({ from, to }, index) => {
    const place = index === 0 ? "" : String(index + 1);
    const [start, end] = [`from${place}${suffix}`, `to${place}${suffix}`];
    return `${instantColumn} >= ${instant(start, from)} AND ${instantColumn} < ${instant(end, to)}`;
  });
  return parts.length === 1 ? parts.join("") : `(${parts.map((part) => `(${part})`).join(" OR ")})`;
};

/** The bound starts of a window's pieces. */
const startsSql = ({ starts }: Window, { parameters, suffix }: WindowNames): string =>
  parameters.bindAs(`starts${suffix}`, starts.length === 0 ? [0] : [...starts], "Array(Int64)");

/** The start of the piece a row falls into. */
export const pieceSql = (window: Window, names: WindowNames): string =>
  `roundDown(toUnixTimestamp64Milli(${instantColumn}), ${startsSql(window, names)})`;

/** The conditions on the rows a scan reads. */
export const conditionsSql = (
  scan: Pick<Scan, "dataset" | "sequence" | "filters">,
  window: Window,
  names: WindowNames,
  print: PrintTerm,
): string[] => [
  stretchesSql(window.stretches, names),
  ...(scan.sequence === null
    ? []
    : [`${sequenceColumn} <= ${names.parameters.bindAs(`sequence_${scan.dataset}`, scan.sequence, "UInt64")}`]),
  ...scan.filters.map(print),
];

/** Every piece of every span of every frame: `_piece`, `_frame`, and the span's start as `_period`. */
export const runsSql = (window: Window, names: WindowNames): string => {
  const runs = window.runs ?? [];
  const bind = (name: string, values: readonly number[], type: string): string =>
    names.parameters.bindAs(`${name}${names.suffix}`, [...values], `Array(${type})`);
  const columns = [
    bind(
      "frames",
      runs.map(({ frame }) => frame),
      "UInt16",
    ),
    bind(
      "spans",
      runs.map(({ span }) => span),
      "Int64",
    ),
    bind(
      "firsts",
      runs.map(({ first }) => first + 1),
      "UInt32",
    ),
    bind(
      "counts",
      runs.map(({ count }) => count),
      "UInt32",
    ),
  ];
  return `  SELECT
    _run.1 AS _frame,
    _run.2 AS _period,
    arrayJoin(arraySlice(${startsSql(window, names)}, _run.3, _run.4)) AS _piece
  FROM (SELECT arrayJoin(arrayZip(${columns.join(", ")})) AS _run)`;
};
