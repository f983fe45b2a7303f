import type { SnapshotMetric } from "@sextant/model/metric/kinds/snapshot";
import { trailing } from "@sextant/model/time/interval";
import { lengthOf } from "@sextant/model/time/length-schema";
import type { Formula, Planned, RowPick, Term } from "../plan/plan.ts";
import { columnScope } from "../plan/scope.ts";
import { presence } from "../plan/term.ts";
import {
  columnTerm,
  datasetOf,
  entityExpressions,
  entityTerms,
  entityText,
  type PieceTypes,
  pieceTerm,
  whereTerm,
  whereTerms,
} from "./entity-terms.ts";
import type { EntityPlanner, Fault, Kind, Planner, WrittenExpression } from "./kind.ts";

/** The frame of the period and, for last states, of what is carried into it: as far back as the limit before its end. */
const reachingBack = ({ carry_forward }: SnapshotMetric, planner: Planner): number => {
  if (carry_forward === undefined) return planner.at;
  const carried = planner.within({ kind: "trailing", length: lengthOf(carry_forward) }).frame;
  const intervals = planner.frame.map((own, index) => {
    const { start, end } = carried[index] ?? own;
    return own.end > own.start ? { start: Math.min(own.start, start), end } : own;
  });
  return planner.stretch(`carried ${carry_forward}`, intervals);
};

/** The frame of what is carried to the start of the period. */
const before = (length: string, planner: Planner): number => {
  const { calendar } = planner.catalog;
  const intervals = planner.frame.map(({ start }) => trailing({ start, end: start }, lengthOf(length), calendar));
  return planner.stretch(`before ${length}`, intervals);
};

/** The rows that may give an entity its state, the first that is there. */
const picksOf = (metric: SnapshotMetric, planner: Planner): RowPick[] => {
  if (metric.state === "last") return [{ frame: reachingBack(metric, planner), which: "last" }];
  const own: RowPick = { frame: planner.at, which: metric.state === "first" ? "first" : "last" };
  const { carry_forward } = metric;
  return carry_forward === undefined ? [own] : [own, { frame: before(carry_forward, planner), which: "last" }];
};

/** What is known of an entity: whether it is, whether it counts, and its state. */
interface State {
  known: Term;
  counts: readonly Term[];
  /** Null when entities are counted. */
  of: Term | null;
}

const joinTypes = (names: readonly string[], type: "number" | "boolean", nullable: boolean): PieceTypes =>
  Object.fromEntries(names.map((name) => [name, { type, nullable }]));

/** How many rows an entity has in each of the frames it may take its state from. */
const rowCounts = (picks: readonly RowPick[], entities: EntityPlanner): string[] =>
  picks.map(({ frame }) =>
    entities.piece({ take: { kind: "rows", frame, aggregate: { kind: "count" }, filters: [] } }),
  );

const knownBy = (counts: readonly string[]): Term =>
  pieceTerm(counts.map((name) => `${name} > 0`).join(" or "), joinTypes(counts, "number", false), "boolean");

/** The state in one row: the first or the last. */
const rowState = (
  metric: SnapshotMetric,
  picks: readonly RowPick[],
  planner: Planner,
  entities: EntityPlanner,
): State => {
  const dataset = datasetOf(metric.dataset, planner);
  const piece = (of: Term): string => entities.piece({ take: { kind: "row", from: picks, of } });
  const where = whereTerm(metric.where, dataset, planner.catalog.datasets);
  const condition = where === null ? null : piece(where);
  const state =
    metric.expression === undefined
      ? null
      : piece(columnTerm(metric.expression, dataset, planner.catalog.datasets, "number"));
  return {
    known: knownBy(rowCounts(picks, entities)),
    counts: condition === null ? [] : [pieceTerm(condition, joinTypes([condition], "boolean", true), "boolean")],
    of: state === null ? null : pieceTerm(state, joinTypes([state], "number", true), "number"),
  };
};

/** The mean of the rows of the period; of an entity without rows there, the state carried into it. */
const meanState = (
  metric: SnapshotMetric,
  picks: readonly RowPick[],
  planner: Planner,
  entities: EntityPlanner,
): State => {
  const dataset = datasetOf(metric.dataset, planner);
  const value = columnTerm(metric.expression ?? 1, dataset, planner.catalog.datasets, "number");
  const conditions = whereTerms(metric.where, dataset, planner.catalog.datasets);
  const frame = planner.at;
  const filters = [...conditions, ...presence(value)];
  const total = entities.piece({ take: { kind: "rows", frame, aggregate: { kind: "sum", of: value }, filters } });
  const rows = entities.piece({ take: { kind: "rows", frame, aggregate: { kind: "count" }, filters } });
  const counts = rowCounts(picks, entities);
  const types = { ...joinTypes([total], "number", true), ...joinTypes([rows, ...counts], "number", false) };
  const mean = `${total} / ${rows}`;
  const [own] = counts;
  const carried = picks.slice(1);
  if (carried.length === 0) return { known: knownBy(counts), counts: [], of: pieceTerm(mean, types, "number") };
  const state = entities.piece({ take: { kind: "row", from: carried, of: value } });
  const where = whereTerm(metric.where, dataset, planner.catalog.datasets);
  const condition = where === null ? null : entities.piece({ take: { kind: "row", from: carried, of: where } });
  const all = {
    ...types,
    ...joinTypes([state], "number", true),
    ...(condition === null ? {} : joinTypes([condition], "boolean", true)),
  };
  const kept = condition === null ? `else ${state}` : `when ${condition} then ${state}`;
  const text = `case when ${own} > 0 then ${mean} ${kept} end`;
  return { known: knownBy(counts), counts: [], of: pieceTerm(text, all, "number") };
};

