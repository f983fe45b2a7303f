import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Plan, RowScan, Scan, Window } from "../plan/plan.ts";
import { mergedState, mergeSql, type Shared, sharedBy, sharedOf, slotSql, stateSql, termPrinter } from "./aggregate.ts";
import { entitySteps } from "./entities.ts";
import { quoteIdentifier, sequenceColumn, tableName } from "./name.ts";
import type { Bindings } from "./parameters.ts";
import { conditionsSql, pieceSql, runsSql, stretchesSql, type WindowNames } from "./source.ts";
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

/** A column of states, and what it is the state of. */
interface State {
  column: string;
  shared: Shared;
}

/** Where the states of pieces come from: from rows, from a rollup, or the whole days from there and the rest from rows. */
const stateSources = (scan: RowScan, window: Window, states: readonly State[], context: ScanContext): string[] => {
  const { plan, dataset, parameters, index } = context;
  const print = termPrinter(dataset, context.timeZone, parameters);
  const names: WindowNames = { parameters, suffix: `_${index}` };
  const piece = `${pieceSql(window, names)} AS _piece`;
  const select = (columns: readonly string[], from: string, where: readonly string[], grouped: boolean): string =>
    [
      `  SELECT\n    ${[piece, ...columns].join(",\n    ")}`,
      `  FROM ${from}`,
      `  WHERE ${where.join("\n    AND ")}`,
      ...(grouped ? [`  GROUP BY ${keysOf("_piece", plan).join(", ")}`] : []),
    ].join("\n");
  const fromRows = (where: readonly string[]): string =>
    select(
      [
        ...dimensionsSql(plan),
        ...states.map(({ column, shared }) => `${stateSql(shared, dataset, print)} AS ${column}`),
      ],
      tableName(dataset.id),
      where,
      true,
    );
  const { rollup } = scan;
  if (rollup === null) return [fromRows(conditionsSql(scan, window, names, print))];
  const whole = stretchesSql(rollup.stretches, { parameters, suffix: `_${index}_days` });
  const through = parameters.bindAs(`through_${index}`, rollup.through, "UInt64");
  const rest = { ...window, stretches: rollup.rest };
  const kept = select(
    [
      ...plan.by.map((_, at) => `_d${at}`),
      ...states.map(({ column, shared }) => `${rollup.columns[shared.key]} AS ${column}`),
    ],
    rollup.table,
    [whole, `${sequenceColumn} <= ${through}`],
    false,
  );
  return [
    kept,
    ...(rollup.rest.length === 0
      ? []
      : [fromRows(conditionsSql(scan, rest, { parameters, suffix: `_${index}_rest` }, print))]),
    ...(rollup.later
      ? [
          fromRows([
            ...conditionsSql(
              scan,
              { ...window, stretches: rollup.stretches },
              { parameters, suffix: `_${index}_days` },
              print,
            ),
            `${sequenceColumn} > ${through}`,
          ]),
        ]
      : []),
  ];
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
  const plain = window.runs === null && scan.rollup === null;
  return plain ? plainSteps(scan, window, context) : stateSteps(scan, window, context);
};
