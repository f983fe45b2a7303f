import { printExpression } from "../expression/print.ts";
import type { EntityScan, Piece, RowPick, Window } from "../plan/plan.ts";
import { mergeSql, type PrintTerm, sharedBy, sharedOf, slotSql, stateSql, summand } from "./aggregate.ts";
import { openSource, type Source } from "./from.ts";
import { instantColumn, sequenceColumn } from "./name.ts";
import type { ScanContext } from "./scan.ts";
import { conditionsSql, pieceSql, runsSql, type WindowNames } from "./source.ts";
import type { Step } from "./step.ts";

/**
 * Of rows at the same instant the one that landed later counts, whether first or last is asked; of those of one landing always the
 * same one, so that slice, conditions and values come from one row.
 */
const orderOf = (which: RowPick["which"], { rowHash }: Source): string =>
  `(${instantColumn}, ${which === "last" ? sequenceColumn : `-${sequenceColumn}`}, ${rowHash})`;

/** The columns of the first step, each once: gives the name of one. */
type KeepState = (sql: string) => string;

const openStates = (): { columns: () => string[]; keep: KeepState } => {
  const names = new Map<string, string>();
  return {
    columns: () => [...names].map(([sql, name]) => `${sql} AS ${name}`),
    keep: (sql) => {
      const name = names.get(sql) ?? `_a${names.size}`;
      names.set(sql, name);
      return name;
    },
  };
};

/** The value in the first of some rows that is there; in tuples, because the engine's functions pass over nulls. */
const pickedRow = (value: string, from: readonly RowPick[], source: Source, keep: KeepState): string => {
  const merged = ({ which, frame }: RowPick): string => {
    const name = which === "first" ? "argMin" : "argMax";
    const state = keep(`${name}State(tuple(toNullable(${value})), ${orderOf(which, source)})`);
    return `${name}MergeIf(${state}, _frame = ${frame}).1`;
  };
  const last = from.at(-1);
  const otherwise = last === undefined ? "NULL" : merged(last);
  const earlier = from.slice(0, -1).map((pick) => `countIf(_frame = ${pick.frame}) > 0, ${merged(pick)}`);
  return earlier.length === 0 ? otherwise : `multiIf(${[...earlier, otherwise].join(", ")})`;
};

const pieceSqlOf = ({ take }: Piece, source: Source, keep: KeepState): string => {
  const { readable, print } = source;
  if (take.kind === "row") return pickedRow(summand(take.of, readable, print), take.from, source, keep);
  const { aggregate, filters } = take;
  const slot = { aggregate, filters };
  const shared = sharedBy(slot, sharedOf([slot], readable));
  const when = `_frame = ${take.frame}`;
  const merged = mergeSql(shared, aggregate, keep(stateSql(shared, readable, print)), when);
  return aggregate.kind === "count" ? merged : `if(countIf(${when}) = 0, NULL, ${merged})`;
};

/** What is known of an entity: its slice, whether the question's conditions hold of the row that says it, and its pieces. */
const knownColumns = (scan: EntityScan, by: readonly string[], source: Source, keep: KeepState): string[] => [
  ...by.map((name, at) => `${pickedRow(source.column(name), scan.sliced, source, keep)} AS _d${at}`),
  ...scan.kept.map((term, at) => `${pickedRow(source.print(term), scan.sliced, source, keep)} AS _k${at}`),
  ...scan.pieces.map((piece) => `${pieceSqlOf(piece, source, keep)} AS ${piece.id}`),
];

const list = (columns: readonly string[]): string => columns.join(",\n    ");

/** Rows to states of entities, states to what is known of every entity per period, entities to slots. */
export const entitySteps = (scan: EntityScan, window: Window, context: ScanContext): Step[] => {
  const { plan, dataset, parameters, index } = context;
  const source = openSource(dataset, context);
  const { print } = source;
  const names: WindowNames = { parameters, suffix: `_${index}` };
  const keys = scan.entity.map((_, at) => `_e${at}`);
  const { columns, keep } = openStates();
  const known = knownColumns(scan, plan.by, source, keep);
  const present = scan.entity.filter(({ typed }) => typed.nullable).map((term) => `${print(term)} IS NOT NULL`);
  const states = [
    `${pieceSql(window, names)} AS _piece`,
    ...scan.entity.map((term, at) => `${print(term)} AS _e${at}`),
    ...columns(),
  ];
  const where = [...conditionsSql(scan, window, names, print), ...present];
  const printPiece: PrintTerm = ({ typed }) =>
    printExpression(typed, { parameters, name: (piece) => piece, timeZone: "UTC" });
  const shared = sharedOf(scan.slots);
  const dimensions = plan.by.map((_, at) => `_d${at}`);
  const slots = scan.slots.map((slot) => slotSql(slot, shared, dataset, printPiece));
  const kept = scan.kept.length === 0 ? "" : `\n  WHERE ${scan.kept.map((_, at) => `_k${at}`).join(" AND ")}`;
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
