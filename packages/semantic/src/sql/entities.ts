import type { Dataset } from "@sextant/model/dataset/dataset";
import { printExpression } from "../expression/print.ts";
import type { Aggregate, EntityScan, Piece, Term, Window } from "../plan/plan.ts";
import {
  mergeSql,
  type PrintTerm,
  type Shared,
  sharedBy,
  sharedOf,
  slotSql,
  stateSql,
  summand,
  together,
} from "./aggregate.ts";
import { openSource, type Source } from "./from.ts";
import { instantColumn, sequenceColumn } from "./name.ts";
import type { ScanContext } from "./scan.ts";
import { conditionsSql, pieceSql, runsSql, type WindowNames } from "./source.ts";
import type { Step } from "./step.ts";

/** Rows at the same instant are in the order they landed in. */
const order = `(${instantColumn}, ${sequenceColumn})`;

/** The value in the first or last row, in a tuple because the engine's functions pass over nulls. */
const takeState = (take: "first" | "last", value: string, filters: readonly Term[], print: PrintTerm): string => {
  const name = take === "first" ? "argMin" : "argMax";
  const args = [`tuple(toNullable(${value}))`, order, ...(filters.length === 0 ? [] : [together(filters, print)])];
  return `${name}State${filters.length === 0 ? "" : "If"}(${args.join(", ")})`;
};

const sharedPiece = (aggregate: Aggregate, filters: readonly Term[], dataset: Dataset): Shared => {
  const slot = { aggregate, filters };
  return sharedBy(slot, sharedOf([slot], dataset));
};

const pieceState = ({ take, filters }: Piece, { readable, print }: Source): string => {
  if (take.kind === "row") return takeState(take.which, summand(take.of, readable, print), filters, print);
  return stateSql(sharedPiece(take.aggregate, filters, readable), readable, print);
};

const pieceValue = ({ id, take, frame, filters }: Piece, dataset: Dataset): string => {
  const when = `_frame = ${frame}`;
  if (take.kind === "row") return `${take.which === "first" ? "argMin" : "argMax"}MergeIf(${id}, ${when}).1 AS ${id}`;
  const { aggregate } = take;
  const merged = mergeSql(sharedPiece(aggregate, filters, dataset), aggregate, id, when);
  return aggregate.kind === "count" ? `${merged} AS ${id}` : `if(countIf(${when}) = 0, NULL, ${merged}) AS ${id}`;
};

/** A column that holds the value of the last row within any of the frames that say the slice. */
interface LastRow {
  column: string;
  sql: string;
}

const lastRows = (scan: EntityScan, { plan }: ScanContext, { column, print }: Source): LastRow[] => [
  ...plan.by.map((dimension, index) => ({ column: `_d${index}`, sql: column(dimension) })),
  ...scan.kept.map((term, index) => ({ column: `_k${index}`, sql: print(term) })),
];

/** Rows to states of entities, states to what is known of every entity per period, entities to slots. */
export const entitySteps = (scan: EntityScan, window: Window, context: ScanContext): Step[] => {
  const { plan, dataset, parameters, index } = context;
  const source = openSource(dataset, context);
  const { print } = source;
  const names: WindowNames = { parameters, suffix: `_${index}` };
  const keys = scan.entity.map((_, at) => `_e${at}`);
  const last = lastRows(scan, context, source);
  const present = scan.entity.filter(({ typed }) => typed.nullable).map((term) => `${print(term)} IS NOT NULL`);
  const states = [
    `${pieceSql(window, names)} AS _piece`,
    ...scan.entity.map((term, at) => `${print(term)} AS _e${at}`),
    ...last.map(({ column, sql }) => `${takeState("last", sql, [], print)} AS ${column}`),
    ...scan.pieces.map((piece) => `${pieceState(piece, source)} AS ${piece.id}`),
  ];
  const where = [...conditionsSql(scan, window, names, print), ...present];
  const sliced = `_frame IN (${scan.sliced.join(", ")})`;
  const known = [
    ...last.map(({ column }) => `argMaxMergeIf(${column}, ${sliced}).1 AS ${column}`),
    ...scan.pieces.map((piece) => pieceValue(piece, source.readable)),
  ];
  const printPiece: PrintTerm = ({ typed }) =>
    printExpression(typed, { parameters, name: (piece) => piece, timeZone: "UTC" });
  const shared = sharedOf(scan.slots);
  const dimensions = plan.by.map((_, at) => `_d${at}`);
  const slots = scan.slots.map((slot) => slotSql(slot, shared, dataset, printPiece));
  const kept = scan.kept.length === 0 ? "" : `\n  WHERE ${scan.kept.map((_, at) => `_k${at}`).join(" AND ")}`;
  const list = (columns: readonly string[]): string => columns.join(",\n    ");
  return [
    {
      name: `pieces${index}`,
      sql: `  SELECT\n    ${list(states)}\n  FROM ${source.from()}\n  WHERE ${where.join("\n    AND ")}\n  GROUP BY _piece, ${keys.join(", ")}`,
    },
    { name: `runs${index}`, sql: runsSql(window, names) },
    {
      name: `entities${index}`,
      sql: `  SELECT\n    ${list(["_period", ...keys, ...known])}\n  FROM pieces${index} INNER JOIN runs${index} USING (_piece)\n  GROUP BY _period, ${keys.join(", ")}`,
    },
    {
      name: `scan${index}`,
      sql: `  SELECT\n    ${list(["_period", ...dimensions, ...slots])}\n  FROM entities${index}${kept}\n  GROUP BY ${["_period", ...dimensions].join(", ")}`,
    },
  ];
};
