import type { RetentionMeasure, RetentionMetric } from "@sextant/model/metric/kinds/retention";
import { shifted } from "@sextant/model/time/interval";
import { lengthOf } from "@sextant/model/time/length-schema";
import type { Step } from "../plan/frame.ts";
import type { Formula, Term } from "../plan/plan.ts";
import { columnScope } from "../plan/scope.ts";
import {
  columnTerm,
  datasetOf,
  entityExpressions,
  entityTerms,
  entityText,
  type PieceTypes,
  pieceTerm,
  whereTerms,
} from "./entity-terms.ts";
import type { EntityPlanner, Fault, Kind, Planner, WrittenExpression } from "./kind.ts";

/** What is counted or added up over the entities of a cohort. */
interface Recipe {
  /** The share of what. */
  of: "entities" | "revenue";
  /** Which entities of the cohort are looked at: those still active, or those no longer. */
  who: "kept" | "lost";
  /** What an entity adds, from what it brought in while in the cohort and what it brings in now; null adds nothing. */
  adds: (was: string, is: string) => string;
  words: string;
}

const ofEntities = (who: Recipe["who"], words: string): Recipe => ({ of: "entities", who, adds: () => "1", words });
const ofRevenue = (who: Recipe["who"], adds: Recipe["adds"], words: string): Recipe => ({
  of: "revenue",
  who,
  adds,
  words,
});

const known = (amount: string): string => `coalesce(${amount}, 0)`;
const gain = (more: string, less: string): string => `greatest(${known(more)} - ${known(less)}, 0)`;

/** The table of measures. What the lost brought in is churned, whatever its sign, so that the parts always add up to net and gross. */
const recipes: Record<RetentionMeasure, Recipe> = {
  retention: ofEntities("kept", "the share still active"),
  churn: ofEntities("lost", "the share no longer active"),
  net_revenue: ofRevenue("kept", (_, is) => is, "revenue now over revenue then"),
  gross_revenue: ofRevenue(
    "kept",
    (was, is) => `least(${known(was)}, ${known(is)})`,
    "revenue kept, without growth, over revenue then",
  ),
  expansion: ofRevenue("kept", (was, is) => gain(is, was), "revenue gained over revenue then"),
  contraction: ofRevenue("kept", (was, is) => gain(was, is), "revenue given up over revenue then"),
  churned_revenue: ofRevenue("lost", (was) => was, "revenue of those lost over revenue then"),
};

const stepBack = ({ after }: RetentionMetric, planner: Planner): Step => {
  const offset = after === undefined ? { periods: -1, grain: planner.grain } : { length: lengthOf(after), times: -1 };
  return { kind: "shifted", offset };
};

const rowsIn = (frame: number, entities: EntityPlanner): string =>
  entities.piece({ take: { kind: "rows", frame, aggregate: { kind: "count" }, filters: [] } });

const everythingBefore = (planner: Planner): number =>
  planner.stretch(
    "everything before",
    planner.frame.map(({ start }) => ({ start: Number.NEGATIVE_INFINITY, end: start })),
  );

/** A condition on how often an entity was active in a frame. */
const activeIn = (frame: number, comparison: "> 0" | "= 0", entities: EntityPlanner): Term => {
  const rows = rowsIn(frame, entities);
  return pieceTerm(`${rows} ${comparison}`, { [rows]: { type: "number", nullable: false } }, "boolean");
};

/** What the entities of the cohort bring in: a part of it now, and all of it then. */
const planRevenue = (
  metric: RetentionMetric,
  frames: { was: number; is: number },
  who: { cohort: readonly Term[]; looked: readonly Term[] },
  planner: Planner,
  entities: EntityPlanner,
) => {
  const of = columnTerm(metric.amount ?? 1, datasetOf(metric.dataset, planner), planner.catalog.datasets, "number");
  const amountIn = (frame: number): string =>
    entities.piece({ take: { kind: "rows", frame, aggregate: { kind: "sum", of }, filters: [] } });
  const [was, is] = [amountIn(frames.was), amountIn(frames.is)];
  const types: PieceTypes = { [was]: { type: "number", nullable: true }, [is]: { type: "number", nullable: true } };
  const sum = (text: string, filters: readonly Term[]): Formula =>
    entities.slot({ kind: "sum", of: pieceTerm(text, types, "number") }, filters);
  return { over: sum(recipes[metric.measure].adds(was, is), who.looked), under: sum(was, who.cohort) };
};

