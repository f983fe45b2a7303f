import { FUNCTIONS } from "../../expression/functions.ts";
import type { Expression } from "../../expression/tree.ts";
import type { Attempt } from "../attempt.ts";
import { learnTypes } from "../infer.ts";
import { mapTree } from "../map-tree.ts";
import type { Ids } from "../names.ts";
import { textOfTree } from "../sql.ts";
import { readField, type Table } from "./table.ts";

type Call = Extract<Expression, { kind: "call" }>;

const aggregations: Record<string, string> = {
  sum: "sum",
  avg: "average",
  count: "count",
  count_distinct: "count_distinct",
  min: "min",
  max: "max",
  median: "median",
  percentile_cont: "percentile",
};

/** A metric over rows that part of an expression is. */
export interface Aggregate {
  definition: Record<string, unknown>;
  dataset: string;
}

/** What the expression of a metric is. */
export interface Formula {
  definition: Record<string, unknown>;
  /** Metrics made of its parts, by id. */
  helpers: Map<string, Aggregate>;
  needs: string[];
}

/** What expressions may name. */
export interface Known {
  tables: readonly Table[];
  /** Ids of the metrics of the document, by name. */
  metrics: ReadonlyMap<string, string>;
  /** Metrics that are one aggregate, by their definition. */
  aggregates: Map<string, string>;
  ids: Ids;
}

const namesIn = (tree: Expression): string[] => {
  const names: string[] = [];
  mapTree(tree, (node) => {
    if (node.kind === "name") names.push(node.name);
    return node;
  });
  return names;
};

const tableOf = (names: readonly string[], { tables }: Known): Attempt<Table> => {
  const found = new Set<Table>();
  for (const name of names) {
    const dot = name.indexOf(".");
    const table =
      dot === -1
        ? onlyOne(tables.filter(({ fields }) => fields.has(name)))
        : tables.find((one) => one.name === name.slice(0, dot));
    if (table === undefined) return { reason: `\`${name.slice(0, 80)}\` is no field of a dataset that was carried.` };
    found.add(table);
  }
  const [only, ...more] = found.size === 0 && tables.length === 1 ? tables : found;
  if (only === undefined) return { reason: "It does not say which dataset's rows are counted." };
  if (more.length > 0)
    return {
      reason: `One aggregate reads several datasets (${[...found].map(({ name }) => name).join(", ")}); it would need a join.`,
    };
  return { value: only };
};

const onlyOne = <T>(items: readonly T[]): T | undefined => (items.length === 1 ? items[0] : undefined);

/** `case when c then x end`: only some rows are aggregated. */
const split = (tree: Expression | undefined): { value: Expression | undefined; condition: Expression | null } => {
  if (tree?.kind !== "case" || tree.subject !== null || tree.branches.length !== 1)
    return { value: tree, condition: null };
  const [branch] = tree.branches;
  if (branch === undefined || (tree.otherwise !== null && tree.otherwise.kind !== "null"))
    return { value: tree, condition: null };
  return { value: branch.value, condition: branch.when };
};

/** `sum(case when c then 1 else 0 end)` counts the rows for which c holds. */
const asCount = (call: Call): Call => {
  const [tree] = call.arguments;
  if (call.name !== "sum" || tree?.kind !== "case" || tree.branches.length !== 1) return call;
  const isNumber = (node: Expression | null | undefined, value: number): boolean =>
    node?.kind === "number" && node.value === value;
  if (!isNumber(tree.branches[0]?.value, 1) || !isNumber(tree.otherwise, 0)) return call;
  return { ...call, name: "count", arguments: [{ ...tree, otherwise: null }] };
};

const aggregateOf = (written: Call, known: Known): Attempt<Aggregate> => {
  const call = asCount(written);
  const aggregation = aggregations[call.name] ?? "";
  const isPercentile = call.name === "percentile_cont";
  const [first] = isPercentile ? call.arguments.slice(0, 1) : [];
  const [argument, ...more] = isPercentile ? call.arguments.slice(1) : call.arguments;
  if (more.length > 0) return { reason: `\`${call.name}\` of several values is not carried.` };
  if (isPercentile && first?.kind !== "number") return { reason: "A percentile does not say which." };
  const { value, condition } = split(argument);
  const table = tableOf(namesIn(call), known);
  if ("reason" in table) return table;
  const { time, columns } = table.value;
  if ("reason" in time) return { reason: time.reason };
  const read = (tree: Expression): Attempt<Expression> => readField(table.value, tree);
  const inner = value === undefined ? null : read(value);
  if (inner !== null && "reason" in inner) return inner;
  const where = condition === null ? null : read(condition);
  if (where !== null && "reason" in where) return where;
  if (where !== null) learnTypes(where.value, columns, "boolean");
  const dataset = table.value.id;
  const filter = where === null ? [] : [where.value];
  if (aggregation === "count")
    return { value: { dataset, definition: countOf(table.value, inner?.value, filter, time.value) } };
  if (inner === null) return { reason: `\`${call.name}\` of nothing is not carried.` };
  if (aggregation !== "count_distinct") learnTypes(inner.value, columns, "number");
  return {
    value: {
      dataset,
      definition: {
        kind: "simple",
        dataset,
        aggregation,
        expression: textOfTree(inner.value),
        ...(first?.kind === "number" ? { percentile: first.value } : {}),
        ...(filter[0] === undefined ? {} : { where: textOfTree(filter[0]) }),
      },
    },
  };
};

