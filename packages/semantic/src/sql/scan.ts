import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Plan, RollupRead, RowScan, Scan, Window } from "../plan/plan.ts";
import { mergedState, mergeSql, type Shared, sharedBy, sharedOf, slotSql, stateSql } from "./aggregate.ts";
import { conversionSteps } from "./conversions.ts";
import { entitySteps } from "./entities.ts";
import { openSource, type Source, type SourceContext } from "./from.ts";
import { sequenceColumn } from "./name.ts";
import { conditionsSql, pieceSql, runsSql, stretchesSql, type WindowNames } from "./source.ts";
import type { Step } from "./step.ts";

/** What every scan is written with. */
export interface ScanContext extends SourceContext {
  plan: Plan;
  dataset: Dataset;
  /** Place of the scan among those of the statement: its last step is `scan` and this. */
  index: number;
}

/** The window of a scan of a rewritten plan. */
const windowOf = ({ window }: Pick<Scan, "window">): Window => {
  if (window === null) throw new Error("A plan must be rewritten before it is printed.");
  return window;
};

const dimensionsSql = (plan: Plan, source: Source): string[] =>
  plan.by.map((dimension, index) => `${source.column(dimension)} AS _d${index}`);

const keysOf = (first: string, plan: Plan): string[] => [first, ...plan.by.map((_, index) => `_d${index}`)];

/** Rows straight to slots: the pieces are the spans. */
const plainSteps = (scan: RowScan, window: Window, context: ScanContext): Step[] => {
  const { plan, dataset, parameters } = context;
  const source = openSource(dataset, context);
  const { print, readable } = source;
  const names: WindowNames = { parameters, suffix: "" };
  const shared = sharedOf(scan.slots);
  const columns = [
    `${pieceSql(window, names)} AS _period`,
    ...dimensionsSql(plan, source),
    ...scan.slots.map((slot) => slotSql(slot, shared, readable, print)),
  ];
  const gaps = window.gaps.length === 0 ? "" : parameters.bindAs("gaps", [...window.gaps], "Array(Int64)");
  const where = conditionsSql(scan, window, names, print).join("\n    AND ");
  const sql = [
    `  SELECT\n    ${columns.join(",\n    ")}`,
    `  FROM ${source.from()}`,
    `  WHERE ${where}`,
    `  GROUP BY ${keysOf("_period", plan).join(", ")}${gaps === "" ? "" : `\n  HAVING _period NOT IN ${gaps}`}`,
  ].join("\n");
  return [{ name: `scan${context.index}`, sql }];
};

/** A column of states, and what it is the state of. */
interface State {
  column: string;
  shared: Shared;
}

/** Where the states of pieces come from: from rows, from a rollup, or the whole days from there and the rest from rows. */
const stateSources = (scan: RowScan, window: Window, states: readonly State[], context: ScanContext): string[] => {
  const { plan, dataset, parameters, index } = context;
  const source = openSource(dataset, context);
  const { print, readable } = source;
  const names: WindowNames = { parameters, suffix: `_${index}` };
  const piece = `${pieceSql(window, names)} AS _piece`;
  const select = (columns: readonly string[], from: string, where: readonly string[], grouped: boolean): string =>
    [
      `  SELECT\n    ${[piece, ...columns].join(",\n    ")}`,
      `  FROM ${from}`,
      `  WHERE ${where.join("\n    AND ")}`,
      ...(grouped ? [`  GROUP BY ${keysOf("_piece", plan).join(", ")}`] : []),
    ].join("\n");
  const fromRows = (rows: { window: Window; suffix: string; more?: string }): string => {
    const where = conditionsSql(scan, rows.window, { parameters, suffix: rows.suffix }, print);
    const columns = [
      ...dimensionsSql(plan, source),
      ...states.map(({ column, shared }) => {
        const narrow = scan.rollup?.narrow.includes(shared.key) === true;
        return `${stateSql({ ...shared, narrow }, readable, print)} AS ${column}`;
      }),
    ];
    return select(columns, source.from(), [...where, ...(rows.more === undefined ? [] : [rows.more])], true);
  };
  const { rollup } = scan;
  if (rollup === null) return [fromRows({ window, suffix: `_${index}` })];
  const whole = stretchesSql(rollup.stretches, { parameters, suffix: `_${index}_days` });
  const through = parameters.bindAs(`through_${index}`, rollup.through, "UInt64");
  const kept = select(
    [
      ...plan.by.map((_, at) => `_d${at}`),
      ...states.map(({ column, shared }) => `${rollup.columns[shared.key]} AS ${column}`),
    ],
    rollup.table,
    [whole, `${sequenceColumn} <= ${through}`],
    false,
  );
  context.reads.add(dataset.id);
  const rest = { window: { ...window, stretches: rollup.rest }, suffix: `_${index}_rest` };
  const days = { ...window, stretches: rollup.stretches };
  const later = { window: days, suffix: `_${index}_days`, more: `${sequenceColumn} > ${through}` };
  return [kept, ...(rollup.rest.length === 0 ? [] : [fromRows(rest)]), ...(rollup.later ? [fromRows(later)] : [])];
};