const partsOf = (metric: RetentionMetric, past: Planner, planner: Planner, entities: EntityPlanner) => {
  const cohort = [activeIn(past.at, "> 0", entities)];
  if (metric.cohort === "first") cohort.push(activeIn(everythingBefore(past), "= 0", entities));
  const { of, who } = recipes[metric.measure];
  const looked = [...cohort, activeIn(planner.at, who === "kept" ? "> 0" : "= 0", entities)];
  const size = entities.slot({ kind: "count" }, cohort);
  if (of === "entities") return { over: entities.slot({ kind: "count" }, looked), under: size, size };
  return { ...planRevenue(metric, { was: past.at, is: planner.at }, { cohort, looked }, planner, entities), size };
};

const isRevenue = ({ measure }: RetentionMetric): boolean => recipes[measure].of === "revenue";

const checkAmount = (metric: RetentionMetric): Fault[] => {
  const rule = "metric/retention-amount";
  if (isRevenue(metric) && metric.amount === undefined) {
    const message = `${metric.measure} is a share of revenue, but what a row brings in is not said.`;
    return [{ rule, message, hint: "Add `amount`, e.g. `amount: total`.", path: ["measure"] }];
  }
  if (isRevenue(metric) || metric.amount === undefined) return [];
  const message = `${metric.measure} is a share of entities, it takes no amount.`;
  const hint = "Take `amount` out, or measure net_revenue or gross_revenue.";
  return [{ rule, message, hint, path: ["amount"], key: true }];
};

const inWords = (metric: RetentionMetric, dataset: string): string => {
  const { where, after = "one period", cohort, measure } = metric;
  const who = cohort === "first" ? "first active" : "active";
  const rows = where === undefined ? "" : ` where ${String(where)}`;
  return `${recipes[measure].words}, of each ${entityText(metric.entity)} ${who} ${after} earlier, in ${dataset}${rows}`;
};

const inCode = (metric: RetentionMetric): string => {
  const { where, after = "1 period", cohort, measure, amount } = metric;
  const what = amount === undefined ? measure : `${measure}(${String(amount)})`;
  const rows = where === undefined ? "" : ` where ${String(where)}`;
  return `${what} of ${cohort === "first" ? "first " : ""}${entityText(metric.entity)} after ${after} from ${metric.dataset}${rows}`;
};

/** The share of a cohort, or of its revenue, that is there in the period. */
export const retention: Kind<RetentionMetric> = {
  expressions: (metric, { catalog }) => {
    const dataset = catalog.datasets.get(metric.dataset);
    const scope = dataset === undefined ? null : columnScope(dataset, catalog.datasets);
    const { where, amount } = metric;
    const all: WrittenExpression[] = entityExpressions(metric.entity, scope);
    if (where !== undefined) all.push({ path: ["where"], text: where, scope, expected: "boolean" });
    if (amount !== undefined) all.push({ path: ["amount"], text: amount, scope, expected: "number" });
    return all;
  },
  references: () => [],
  builtOn: () => [],
  datasets: (metric) => [{ dataset: metric.dataset, path: ["dataset"] }],
  check: checkAmount,
  refuses: ({ after }, { spans, calendar }) => {
    if (after === undefined) return null;
    const offset = { length: lengthOf(after), times: -1 };
    if (spans.every((span) => shifted(span, offset, calendar).end <= span.start)) return null;
    return {
      message: `${after} earlier the cohort's period is not over when the observed one begins.`,
      hint: "Ask for a shorter grain, or give a longer `after`.",
    };
  },
  plan: (metric, planner) => {
    const past = planner.within(stepBack(metric, planner));
    const dataset = datasetOf(metric.dataset, planner);
    planner.reaches(past.frame);
    const entities = planner.entities({
      dataset: metric.dataset,
      entity: entityTerms(metric.entity, dataset, planner.catalog.datasets),
      filters: whereTerms(metric.where, dataset, planner.catalog.datasets),
      sliced: [{ frame: past.at, which: "last" }],
      asked: "entities",
    });
    const { over, under, size } = partsOf(metric, past, planner, entities);
    return {
      value: { kind: "quotient", over, under },
      numerator: over,
      denominator: under,
      sample: size,
      level: 0,
      empty: null,
    };
  },
  atAge: (metric, age, grain) => ({ ...metric, after: `${age} ${grain}s` }),
  words: (metric, catalog) => inWords(metric, catalog.datasets.get(metric.dataset)?.label ?? metric.dataset),
  code: inCode,
};
