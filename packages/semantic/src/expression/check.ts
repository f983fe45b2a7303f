import { checkCall } from "./call.ts";
import type { ExpressionFinding } from "./finding.ts";
import { nearest } from "./suggest.ts";
import type {
  Case,
  Comparison,
  Expression,
  Like,
  Membership,
  Name,
  Scope,
  TypedExpression,
  ValueType,
} from "./tree.ts";

/** What a check carries along. */
export interface Checker {
  scope: Scope;
  findings: ExpressionFinding[];
}

/** How types are called in messages. */
export const TYPE_WORDS: Record<ValueType, string> = {
  number: "a number",
  string: "a text",
  boolean: "a condition (true or false)",
  date: "a date",
  datetime: "a datetime",
};

/**
 * Resolves names and types within a scope. All findings come back at once; the typed tree is null exactly when there are
 * any. With `expected` the whole must have that type.
 */
export const checkExpression = (
  tree: Expression,
  scope: Scope,
  expected?: ValueType,
): { typed: TypedExpression | null; findings: ExpressionFinding[] } => {
  const checker: Checker = { scope, findings: [] };
  const typed = expected === undefined ? check(checker, tree) : want(checker, tree, expected);
  return { typed: checker.findings.length === 0 ? typed : null, findings: checker.findings };
};

/** Records a finding about a node; the null it returns stands for "already reported". */
export const report = (
  checker: Checker,
  node: Pick<Expression, "at">,
  rule: ExpressionFinding["rule"],
  message: string,
  hint: string,
): null => {
  checker.findings.push({ rule, message, hint, at: node.at });
  return null;
};

/** Checks a node whose type is not known beforehand; a bare null counts as a number. */
export const check = (checker: Checker, node: Expression): TypedExpression | null => {
  switch (node.kind) {
    case "number":
    case "string":
    case "boolean":
      return { ...node, type: node.kind, nullable: false };
    case "date":
    case "datetime":
      if (checker.scope.kind === "metrics") return notInFormula(checker, node, `A ${node.kind}`);
      return { ...node, type: node.kind, nullable: false };
    case "null":
      return { ...node, type: "number", nullable: true };
    case "name":
      return checkName(checker, node);
    case "negative": {
      const operand = want(checker, node.operand, "number");
      return operand && { ...node, operand, type: "number", nullable: operand.nullable };
    }
    case "not": {
      const operand = want(checker, node.operand, "boolean");
      return operand && { ...node, operand, type: "boolean", nullable: operand.nullable };
    }
    case "arithmetic": {
      const left = want(checker, node.left, "number");
      const right = want(checker, node.right, "number");
      return left && right && { ...node, left, right, type: "number", nullable: true };
    }
    case "comparison":
      return checkComparison(checker, node);
    case "and":
    case "or": {
      const terms = known(node.terms.map((term) => want(checker, term, "boolean")));
      return terms && { ...node, terms, type: "boolean", nullable: anyNullable(terms) };
    }
    case "in":
      return checkMembership(checker, node);
    case "between": {
      const [operand, low, high] = alike(checker, [node.operand, node.low, node.high], comparable) ?? [];
      if (!(operand && low && high)) return null;
      if (!ordered(checker, node, operand.type)) return null;
      return { ...node, operand, low, high, type: "boolean", nullable: anyNullable([operand, low, high]) };
    }
    case "like":
      return checkLike(checker, node);
    case "isnull": {
      const operand = check(checker, node.operand);
      return operand && { ...node, operand, type: "boolean", nullable: false };
    }
    case "case":
      return checkCase(checker, node);
    case "call":
      return checkCall(checker, node);
  }
};

