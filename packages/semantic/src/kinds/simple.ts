import { aggregationTraits, type SimpleMetric } from "@sextant/model/metric/kinds/simple";
import { conditionsOf } from "../plan/condition.ts";
import type { Planned, Term } from "../plan/plan.ts";
import { columnScope } from "../plan/scope.ts";
import { readTerm } from "../plan/term.ts";
import { recipeOf } from "./aggregation.ts";
import type { Fault, Kind, Path, Planner, WrittenExpression } from "./kind.ts";

const expressionsOf = (metric: SimpleMetric): { path: Path; text: string | number }[] => {
  const { expression } = metric;
  if (expression === undefined) return [];
  if (!Array.isArray(expression)) return [{ path: ["expression"], text: expression }];
  return expression.map((text, index) => ({ path: ["expression", index], text }));
};

/** The outputs of a simple metric, under further conditions. */
export const planSimple = (metric: SimpleMetric, conditions: readonly Term[], planner: Planner): Planned => {
  const { datasets } = planner.catalog;
  const dataset = datasets.get(metric.dataset);
  if (dataset === undefined) throw new Error(`The dataset ${metric.dataset} of a checked metric is missing.`);
  const recipe = recipeOf(metric.aggregation);
  const filters = [...conditionsOf(metric.where, dataset, datasets), ...conditions];
  const of = expressionsOf(metric).map(({ text }) => {
    const { term } = readTerm(text, columnScope(dataset, datasets), recipe.wants);
    if (term === null) throw new Error(`The expression ${String(text)} has not been checked.`);
    return term;
  });
  const planned = recipe.plan({
    of,
    level: metric.percentile ?? 0.5,
    approximate: metric.approximate ?? false,
    slot: (aggregate, more = []) => planner.slot(metric.dataset, aggregate, [...filters, ...more]),
  });
  return { ...planned, level: 0, empty: aggregationTraits[metric.aggregation].emptyMeans === "zero" ? 0 : null };
};

const checkAmount = (metric: SimpleMetric): Fault[] => {
  const { takes, words } = recipeOf(metric.aggregation);
  const { aggregation, expression } = metric;
  const given = expression === undefined ? 0 : Array.isArray(expression) ? expression.length : 1;
  const listed = Array.isArray(expression);
  if (takes === "none" && given > 0) {
    const message = "count counts rows, it takes no expression.";
    const hint = "Take `expression` out, put a condition into `where`, or use count_distinct.";
    return [{ rule: "metric/needless-expression", message, hint, path: ["expression"], key: true }];
  }
  if (takes !== "none" && given === 0) {
    const message = `${aggregation} needs an expression: ${words} what?`;
    return [{ rule: "metric/needs-expression", message, hint: "Add `expression`.", path: ["aggregation"] }];
  }
  if (takes === "one" && listed) {
    const hint = "Only count_distinct takes a list; write one expression.";
    return [
      { rule: "metric/one-expression", message: `${aggregation} takes one expression.`, hint, path: ["expression"] },
    ];
  }
  return [];
};

const checkPercentile = ({ aggregation, percentile }: SimpleMetric): Fault[] => {
  if (aggregation === "percentile" && percentile === undefined) {
    const hint = "Add `percentile: 0.9` for the 90th percentile.";
    return [{ rule: "metric/needs-percentile", message: "Which percentile is not said.", hint, path: ["aggregation"] }];
  }
  if (aggregation === "percentile" || percentile === undefined) return [];
  const hint = "Take `percentile` out, or write `aggregation: percentile`.";
  return [
    {
      rule: "metric/needless-percentile",
      message: `${aggregation} has no percentile.`,
      hint,
      path: ["percentile"],
      key: true,
    },
  ];
};

/** Only what costs memory with the number of rows may be approximate. */
const checkApproximate = ({ aggregation, approximate = false }: SimpleMetric): Fault[] => {
  if (!approximate || ["count_distinct", "median", "percentile"].includes(aggregation)) return [];
  const message = `${aggregation} is exact at no cost.`;
  const hint = "Take `approximate` out.";
  return [{ rule: "metric/needless-approximate", message, hint, path: ["approximate"], key: true }];
};

const inWords = (metric: SimpleMetric, dataset: string): string => {
  const texts = expressionsOf(metric).map(({ text }) => String(text));
  const { words, takes } = recipeOf(metric.aggregation);
  const level = `percentile ${Number(((metric.percentile ?? 0.5) * 100).toFixed(4))} of`;
  const what = metric.aggregation === "percentile" ? level : words;
  const about = metric.approximate === true ? "about " : "";
  const rows =
    takes === "none" ? `${words} of ${dataset}` : `${about}${what} ${texts.join(" and ")}, over the rows of ${dataset}`;
  return metric.where === undefined ? rows : `${rows} where ${String(metric.where)}`;
};

const inCode = (metric: SimpleMetric): string => {
  const texts = expressionsOf(metric).map(({ text }) => String(text));
  const level = metric.percentile === undefined ? [] : [String(metric.percentile)];
  const where = metric.where === undefined ? "" : ` where ${String(metric.where)}`;
  const about = metric.approximate === true ? "approximate " : "";
  return `${about}${metric.aggregation}(${[...texts, ...level].join(", ")}) from ${metric.dataset}${where}`;
};

/** One aggregate over the rows of one dataset. */
export const simple: Kind<SimpleMetric> = {
  expressions: (metric, { catalog }) => {
    const dataset = catalog.datasets.get(metric.dataset);
    const scope = dataset === undefined ? null : columnScope(dataset, catalog.datasets);
    const { wants } = recipeOf(metric.aggregation);
    const measures = expressionsOf(metric).map(
      (written): WrittenExpression => ({ ...written, scope, expected: wants }),
    );
    if (metric.where === undefined) return measures;
    return [...measures, { path: ["where"], text: metric.where, scope, expected: "boolean" }];
  },
  references: () => [],
  builtOn: () => [],
  datasets: (metric) => [{ dataset: metric.dataset, path: ["dataset"] }],
  check: (metric) => [...checkAmount(metric), ...checkPercentile(metric), ...checkApproximate(metric)],
  plan: (metric, planner) => planSimple(metric, [], planner),
  words: (metric, catalog) => inWords(metric, catalog.datasets.get(metric.dataset)?.label ?? metric.dataset),
  code: inCode,
};
