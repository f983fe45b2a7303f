import { RESERVED } from "./cursor.ts";
import type { Case, Expression, NumberLiteral } from "./tree.ts";

/** How tightly each kind of node binds; an operand that binds less is put in parentheses. */
const OR = 1;
const AND = 2;
const NOT = 3;
const COMPARE = 4;
const SUM = 5;
const PRODUCT = 6;
const SIGN = 7;
const ATOM = 8;

const bindingOf = (node: Expression): number => {
  switch (node.kind) {
    case "or":
      return OR;
    case "and":
      return AND;
    case "not":
      return NOT;
    case "comparison":
    case "in":
    case "between":
    case "like":
    case "isnull":
      return COMPARE;
    case "arithmetic":
      return node.operator === "+" || node.operator === "-" ? SUM : PRODUCT;
    case "negative":
      return SIGN;
    default:
      return ATOM;
  }
};

const within = (node: Expression, binding: number): string =>
  bindingOf(node) < binding ? `(${canonicalExpression(node)})` : canonicalExpression(node);

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const numberText = (node: NumberLiteral): string => node.integer ?? String(node.value);

const nameText = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name.toLowerCase()) ? name : `"${name.replaceAll('"', '""')}"`;

const caseText = (node: Case<Expression>): string => {
  const subject = node.subject === null ? "" : ` ${canonicalExpression(node.subject)}`;
  const branches = node.branches.map(
    ({ when, value }) => ` when ${canonicalExpression(when)} then ${canonicalExpression(value)}`,
  );
  const otherwise = node.otherwise === null ? "" : ` else ${canonicalExpression(node.otherwise)}`;
  return `case${subject}${branches.join("")}${otherwise} end`;
};

/**
 * The one text of a tree, the same whatever spacing, letter case of keywords and functions, spelling of operators, or
 * needless parentheses the author used. It parses back to the same tree (positions aside), so it can be hashed.
 */
export const canonicalExpression = (node: Expression): string => {
  const not = "negated" in node && node.negated ? "not " : "";
  switch (node.kind) {
    case "number":
      return numberText(node);
    case "string":
      return text(node.value);
    case "boolean":
      return String(node.value);
    case "null":
      return "null";
    case "date":
      return `date ${text(node.value)}`;
    case "datetime":
      return `timestamp ${text(node.value)}`;
    case "name":
      return nameText(node.name);
    case "negative":
      return `- ${within(node.operand, SIGN)}`;
    case "not":
      return `not ${within(node.operand, NOT)}`;
    case "arithmetic": {
      const binding = bindingOf(node);
      return `${within(node.left, binding)} ${node.operator} ${within(node.right, binding + 1)}`;
    }
    case "comparison":
      return `${within(node.left, SUM)} ${node.operator} ${within(node.right, SUM)}`;
    case "and":
    case "or":
      return node.terms.map((term) => within(term, bindingOf(node) + 1)).join(` ${node.kind} `);
    case "in":
      return `${within(node.operand, SUM)} ${not}in (${node.list.map(canonicalExpression).join(", ")})`;
    case "between":
      return `${within(node.operand, SUM)} ${not}between ${within(node.low, SUM)} and ${within(node.high, SUM)}`;
    case "like": {
      const word = node.insensitive ? "ilike" : "like";
      return `${within(node.operand, SUM)} ${not}${word} ${within(node.pattern, SUM)}`;
    }
    case "isnull":
      return `${within(node.operand, SUM)} is ${not}null`;
    case "case":
      return caseText(node);
    case "call":
      return `${node.name}(${node.arguments.map(canonicalExpression).join(", ")})`;
  }
};