/** States straight to slots, where a rollup holds everything and the pieces are the spans; not yet grouped. */
const rollupSql = (
  scan: RowScan,
  rollup: RollupRead,
  window: Window,
  shared: ReadonlyMap<string, Shared>,
  { plan, parameters, index }: ScanContext,
): string => {
  const slots = scan.slots.map((slot) => {
    const own = sharedBy(slot, shared);
    return `${mergeSql(own, slot.aggregate, rollup.columns[own.key] ?? "", null)} AS ${slot.id}`;
  });
  const columns = [
    `${pieceSql(window, { parameters, suffix: `_${index}` })} AS _period`,
    ...plan.by.map((_, at) => `_d${at}`),
    ...slots,
  ];
  const whole = stretchesSql(rollup.stretches, { parameters, suffix: `_${index}_days` });
  const through = parameters.bindAs(`through_${index}`, rollup.through, "UInt64");
  return `  SELECT\n    ${columns.join(",\n    ")}\n  FROM ${rollup.table}\n  WHERE ${whole}\n    AND ${sequenceColumn} <= ${through}`;
};

/** States of pieces to slots: each over the pieces that make up the span of its frame. */
const stateSteps = (scan: RowScan, window: Window, context: ScanContext): Step[] => {
  const { plan, dataset, parameters, index } = context;
  const names: WindowNames = { parameters, suffix: `_${index}` };
  const shared = sharedOf(scan.slots, dataset);
  const states = [...shared.values()].map((one, at): State => ({ column: `_a${at}`, shared: one }));
  const sources = stateSources(scan, window, states, context);
  const columnOf = new Map(states.map(({ column, shared: { key } }) => [key, column]));
  const slots = scan.slots.map((slot) => {
    const own = sharedBy(slot, shared);
    const when = window.runs === null ? null : `_frame = ${slot.frame}`;
    return `${mergeSql(own, slot.aggregate, columnOf.get(own.key) ?? "", when)} AS ${slot.id}`;
  });
  const keys = keysOf("_period", plan).join(", ");
  const list = (columns: readonly string[]): string => columns.join(",\n    ");
  const several = sources.length > 1 || scan.rollup !== null;
  const source = sources.join("\n  UNION ALL\n");
  if (window.runs === null) {
    const columns = [`_piece AS _period`, ...plan.by.map((_, at) => `_d${at}`), ...slots];
    const gaps = window.gaps.length === 0 ? "" : parameters.bindAs("gaps", [...window.gaps], "Array(Int64)");
    const having = gaps === "" ? "" : `\n  HAVING _period NOT IN ${gaps}`;
    if (sources.length === 1 && scan.rollup !== null) {
      const sql = rollupSql(scan, scan.rollup, window, shared, context);
      return [{ name: `scan${index}`, sql: `${sql}\n  GROUP BY ${keys}${having}` }];
    }
    return [
      { name: `states${index}`, sql: source },
      {
        name: `scan${index}`,
        sql: `  SELECT\n    ${list(columns)}\n  FROM states${index}\n  GROUP BY ${keys}${having}`,
      },
    ];
  }
  const pieceKeys = keysOf("_piece", plan);
  const merged = states.map(({ column, shared: one }) => `${mergedState(one, column)} AS _m${column}`);
  const renamed = states.map(({ column }) => `_m${column} AS ${column}`);
  const joined = `  SELECT\n    ${list([keys, ...slots])}\n  FROM pieces${index} INNER JOIN runs${index} USING (_piece)\n  GROUP BY ${keys}`;
  const pieces: Step[] = several
    ? [
        { name: `states${index}`, sql: source },
        {
          name: `merged${index}`,
          sql: `  SELECT\n    ${list([...pieceKeys, ...merged])}\n  FROM states${index}\n  GROUP BY ${pieceKeys.join(", ")}`,
        },
        { name: `pieces${index}`, sql: `  SELECT\n    ${list([...pieceKeys, ...renamed])}\n  FROM merged${index}` },
      ]
    : [{ name: `pieces${index}`, sql: source }];
  return [...pieces, { name: `runs${index}`, sql: runsSql(window, names) }, { name: `scan${index}`, sql: joined }];
};

/** The steps of one scan; the last gives `_period`, one `_d` column per dimension, one column per slot. */
export const scanSteps = (scan: Scan, context: ScanContext): Step[] => {
  const window = windowOf(scan);
  if (scan.kind === "entities") return entitySteps(scan, window, context);
  if (scan.kind === "conversions") return conversionSteps(scan, window, context);
  const plain = window.runs === null && scan.rollup === null;
  return plain ? plainSteps(scan, window, context) : stateSteps(scan, window, context);
};
