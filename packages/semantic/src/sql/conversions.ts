import { printExpression } from "../expression/print.ts";
import type { ConversionScan, EventSide, Term, Window } from "../plan/plan.ts";
import { columnTypeOf, mergeSql, type PrintTerm, sharedBy, sharedOf, stateSql } from "./aggregate.ts";
import { openSource, type Source } from "./from.ts";
import { instantColumn, sequenceColumn } from "./name.ts";
import type { ScanContext } from "./scan.ts";
import { conditionsSql, pieceSql, runsSql, type WindowNames } from "./source.ts";
import type { Step } from "./step.ts";

const list = (columns: readonly string[]): string => columns.join(",\n    ");

/** One side with what it is written with. */
interface Side extends EventSide {
  source: Source;
}

/** Columns of one type are compared as they are; other numbers as floating-point ones. */
const keySql = (own: Side, other: Side, at: number): string => {
  const [here, there] = [own.matched[at], other.matched[at]];
  if (here === undefined || there === undefined) throw new Error("A conversion compares as many terms on both sides.");
  const [type, otherType] = [columnTypeOf(here, own.source.readable), columnTypeOf(there, other.source.readable)];
  const alike = type !== undefined && type === otherType;
  return alike || here.typed.type !== "number" ? own.source.print(here) : `toFloat64(${own.source.print(here)})`;
};

const isPresent = ({ matched, source }: Side): string[] =>
  matched.filter(({ typed }) => typed.nullable).map((term) => `${source.print(term)} IS NOT NULL`);

/** Both kinds of events under one another; what the question looks at is of base events alone. */
const eventsSql = (sides: { base: Side; after: Side }, own: Term[], window: Window, context: ScanContext): string => {
  const { plan, index, parameters } = context;
  const names: WindowNames = { parameters, suffix: `_${index}` };
  const part = (side: Side, other: Side, which: 0 | 1, more: string[]): string => {
    const keys = side.matched.map((_, at) => `${keySql(side, other, at)} AS _e${at}`);
    const columns = [`${which} AS _side`, `${instantColumn} AS _when`, ...keys, ...more];
    const where = [...conditionsSql(side, window, names, side.source.print), ...isPresent(side)];
    return `  SELECT\n    ${list(columns)}\n  FROM ${side.source.from()}\n  WHERE ${where.join("\n    AND ")}`;
  };
  const asked = [
    `(${sequenceColumn}, ${sides.base.source.rowHash}) AS _order`,
    ...plan.by.map((dimension, at) => `${sides.base.source.column(dimension)} AS _d${at}`),
    ...own.map((term, at) => `${sides.base.source.print(term)} AS _k${at}`),
  ];
  const absent = [
    "(toUInt64(0), toUInt64(0)) AS _order",
    ...plan.by.map((_, at) => `NULL AS _d${at}`),
    ...own.map((_, at) => `NULL AS _k${at}`),
  ];
  return `${part(sides.base, sides.after, 0, asked)}\n  UNION ALL\n${part(sides.after, sides.base, 1, absent)}`;
};

/** Base events with their conversions: those after it, before the next base event of the entity, within the window. */
const basesSql = (scan: ConversionScan, context: ScanContext): string => {
  const { plan, index, parameters, timeZone } = context;
  const keys = scan.matched.map((_, at) => `_e${at}`);
  const last = [...plan.by.map((_, at) => `_d${at}`), ...scan.kept.map((_, at) => `_k${at}`)];
  const zone = parameters.bind(timeZone, "String");
  const ends = `addDays(toTimeZone(assumeNotNull(_base), ${zone}), ${parameters.bindAs(`days_${index}`, scan.days, "UInt16")})`;
  const follows = `_side = 1 AND _when < ${ends}`;
  const attributed = `SELECT *, maxIf(toNullable(_when), _side = 0) OVER (PARTITION BY ${keys.join(", ")} ORDER BY _when, _side ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS _base FROM events${index}`;
  const columns = [
    ...keys,
    `assumeNotNull(_base) AS ${instantColumn}`,
    ...last.map((column) => `argMaxIf(tuple(toNullable(${column})), _order, _side = 0).1 AS ${column}`),
    `countIf(${follows}) AS _conversions`,
    `minIf(toNullable(toUnixTimestamp64Milli(_when) - toUnixTimestamp64Milli(_base)), ${follows}) AS _wait`,
  ];
  return `  SELECT\n    ${list(columns)}\n  FROM (${attributed})\n  WHERE _base IS NOT NULL\n  GROUP BY ${[...keys, "_base"].join(", ")}`;
};

/** Events to base events, base events to states of pieces of time, states to slots. */
export const conversionSteps = (scan: ConversionScan, window: Window, context: ScanContext): Step[] => {
  const { plan, dataset, datasets, index, parameters } = context;
  const side = (events: EventSide): Side => {
    return { ...events, source: openSource(datasets.get(events.dataset) ?? dataset, context) };
  };
  const names: WindowNames = { parameters, suffix: `_${index}` };
  const print: PrintTerm = ({ typed }) => printExpression(typed, { parameters, name: (name) => name, timeZone: "UTC" });
  const shared = sharedOf(scan.slots);
  const states = [...shared.values()].map((one, at) => ({ one, column: `_a${at}` }));
  const slots = scan.slots.map((slot) => {
    const own = sharedBy(slot, shared);
    const column = states.find(({ one }) => one.key === own.key)?.column ?? "";
    return `${mergeSql(own, slot.aggregate, column, `_frame = ${slot.frame}`)} AS ${slot.id}`;
  });
  const dimensions = plan.by.map((_, at) => `_d${at}`);
  const kept = scan.kept.length === 0 ? "" : `\n  WHERE ${scan.kept.map((_, at) => `_k${at}`).join(" AND ")}`;
  const pieces = [
    `${pieceSql(window, names)} AS _piece`,
    ...dimensions,
    ...states.map(({ one, column }) => `${stateSql(one, dataset, print)} AS ${column}`),
  ];
  const keys = ["_period", ...dimensions];
  return [
    {
      name: `events${index}`,
      sql: eventsSql({ base: side(scan), after: side(scan.after) }, [...scan.kept], window, context),
    },
    { name: `bases${index}`, sql: basesSql(scan, context) },
    {
      name: `pieces${index}`,
      sql: `  SELECT\n    ${list(pieces)}\n  FROM bases${index}${kept}\n  GROUP BY ${["_piece", ...dimensions].join(", ")}`,
    },
    { name: `runs${index}`, sql: runsSql(window, names) },
    {
      name: `scan${index}`,
      sql: `  SELECT\n    ${list([...keys, ...slots])}\n  FROM pieces${index} INNER JOIN runs${index} USING (_piece)\n  GROUP BY ${keys.join(", ")}`,
    },
  ];
};
