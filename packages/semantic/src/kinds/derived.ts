import type { DerivedMetric } from "@sextant/model/metric/kinds/derived";
import { evaluateFormula } from "../expression/evaluate.ts";
import { namesIn } from "../expression/names.ts";
import { parseExpression } from "../expression/parse.ts";
import type { Expression } from "../expression/tree.ts";
import type { Formula, Output } from "../plan/plan.ts";
import { catalogScope } from "../plan/scope.ts";
import { readTerm } from "../plan/term.ts";
import { findNonAdditive } from "./additivity.ts";
import type { Fault, Kind } from "./kind.ts";

const trees = new WeakMap<DerivedMetric, Expression | null>();

const treeOf = (metric: DerivedMetric): Expression | null => {
  const known = trees.get(metric);
  if (known !== undefined) return known;
  const { tree } = parseExpression(String(metric.expression));
  trees.set(metric, tree);
  return tree;
};

const builtOn = (metric: DerivedMetric): string[] => {
  const tree = treeOf(metric);
  return tree === null ? [] : [...new Set(namesIn(tree).map(({ name }) => name))];
};

/** A formula rests on its weakest estimate; when it has only counts and sums, on the largest of them (N4). */
const sampleOf = (inputs: readonly Output[]): Formula => {
  const estimates = inputs.filter((input) => input.empty === null);
  const sample = (input: Output): Formula => ({ kind: "output", metric: input.metric, part: "sample" });
  return estimates.length > 0
    ? { kind: "least", of: estimates.map(sample) }
    : { kind: "greatest", of: inputs.map(sample) };
};

const checkNames = (metric: DerivedMetric): Fault[] => {
  const tree = treeOf(metric);
  if (tree === null || builtOn(metric).length > 0) return [];
  const hint = "Name at least one metric; a wanted value belongs into the target of a KPI.";
  return [{ rule: "metric/constant", message: "The formula names no metric.", hint, path: ["expression"] }];
};

/** A formula over other metrics. */
export const derived: Kind<DerivedMetric> = {
  expressions: (metric, { metricScope }) => [
    { path: ["expression"], text: metric.expression, scope: metricScope, expected: "number" },
  ],
  references: () => [],
  builtOn,
  datasets: () => [],
  check: (metric, known) => {
    const tree = treeOf(metric);
    const faults = tree === null ? [] : findNonAdditive(tree, known);
    return [...checkNames(metric), ...faults];
  },
  plan: (metric, planner) => {
    const inputs = builtOn(metric).map((id) => planner.output(id));
    const { term } = readTerm(metric.expression, catalogScope(planner.catalog.metrics), "number");
    if (term === null) throw new Error(`The formula of ${metric.id} has not been checked.`);
    const empty = evaluateFormula(term.typed, new Map(inputs.map((input) => [input.metric, input.empty])));
    return {
      value: { kind: "expression", typed: term.typed },
      numerator: { kind: "nothing" },
      denominator: { kind: "nothing" },
      sample: sampleOf(inputs),
      level: 1 + Math.max(0, ...inputs.map((input) => input.level)),
      empty: typeof empty === "number" ? empty : null,
    };
  },
  words: (metric, catalog) => {
    const named = builtOn(metric).map((id) => `${id} is ${catalog.metrics.get(id)?.label ?? id}`);
    return `the formula ${String(metric.expression)}, where ${named.join(", ")}`;
  },
  code: (metric) => String(metric.expression),
};