const nothing: Formula = { kind: "nothing" };

/** One number of the states of all entities; unknown where no entity is known, zero where none of those known counts. */
const overEntities = ({ aggregation }: SnapshotMetric, state: State, entities: EntityPlanner): Planned => {
  const { known, counts, of } = state;
  const sample = entities.slot({ kind: "count" }, [known]);
  const whole = (value: Formula): Planned => ({
    value: { kind: "unless_empty", value, sample },
    numerator: nothing,
    denominator: nothing,
    sample,
    level: 0,
    empty: null,
  });
  if (of === null) return whole(entities.slot({ kind: "count" }, [known, ...counts]));
  const present = [known, ...counts, ...presence(of)];
  if (aggregation === "sum" || aggregation === "count") {
    return whole(entities.slot(aggregation === "sum" ? { kind: "sum", of } : { kind: "count" }, present));
  }
  const rows = entities.slot({ kind: "count" }, present);
  if (aggregation === "average") {
    const total = entities.slot({ kind: "sum", of }, present);
    const value: Formula = { kind: "quotient", over: total, under: rows };
    return { ...whole(value), value, numerator: total, denominator: rows, sample: rows };
  }
  const extreme = entities.slot({ kind: aggregation, of }, present);
  return { ...whole(extreme), value: { kind: "unless_empty", value: extreme, sample: rows }, sample: rows };
};

const checkState = ({ expression, aggregation, state }: SnapshotMetric): Fault[] => {
  if (expression === undefined) {
    const rule = "metric/snapshot-state";
    const hint = "Add `expression`; without it entities are counted, by the last or first row of each.";
    if (state === "average") {
      return [{ rule, message: "Which state is averaged is not said.", hint, path: ["state"] }];
    }
    if (aggregation === "sum" || aggregation === "count") return [];
    const message = `${aggregation} needs an expression: of which state?`;
    return [{ rule, message, hint, path: ["aggregation"] }];
  }
  if (aggregation !== "count") return [];
  const message = "count counts entities, it takes no expression.";
  const hint = "Take `expression` out, or put a condition into `where`.";
  return [{ rule: "metric/needless-expression", message, hint, path: ["expression"], key: true }];
};

const aggregationWords = {
  sum: "the sum",
  average: "the average",
  count: "the number",
  min: "the smallest",
  max: "the largest",
};

const inWords = (metric: SnapshotMetric, dataset: string): string => {
  const { expression, entity, state, where, carry_forward } = metric;
  const each = entityText(entity);
  const row = state === "average" ? "averaged over the rows of the period" : `in the ${state} row of the period`;
  const what =
    expression === undefined
      ? `the number of ${each} with a row in ${dataset}`
      : `${aggregationWords[metric.aggregation]} of ${String(expression)} per ${each}, ${row}, from ${dataset}`;
  const carried = carry_forward === undefined ? "" : `, kept for ${carry_forward} without a row`;
  return `${what}${where === undefined ? "" : `, where ${String(where)}`}${carried}`;
};

const inCode = (metric: SnapshotMetric): string => {
  const { expression, entity, state, where, carry_forward, aggregation } = metric;
  const what = expression === undefined ? "count()" : `${aggregation}(${state} ${String(expression)})`;
  const condition = where === undefined ? "" : ` where ${String(where)}`;
  const carried = carry_forward === undefined ? "" : ` carried ${carry_forward}`;
  return `${what} per ${entityText(entity)} from ${metric.dataset}${condition}${carried}`;
};

/** A state of every entity, and one number of all of them (semi-additive: added up over entities, never over time). */
export const snapshot: Kind<SnapshotMetric> = {
  expressions: (metric, { catalog }) => {
    const dataset = catalog.datasets.get(metric.dataset);
    const scope = dataset === undefined ? null : columnScope(dataset, catalog.datasets);
    const { expression, where } = metric;
    const all: WrittenExpression[] = entityExpressions(metric.entity, scope);
    if (expression !== undefined) all.push({ path: ["expression"], text: expression, scope, expected: "number" });
    if (where !== undefined) all.push({ path: ["where"], text: where, scope, expected: "boolean" });
    return all;
  },
  references: () => [],
  builtOn: () => [],
  datasets: (metric) => [{ dataset: metric.dataset, path: ["dataset"] }],
  check: checkState,
  plan: (metric, planner) => {
    const picks = picksOf(metric, planner);
    const entities = planner.entities({
      dataset: metric.dataset,
      entity: entityTerms(metric.entity, datasetOf(metric.dataset, planner), planner.catalog.datasets),
      filters: [],
      sliced: picks,
      asked: "entities",
    });
    const stateOf = metric.state === "average" ? meanState : rowState;
    return overEntities(metric, stateOf(metric, picks, planner, entities), entities);
  },
  words: (metric, catalog) => inWords(metric, catalog.datasets.get(metric.dataset)?.label ?? metric.dataset),
  code: inCode,
};