const countOf = (
  { id: dataset, key }: Table,
  inner: Expression | undefined,
  filter: readonly Expression[],
  time: string,
): Record<string, unknown> => {
  const always =
    inner === undefined ||
    inner.kind === "number" ||
    inner.kind === "string" ||
    (inner.kind === "name" && (inner.name === time || (key.length === 1 && inner.name === key[0])));
  const terms = [
    ...filter,
    ...(always ? [] : [{ kind: "isnull" as const, operand: inner, negated: true, at: inner.at }]),
  ];
  const [one] = terms;
  const where = one === undefined ? undefined : terms.length === 1 ? one : { kind: "and" as const, terms, at: one.at };
  return {
    kind: "simple",
    dataset,
    aggregation: "count",
    ...(where === undefined ? {} : { where: textOfTree(where) }),
  };
};

/** What stands for an aggregate, or a metric, in a ratio: without `nullif(…, 0)` and a factor of one. */
const bare = (tree: Expression): Expression => {
  if (
    tree.kind === "call" &&
    tree.name === "nullif" &&
    tree.arguments[1]?.kind === "number" &&
    tree.arguments[1].value === 0
  )
    return tree.arguments[0] ?? tree;
  if (tree.kind !== "arithmetic" || tree.operator !== "*") return tree;
  const isOne = (node: Expression): boolean => node.kind === "number" && node.value === 1;
  return isOne(tree.left) ? tree.right : isOne(tree.right) ? tree.left : tree;
};

/** Whether a tree is one aggregate over rows. */
export const isAggregate = (tree: Expression): tree is Call =>
  tree.kind === "call" && Object.hasOwn(aggregations, tree.name);

/** Reads the expression of a metric: one aggregate, one over another, or a formula over aggregates and other metrics. */
export const readFormula = (tree: Expression, id: string, known: Known): Attempt<Formula> => {
  if (isAggregate(tree)) {
    const only = aggregateOf(tree, known);
    if ("reason" in only) return only;
    known.aggregates.set(JSON.stringify(only.value.definition), id);
    return {
      value: { definition: only.value.definition, helpers: new Map(), needs: [`dataset ${only.value.dataset}`] },
    };
  }
  const helpers = new Map<string, Aggregate>();
  const needs = new Set<string>();
  const helper = (call: Call, wanted: string): Attempt<string> => {
    const made = aggregateOf(call, known);
    if ("reason" in made) return made;
    const key = JSON.stringify(made.value.definition);
    const before = known.aggregates.get(key);
    const name = before ?? known.ids.give(wanted);
    known.aggregates.set(key, name);
    if (before === undefined) helpers.set(name, made.value);
    needs.add(`metric ${name}`);
    return { value: name };
  };
  if (tree.kind === "arithmetic" && tree.operator === "/") {
    const [above, below] = [bare(tree.left), bare(tree.right)];
    if (isAggregate(above) && isAggregate(below)) {
      const numerator = helper(above, `${id}_numerator`);
      if ("reason" in numerator) return numerator;
      const denominator = helper(below, `${id}_denominator`);
      if ("reason" in denominator) return denominator;
      const definition = { kind: "ratio", numerator: numerator.value, denominator: denominator.value };
      return { value: { definition, helpers, needs: [...needs] } };
    }
  }
  const formula = folded(tree, { known, needs, helper: (call) => helper(call, `${id}_part`) });
  if ("reason" in formula) return formula;
  return {
    value: { definition: { kind: "derived", expression: textOfTree(formula.value) }, helpers, needs: [...needs] },
  };
};

interface Folding {
  known: Known;
  needs: Set<string>;
  helper: (call: Call) => Attempt<string>;
}

/** A formula with every aggregate replaced by the metric it is, from the top down. */
const folded = (tree: Expression, { known, needs, helper }: Folding): Attempt<Expression> => {
  const reasons: string[] = [];
  const done = new Set<Expression>();
  const name = (node: Expression, text: string): Expression => {
    const named: Expression = { kind: "name", name: text, at: node.at };
    done.add(named);
    return named;
  };
  const top = replaceAggregates(tree, (call) => {
    const made = helper(call);
    if ("reason" in made) reasons.push(made.reason);
    return name(call, "reason" in made ? "unknown" : made.value);
  });
  const mapped = mapTree(top, (node) => {
    if (node.kind === "call" && !FUNCTIONS.has(node.name))
      reasons.unshift(`\`${node.name.slice(0, 40)}\` is neither an aggregation nor a function that is carried.`);
    if (node.kind !== "name" || done.has(node)) return node;
    const id = known.metrics.get(node.name);
    if (id === undefined)
      reasons.push(`\`${node.name.slice(0, 80)}\` stands outside of an aggregate and is no metric.`);
    else needs.add(`metric ${id}`);
    return { ...node, name: id ?? node.name };
  });
  const [reason] = reasons;
  return reason === undefined ? { value: mapped } : { reason };
};

/** Aggregates cannot nest, so replacing from the leaves up meets each of them whole. */
const replaceAggregates = (tree: Expression, replace: (call: Call) => Expression): Expression =>
  mapTree(tree, (node) => (isAggregate(node) ? replace(node) : node));
