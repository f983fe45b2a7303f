import { canonicalExpression } from "../expression/canonical.ts";
import { checkExpression } from "../expression/check.ts";
import type { ExpressionFinding } from "../expression/finding.ts";
import { parseExpression } from "../expression/parse.ts";
import type { Expression, Scope, TypedExpression, ValueType } from "../expression/tree.ts";
import type { Term } from "./plan.ts";

/** A term of an author's text, or what is wrong with it. */
export const readTerm = (
  text: string | number,
  scope: Scope,
  expected?: ValueType,
): { term: Term; tree: Expression; findings: [] } | { term: null; findings: ExpressionFinding[] } => {
  const { tree, findings } = parseExpression(String(text));
  if (tree === null) return { term: null, findings };
  const checked = checkExpression(tree, scope, expected);
  if (checked.typed === null) return { term: null, findings: checked.findings };
  return { term: { typed: checked.typed, key: canonicalExpression(tree) }, tree, findings: [] };
};

/** A condition as the conditions it joins with `and`, so that shared ones can be found. */
export const conjuncts = (term: Term, tree: Expression): Term[] => {
  if (tree.kind !== "and" || term.typed.kind !== "and") return [term];
  const { terms } = term.typed;
  return tree.terms.flatMap((part, index) => {
    const typed = terms[index];
    return typed === undefined ? [] : conjuncts({ typed, key: canonicalExpression(part) }, part);
  });
};

/** The column whose presence decides whether a value is known, where that is so: `delay` for `delay >= 60`. */
const deciding = (node: TypedExpression): TypedExpression => {
  const others = (): readonly TypedExpression[] => {
    if (node.kind === "comparison") return [node.right];
    if (node.kind === "between") return [node.low, node.high];
    return node.kind === "in" ? node.list : [];
  };
  if (node.kind !== "comparison" && node.kind !== "between" && node.kind !== "in") return node;
  const operand = node.kind === "comparison" ? node.left : node.operand;
  return operand.kind === "name" && others().every((other) => !other.nullable) ? operand : node;
};

/** The conditions under which a value is known: none when it always is. */
export const presence = (term: Term): Term[] => {
  if (!term.typed.nullable) return [];
  const operand = deciding(term.typed);
  const key = operand.kind === "name" ? canonicalExpression(operand) : `(${term.key})`;
  const typed: TypedExpression = {
    kind: "isnull",
    negated: true,
    operand,
    at: term.typed.at,
    type: "boolean",
    nullable: false,
  };
  return [{ typed, key: `${key} is not null` }];
};

/** One key for a set of conditions, whatever their order. */
export const filterKey = (filters: readonly Term[]): string =>
  JSON.stringify([...new Set(filters.map((filter) => filter.key))].sort());