/** Checks a node that must have this type; a date becomes its midnight where a datetime is wanted, null fits anywhere. */
export const want = (checker: Checker, node: Expression, type: ValueType): TypedExpression | null => {
  if (node.kind === "null") return { ...node, type, nullable: true };
  const typed = check(checker, node);
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

const comparable: Admits = (checker, node) => {
  if (node.kind !== "null") return true;
  const hint = "Write `x is null` or `x is not null`.";
  report(checker, node, "expression/null-comparison", "A comparison with null is never true.", hint);
  return false;
};

/** Checks nodes that must all have one type: that of the first that is no null, or datetime if days and moments mix. */
export const alike = (checker: Checker, nodes: readonly Expression[], admits?: Admits): TypedExpression[] | null => {
  const admitted = nodes.map((node) => admits === undefined || admits(checker, node));
  const checked = nodes.map((node, index) => (node.kind === "null" || !admitted[index] ? null : check(checker, node)));
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

const anyNullable = (nodes: readonly TypedExpression[]): boolean => nodes.some((node) => node.nullable);

/** Reports that something only works where columns are read. */
export const notInFormula = (checker: Checker, node: Pick<Expression, "at">, what: string): null => {
  const hint = "Use it in the filter of a metric that reads a dataset, and build the formula on that metric.";
  return report(checker, node, "expression/not-in-formula", `${what} cannot stand in a formula over metrics.`, hint);
};

const checkName = (checker: Checker, node: Name): TypedExpression | null => {
  const { kind, names } = checker.scope;
  const found = names.get(node.name);
  if (found !== undefined) return { ...node, type: found.type, nullable: found.nullable };
  const what = kind === "columns" ? "column" : "metric";
  const close = nearest(node.name, names.keys());
  const all = [...names.keys()].slice(0, 8).join(", ");
  const list = names.size === 0 ? `No ${what} is declared here.` : `Known are: ${all}${names.size > 8 ? ", …" : ""}.`;
  const hint = close === null ? list : `Did you mean \`${close}\`?`;
  return report(checker, node, `expression/unknown-${what}`, `There is no ${what} \`${node.name}\`.`, hint);
};

const ordered = (checker: Checker, node: Expression, type: ValueType): boolean => {
  if (type !== "boolean") return true;
  const hint = "Compare conditions with = or <>, or join them with `and`, `or`.";
  report(checker, node, "expression/wrong-type", "Conditions have no order.", hint);
  return false;
};

const checkComparison = (checker: Checker, node: Comparison<Expression>): TypedExpression | null => {
  const [left, right] = alike(checker, [node.left, node.right], comparable) ?? [];
  if (!(left && right)) return null;
  if (node.operator !== "=" && node.operator !== "<>" && !ordered(checker, node, left.type)) return null;
  return { ...node, left, right, type: "boolean", nullable: left.nullable || right.nullable };
};

/** Whether a node is a literal, a negative number included. */
export const isConstant = (node: Expression): boolean =>
  node.kind === "negative"
    ? node.operand.kind === "number"
    : ["number", "string", "boolean", "date", "datetime"].includes(node.kind);

const inList: Admits = (checker, node) => {
  if (isConstant(node)) return true;
  if (node.kind === "null") {
    const hint = "Take it out and add `or x is null`.";
    report(checker, node, "expression/null-in-list", "Null in a list is never found.", hint);
  } else {
    const hint = "Write `x = a or x = b` to compare with something computed.";
    report(checker, node, "expression/list-constant", "The list of `in` holds fixed values only.", hint);
  }
  return false;
};

const checkMembership = (checker: Checker, node: Membership<Expression>): TypedExpression | null => {
  const admits: Admits = (_, item) => (item === node.operand ? comparable(checker, item) : inList(checker, item));
  const [operand, ...list] = alike(checker, [node.operand, ...node.list], admits) ?? [];
  if (operand === undefined) return null;
  return { ...node, operand, list, type: "boolean", nullable: operand.nullable };
};

const checkLike = (checker: Checker, node: Like<Expression>): TypedExpression | null => {
  const what = node.insensitive ? "`ilike`" : "`like`";
  if (checker.scope.kind === "metrics") return notInFormula(checker, node, what);
  const operand = want(checker, node.operand, "string");
  if (node.pattern.kind !== "string") {
    const hint = "Write it as '%part%'; use starts_with or contains for a computed text.";
    return report(
      checker,
      node.pattern,
      "expression/pattern-constant",
      `The pattern of ${what} is a fixed text.`,
      hint,
    );
  }
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(node.pattern.value)) {
    const message = "The pattern ends with a lone backslash.";
    const hint = "Write \\\\ for a backslash; \\% and \\_ stand for the characters themselves.";
    return report(checker, node.pattern, "expression/pattern-escape", message, hint);
  }
  const pattern: TypedExpression = { ...node.pattern, type: "string", nullable: false };
  return operand && { ...node, operand, pattern, type: "boolean", nullable: operand.nullable };
};

const checkCase = (checker: Checker, node: Case<Expression>): TypedExpression | null => {
  const whens = node.branches.map((branch) => branch.when);
  const results = [
    ...node.branches.map((branch) => branch.value),
    ...(node.otherwise === null ? [] : [node.otherwise]),
  ];
  const compared =
    node.subject === null
      ? known(whens.map((when) => want(checker, when, "boolean")))
      : alike(checker, [node.subject, ...whens], comparable);
  const given = alike(checker, results);
  if (compared === null || given === null) return null;
  const subject = node.subject === null ? null : (compared[0] ?? null);
  const conditions = node.subject === null ? compared : compared.slice(1);
  const branches = conditions.flatMap((when, index) => {
    const value = given[index];
    return value === undefined ? [] : [{ when, value }];
  });
  const otherwise = node.otherwise === null ? null : (given.at(-1) ?? null);
  const nullable = node.otherwise === null || anyNullable(given);
  return { ...node, subject, branches, otherwise, type: given[0]?.type ?? "number", nullable };
};
