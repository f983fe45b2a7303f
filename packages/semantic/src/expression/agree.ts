import { type ExpressionFinding, MAX_FINDINGS } from "./finding.ts";
import type { Expression, Scope, TypedExpression, ValueType } from "./tree.ts";

/** What a check carries along. */
export interface Checker {
  scope: Scope;
  findings: ExpressionFinding[];
  /** Checks a node of which no type is wanted; null if something was found in it. */
  check: (node: Expression) => TypedExpression | null;
}

/** How types are called in messages. */
export const TYPE_WORDS: Record<ValueType, string> = {
  number: "a number",
  string: "a text",
  boolean: "a condition (true or false)",
  date: "a date",
  datetime: "a datetime",
};

/** Whether enough was found: further findings are dropped, and their hints need not be worked out. */
export const isFull = (checker: Checker): boolean => checker.findings.length >= MAX_FINDINGS;

/** Records a finding about a node; the null it returns stands for "already reported". */
export const report = (
  checker: Checker,
  node: Pick<Expression, "at">,
  rule: ExpressionFinding["rule"],
  message: string,
  hint: string,
): null => {
  if (!isFull(checker)) checker.findings.push({ rule, message, hint, at: node.at });
  return null;
};

/** Checks a node that must have this type; a date becomes its midnight where a datetime is wanted, null fits anywhere. */
export const want = (checker: Checker, node: Expression, type: ValueType): TypedExpression | null => {
  if (node.kind === "null") return { ...node, type, nullable: true };
  const typed = checker.check(node);
  if (typed === null) return null;
  return (
    fitted(typed, type) ?? report(checker, node, "expression/wrong-type", mismatch(typed, type), advice(typed, type))
  );
};

const fitted = (typed: TypedExpression, type: ValueType): TypedExpression | null => {
  if (typed.type === type) return typed;
  if (typed.type !== "date" || type !== "datetime") return null;
  return { kind: "midnight", operand: typed, at: typed.at, type, nullable: typed.nullable };
};

const mismatch = (typed: TypedExpression, type: ValueType): string =>
  `${TYPE_WORDS[type][0]?.toUpperCase()}${TYPE_WORDS[type].slice(1)} is wanted here, this is ${TYPE_WORDS[typed.type]}.`;

const advice = (typed: TypedExpression, type: ValueType): string => {
  if (typed.kind === "string" && type === "date") return "Write a day as date '2001-03-31'.";
  if (typed.kind === "string" && type === "datetime") return "Write a moment as timestamp '2001-03-31 14:30:00'.";
  if (typed.kind === "string" && type === "number") return "Take the quotes off if it is a number.";
  if (typed.kind === "number" && type === "string") return "Put the value in single quotes.";
  if (typed.type === "number" && type === "boolean") return "Compare it with something, for example `> 0`.";
  if (typed.type === "boolean" && type === "number") return "Turn it into a number with if(condition, 1, 0).";
  if (typed.type === "datetime" && type === "date")
    return "Compare it with a datetime: timestamp '2001-03-31 00:00:00'.";
  return "Use a value of that type.";
};

/** Whether a node may take part in a comparison; null may not, as comparing with it is never true. */
export type Admits = (checker: Checker, node: Expression) => boolean;

/** Admits anything but null. */
export const comparable: Admits = (checker, node) => {
  if (node.kind !== "null") return true;
  const hint = "Write `x is null` or `x is not null`.";
  report(checker, node, "expression/null-comparison", "A comparison with null is never true.", hint);
  return false;
};

/** Checks nodes that must all have one type: that of the first that is no null, or datetime if days and moments mix. */
export const alike = (checker: Checker, nodes: readonly Expression[], admits?: Admits): TypedExpression[] | null => {
  const admitted = nodes.map((node) => admits === undefined || admits(checker, node));
  const checked = nodes.map((node, index) => (node.kind === "null" || !admitted[index] ? null : checker.check(node)));
  const first = checked.find((typed) => typed !== null)?.type ?? "number";
  const moments = first === "date" && checked.some((typed) => typed?.type === "datetime");
  const type = moments ? "datetime" : first;
  const result = nodes.map((node, index) => {
    const typed = checked[index];
    if (node.kind === "null") return admitted[index] ? { ...node, type, nullable: true } : null;
    if (typed === null || typed === undefined) return null;
    const fits = fitted(typed, type);
    return fits ?? report(checker, node, "expression/wrong-type", mismatch(typed, type), advice(typed, type));
  });
  return known(result);
};

/** The list if nothing in it was reported, else null. */
export const known = <Item>(items: readonly (Item | null)[]): Item[] | null => {
  const present = items.filter((item) => item !== null);
  return present.length === items.length ? present : null;
};

/** Reports that something only works where columns are read. */
export const notInFormula = (checker: Checker, node: Pick<Expression, "at">, what: string): null => {
  const hint = "Use it in the filter of a metric that reads a dataset, and build the formula on that metric.";
  return report(checker, node, "expression/not-in-formula", `${what} cannot stand in a formula over metrics.`, hint);
};

/** Whether a node is a literal, a negative number included. */
export const isConstant = (node: Expression): boolean =>
  node.kind === "negative"
    ? node.operand.kind === "number"
    : ["number", "string", "boolean", "date", "datetime"].includes(node.kind);
