import { childrenOf } from "../expression/children.ts";
import { namesIn } from "../expression/names.ts";
import type { Expression } from "../expression/tree.ts";
import type { Fault, Known } from "./kind.ts";

/** The metrics a sum adds up, through its signs and nested sums. */
const addends = (node: Expression): Expression[] => {
  if (node.kind === "arithmetic" && node.operator === "+") return [...addends(node.left), ...addends(node.right)];
  return [node];
};

const traitsAt = (node: Expression, known: Known) => {
  const metric = node.kind === "name" ? known.catalog.metrics.get(node.name) : undefined;
  return metric === undefined ? null : known.traits(metric);
};

/** Distinct counts added up count whoever is in both twice. */
const findSummedDistincts = (node: Expression, known: Known): Fault[] => {
  const distinct = addends(node).filter((part) => {
    const traits = traitsAt(part, known);
    return traits !== null && traits.emptyMeans === "zero" && traits.slices === "overlap";
  });
  if (distinct.length < 2) return [];
  const message = "Distinct counts are added up, so whoever is in both is counted twice.";
  const hint = "Count once over all the rows with count_distinct.";
  return [{ rule: "metric/summed-distincts", message, hint, path: ["expression"], span: node.at }];
};

const isNumber = (node: Expression): boolean => node.kind === "number";

/** `(a + b) / 2` or `(a + b) * 0.5`: the operand that is added up, or null. */
const averaged = (node: Expression): Expression | null => {
  if (node.kind !== "arithmetic") return null;
  if (node.operator === "/" && isNumber(node.right)) return node.left;
  if (node.operator !== "*") return null;
  return isNumber(node.right) ? node.left : isNumber(node.left) ? node.right : null;
};

/** Averages and ratios averaged again ignore how many rows each stands for. */
const findAverageOfAverages = (node: Expression, known: Known): Fault[] => {
  const inner = averaged(node);
  if (inner === null) return [];
  const parts = addends(inner);
  const estimates = parts.filter((part) => {
    const traits = traitsAt(part, known);
    return traits !== null && traits.estimate !== "none";
  });
  if (parts.length < 2 || estimates.length < 2) return [];
  const message = "This is an average of averages: it ignores how many rows each of them stands for.";
  const hint = "Divide the sum of the numerators by the sum of the denominators (N3).";
  return [{ rule: "metric/average-of-averages", message, hint, path: ["expression"], span: node.at }];
};

/** Rounding first and dividing then moves the result. */
const findRoundedParts = (node: Expression): Fault[] => {
  if (node.kind !== "arithmetic" || node.operator !== "/") return [];
  return [node.left, node.right]
    .flatMap((part) => roundings(part))
    .map((part) => ({
      rule: "metric/rounded-parts" as const,
      message: "A rounded part is divided, so the ratio is off by the rounding.",
      hint: "Divide first and round the result, or leave rounding to the unit's decimals.",
      path: ["expression"],
      span: part.at,
    }));
};

const roundings = (node: Expression): Expression[] => {
  if (node.kind === "call" && ["round", "floor", "ceil"].includes(node.name) && namesIn(node).length > 0) return [node];
  if (node.kind === "arithmetic" && node.operator === "/") return [];
  return childrenOf<Expression>(node).flatMap(roundings);
};

/** What a formula does to metrics that must not be done to them (N3), everywhere in its tree. */
export const findNonAdditive = (tree: Expression, known: Known): Fault[] => {
  const visit = (node: Expression, insideSum: boolean): Fault[] => {
    const isSum = node.kind === "arithmetic" && node.operator === "+";
    const here = [
      ...(isSum && !insideSum ? findSummedDistincts(node, known) : []),
      ...findAverageOfAverages(node, known),
      ...findRoundedParts(node),
    ];
    return [...here, ...childrenOf<Expression>(node).flatMap((child) => visit(child, isSum))];
  };
  return visit(tree, false);
};
