import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Plan, RowScan, Scan, Window } from "../plan/plan.ts";
import { aggregateSql, mergeSql, sharedBy, sharedOf, slotSql, termPrinter } from "./aggregate.ts";
import { entitySteps } from "./entities.ts";
import { quoteIdentifier, tableName } from "./name.ts";
import type { Bindings } from "./parameters.ts";
import { conditionsSql, pieceSql, runsSql, type WindowNames } from "./source.ts";
import type { Step } from "./step.ts";

/** What every scan is written with. */
export interface ScanContext {
  plan: Plan;
  dataset: Dataset;
  /** The calendar's zone. */
  timeZone: string;
  parameters: Bindings;
  /** Place of the scan among those of the statement: its last step is `scan` and this. */
  index: number;
}

/** The window of a scan of a rewritten plan. */
const windowOf = ({ window }: Pick<Scan, "window">): Window => {
  if (window === null) throw new Error("A plan must be rewritten before it is printed.");
  return window;
};

const dimensionsSql = (plan: Plan): string[] =>
  plan.by.map((dimension, index) => `${quoteIdentifier(dimension)} AS _d${index}`);

const keysOf = (first: string, plan: Plan): string[] => [first, ...plan.by.map((_, index) => `_d${index}`)];

/** Rows straight to slots: the pieces are the spans. */
const plainSteps = (scan: RowScan, window: Window, context: ScanContext): Step[] => {
  const { plan, dataset, parameters } = context;
  const print = termPrinter(dataset, context.timeZone, parameters);
  const names: WindowNames = { parameters, suffix: "" };
  const shared = sharedOf(scan.slots);
  const columns = [
    `${pieceSql(window, names)} AS _period`,
    ...dimensionsSql(plan),
    ...scan.slots.map((slot) => slotSql(slot, shared, dataset, print)),
  ];
  const gaps = window.gaps.length === 0 ? "" : parameters.bindAs("gaps", [...window.gaps], "Array(Int64)");
  const sql = [
    `  SELECT\n    ${columns.join(",\n    ")}`,
    `  FROM ${tableName(dataset.id)}`,
    `  WHERE ${conditionsSql(scan, window, names, print).join("\n    AND ")}`,
    `  GROUP BY ${keysOf("_period", plan).join(", ")}${gaps === "" ? "" : `\n  HAVING _period NOT IN ${gaps}`}`,
  ].join("\n");
  return [{ name: `scan${context.index}`, sql }];
};

/** Rows to states of pieces, read once; states of the pieces a frame's span is made of to slots. */
const framedSteps = (scan: RowScan, window: Window, context: ScanContext): Step[] => {
  const { plan, dataset, parameters, index } = context;
  const print = termPrinter(dataset, context.timeZone, parameters);
  const names: WindowNames = { parameters, suffix: `_${index}` };
  const shared = [...sharedOf(scan.slots).values()];
  const states = new Map(shared.map((one, at) => [one.key, { one, column: `_a${at}` }]));
  const slots = scan.slots.map((slot) => {
    const state = states.get(sharedBy(slot, sharedOf(scan.slots)).key);
    if (state === undefined) throw new Error("A slot has no state.");
    const own = { aggregate: slot.aggregate, levels: state.one.levels };
    return `${mergeSql(own, state.column, `_frame = ${slot.frame}`)} AS ${slot.id}`;
  });
  const pieces = [
    `  SELECT\n    ${[
      `${pieceSql(window, names)} AS _piece`,
      ...dimensionsSql(plan),
      ...[...states.values()].map(({ one, column }) => `${aggregateSql(one, dataset, print, "State")} AS ${column}`),
    ].join(",\n    ")}`,
    `  FROM ${tableName(dataset.id)}`,
    `  WHERE ${conditionsSql(scan, window, names, print).join("\n    AND ")}`,
    `  GROUP BY ${keysOf("_piece", plan).join(", ")}`,
  ].join("\n");
  const keys = keysOf("_period", plan).join(", ");
  const merged = `  SELECT\n    ${[keys, ...slots].join(",\n    ")}\n  FROM pieces${index} INNER JOIN runs${index} USING (_piece)\n  GROUP BY ${keys}`;
  return [
    { name: `pieces${index}`, sql: pieces },
    { name: `runs${index}`, sql: runsSql(window, names) },
    { name: `scan${index}`, sql: merged },
  ];
};

/** The steps of one scan; the last gives `_period`, one `_d` column per dimension, one column per slot. */
export const scanSteps = (scan: Scan, context: ScanContext): Step[] => {
  const window = windowOf(scan);
  if (scan.kind === "entities") return entitySteps(scan, window, context);
  return window.runs === null ? plainSteps(scan, window, context) : framedSteps(scan, window, context);
};
