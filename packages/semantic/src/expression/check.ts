import {
  type Admits,
  alike,
  type Checker,
  comparable,
  isConstant,
  isFull,
  known,
  notInFormula,
  report,
  want,
} from "./agree.ts";
import { checkCall } from "./call.ts";
import { type ExpressionFinding, shown } from "./finding.ts";
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

/**
 * Resolves names and types within a scope. All findings come back at once; the typed tree is null exactly when there are
 * any. With `expected` the whole must have that type.
 */
export const checkExpression = (
  tree: Expression,
  scope: Scope,
  expected?: ValueType,
): { typed: TypedExpression | null; findings: ExpressionFinding[] } => {
  const checker: Checker = { scope, findings: [], check: (node) => check(checker, node) };
  const typed = expected === undefined ? check(checker, tree) : want(checker, tree, expected);
  return { typed: checker.findings.length === 0 ? typed : null, findings: checker.findings };
};

/** Checks a node whose type is not known beforehand; a bare null counts as a number. */
const check = (checker: Checker, node: Expression): TypedExpression | null => {
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

const anyNullable = (nodes: readonly TypedExpression[]): boolean => nodes.some((node) => node.nullable);

const checkName = (checker: Checker, node: Name): TypedExpression | null => {
  const { kind, names } = checker.scope;
  const found = names.get(node.name);
  if (found !== undefined) return { ...node, type: found.type, nullable: found.nullable };
  const what = kind === "columns" ? "column" : "metric";
  const close = isFull(checker) ? null : nearest(node.name, names.keys());
  const all = [...names.keys()].slice(0, 8).join(", ");
  const list = names.size === 0 ? `No ${what} is declared here.` : `Known are: ${all}${names.size > 8 ? ", …" : ""}.`;
  const hint = close === null ? list : `Did you mean \`${close}\`?`;
  return report(checker, node, `expression/unknown-${what}`, `There is no ${what} \`${shown(node.name)}\`.`, hint);
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

/** Thousands of wildcards keep the engine busy for seconds per question. */
const longestPattern = 1000;

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
  if (node.pattern.value.length > longestPattern) {
    const message = `The pattern has ${node.pattern.value.length} characters; ${longestPattern} are allowed.`;
    return report(
      checker,
      node.pattern,
      "expression/pattern-too-long",
      message,
      "Look for a shorter part of the text.",
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
