import type { DerivedMetric } from "@sextant/model/metric/kinds/derived";
import type { Grain } from "@sextant/model/time/grain";
import { readEarlier } from "@sextant/model/time/length-schema";
import { evaluateFormula } from "../expression/evaluate.ts";
import { namesIn } from "../expression/names.ts";
import { parseExpression } from "../expression/parse.ts";
import type { Expression, Scope } from "../expression/tree.ts";
import type { Step } from "../plan/frame.ts";
import type { Formula, Output } from "../plan/plan.ts";
import { catalogScope } from "../plan/scope.ts";
import { readTerm } from "../plan/term.ts";
import { findNonAdditive } from "./additivity.ts";
import type { Fault, Kind, Known } from "./kind.ts";

const trees = new WeakMap<DerivedMetric, Expression | null>();

const treeOf = (metric: DerivedMetric): Expression | null => {
  const known = trees.get(metric);
  if (known !== undefined) return known;
  const { tree } = parseExpression(String(metric.expression));
  trees.set(metric, tree);
  return tree;
};

/** The names the formula uses, each once. */
const namesOf = (metric: DerivedMetric): string[] => {
  const tree = treeOf(metric);
  return tree === null ? [] : [...new Set(namesIn(tree).map(({ name }) => name))];
};

const metricBehind = (metric: DerivedMetric, name: string): string => inputOf(metric, name)?.metric ?? name;

const inputOf = ({ inputs = {} }: DerivedMetric, name: string) =>
  Object.hasOwn(inputs, name) ? inputs[name] : undefined;

const builtOn = (metric: DerivedMetric): string[] => [
  ...new Set(namesOf(metric).map((name) => metricBehind(metric, name))),
];

/** Metrics and the formula's own names for them. */
const scopeOf = (metric: DerivedMetric, metrics: Scope): Scope =>
  metric.inputs === undefined
    ? metrics
    : {
        kind: "metrics",
        names: new Map([
          ...metrics.names,
          ...Object.keys(metric.inputs).map((name) => [name, { type: "number", nullable: true }] as const),
        ]),
      };

/** How much earlier an input is looked at; null for the same time. */
const stepOf = (text: string | undefined, grain: Grain): Step | null => {
  const earlier = text === undefined ? null : readEarlier(text);
  if (earlier === null) return null;
  const offset = earlier.kind === "offset" ? earlier.offset : { periods: -earlier.count, grain };
  return { kind: "shifted", offset };
};

/** A formula rests on its weakest estimate; when it has only counts and sums, on the largest of them (N4). */
const sampleOf = (inputs: readonly Output[]): Formula => {
  const estimates = inputs.filter((input) => input.empty === null);
  const sample = (input: Output): Formula => ({ kind: "output", output: input.id, part: "sample" });
  return estimates.length > 0
    ? { kind: "least", of: estimates.map(sample) }
    : { kind: "greatest", of: inputs.map(sample) };
};

const checkInputs = (metric: DerivedMetric, known: Known): Fault[] => {
  const used = new Set(namesOf(metric));
  return Object.keys(metric.inputs ?? {}).flatMap((name): Fault[] => {
    const base = { path: ["inputs", name], key: true } as const;
    if (known.metricIds.has(name) || known.catalog.metrics.has(name)) {
      const message = `\`${name}\` is a metric already; in this formula it would mean something else.`;
      return [{ ...base, rule: "metric/input-shadows", message, hint: "Choose a name no metric has." }];
    }
    if (used.has(name) || treeOf(metric) === null) return [];
    const message = `The formula does not use \`${name}\`.`;
    return [{ ...base, rule: "metric/input-unused", message, hint: "Use it, or take it out." }];
  });
};

const checkNames = (metric: DerivedMetric): Fault[] => {
  const tree = treeOf(metric);
  if (tree === null || builtOn(metric).length > 0) return [];
  const hint = "Name at least one metric; a wanted value belongs into the target of a KPI.";
  return [{ rule: "metric/constant", message: "The formula names no metric.", hint, path: ["expression"] }];
};

const earlierInWords = (offset: string): string => {
  if (offset === "previous_period") return "one period earlier";
  return offset === "previous_year" ? "in the same period of the year before" : `${offset} earlier`;
};

/** A formula over other metrics. */
export const derived: Kind<DerivedMetric> = {
  expressions: (metric, { metricScope }) => [
    { path: ["expression"], text: metric.expression, scope: scopeOf(metric, metricScope), expected: "number" },
  ],
  references: (metric) =>
    Object.entries(metric.inputs ?? {}).map(([name, input]) => ({
      metric: input.metric,
      path: ["inputs", name, "metric"],
    })),
  builtOn,
  datasets: () => [],
  check: (metric, known) => {
    const tree = treeOf(metric);
    const faults = tree === null ? [] : findNonAdditive(tree, known);
    return [...checkNames(metric), ...checkInputs(metric, known), ...faults];
  },
  plan: (metric, planner) => {
    const inputs = namesOf(metric).map((name) => {
      const input = inputOf(metric, name);
      const step = stepOf(input?.offset, planner.grain);
      return { name, output: planner.output(metricBehind(metric, name), step ?? undefined) };
    });
    const { term } = readTerm(metric.expression, scopeOf(metric, catalogScope(planner.catalog.metrics)), "number");
    if (term === null) throw new Error(`The formula of ${metric.id} has not been checked.`);
    const empty = evaluateFormula(term.typed, new Map(inputs.map(({ name, output }) => [name, output.empty])));
    const all = inputs.map(({ output }) => output);
    return {
      value: {
        kind: "expression",
        typed: term.typed,
        outputs: Object.fromEntries(inputs.map(({ name, output }) => [name, output.id])),
      },
      numerator: { kind: "nothing" },
      denominator: { kind: "nothing" },
      sample: sampleOf(all),
      level: 1 + Math.max(0, ...all.map((input) => input.level)),
      empty: typeof empty === "number" ? empty : null,
    };
  },
  arithmetic: (metric) => (Object.keys(metric.inputs ?? {}).length === 0 ? String(metric.expression) : null),
  words: (metric, catalog) => {
    const named = namesOf(metric).map((name) => {
      const input = inputOf(metric, name);
      const label = catalog.metrics.get(metricBehind(metric, name))?.label ?? name;
      return `${name} is ${label}${input?.offset === undefined ? "" : `, ${earlierInWords(input.offset)}`}`;
    });
    return `the formula ${String(metric.expression)}, where ${named.join(", ")}`;
  },
  code: (metric) => {
    const named = Object.entries(metric.inputs ?? {}).map(
      ([name, { metric: id, offset }]) => `${name} = ${id}${offset === undefined ? "" : ` offset ${offset}`}`,
    );
    return [String(metric.expression), ...named].join("; ");
  },
};
