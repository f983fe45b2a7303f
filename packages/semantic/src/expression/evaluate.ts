import type { formulaFunctions } from "./functions.ts";
import { isFormulaFunction } from "./functions.ts";
import type { Arithmetic, Case, Comparison, TypedExpression } from "./tree.ts";

type Value = number | boolean | string | null;

/**
 * The value of a formula over metrics, by the same rules as its SQL: unknown is null and spreads, AND and OR are
 * three-valued, a number that is not finite (division by zero, overflow) is null. A metric without a value is null.
 */
export const evaluateFormula = (tree: TypedExpression, values: ReadonlyMap<string, number | null>): Value => {
  const go = (node: TypedExpression): Value => evaluateFormula(node, values);
  switch (tree.kind) {
    case "number":
    case "string":
    case "boolean":
      return tree.value;
    case "null":
      return null;
    case "name":
      return finite(values.get(tree.name) ?? null);
    case "negative":
      return numeric([go(tree.operand)], (x) => -x);
    case "not":
      return not(go(tree.operand));
    case "arithmetic":
      return numeric([go(tree.left), go(tree.right)], ARITHMETIC[tree.operator]);
    case "and":
    case "or":
      return joined(tree.terms.map(go), tree.kind === "or");
    case "comparison":
      return compare(go(tree.left), go(tree.right), tree.operator);
    case "in": {
      const operand = go(tree.operand);
      const found = joined(
        tree.list.map((item) => compare(operand, go(item), "=")),
        true,
      );
      return tree.negated ? not(found) : found;
    }
    case "between": {
      const operand = go(tree.operand);
      const inside = joined([compare(operand, go(tree.low), ">="), compare(operand, go(tree.high), "<=")], false);
      return tree.negated ? not(inside) : inside;
    }
    case "isnull":
      return (go(tree.operand) === null) !== tree.negated;
    case "case":
      return choose(tree, go);
    case "call":
      if (isFormulaFunction(tree.name)) return CALLS[tree.name](tree.arguments.map(go));
      throw new Error(`not a formula over metrics: ${tree.name}`);
    default:
      throw new Error(`not a formula over metrics: ${tree.kind}`);
  }
};

const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);

const numeric = (values: readonly Value[], combine: (x: number, y: number) => number): number | null => {
  const numbers = values.filter((value) => typeof value === "number");
  const [x = 0, y = 0] = numbers;
  return numbers.length === values.length ? finite(combine(x, y)) : null;
};

const ARITHMETIC: Record<Arithmetic<TypedExpression>["operator"], (x: number, y: number) => number> = {
  "+": (x, y) => x + y,
  "-": (x, y) => x - y,
  "*": (x, y) => x * y,
  "/": (x, y) => x / y,
  // The engine's own definition of the remainder, digit for digit; JavaScript's % rounds differently.
  "%": (x, y) => x - Math.trunc(x / y) * y,
};

const not = (value: Value): boolean | null => (value === null ? null : !value);

/** AND and OR of three-valued logic: one deciding term decides, else one unknown makes all unknown. */
const joined = (terms: readonly Value[], deciding: boolean): boolean | null => {
  if (terms.includes(deciding)) return deciding;
  return terms.includes(null) ? null : !deciding;
};

/** Texts are ordered as the engine orders them, by their UTF-8 bytes, which is the order of code points. */
const order = (left: string, right: string): number => {
  const [a, b] = [Array.from(left), Array.from(right)];
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const difference = (a[index]?.codePointAt(0) ?? 0) - (b[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};

const compare = (left: Value, right: Value, operator: Comparison<TypedExpression>["operator"]): boolean | null => {
  if (left === null || right === null) return null;
  const difference =
    typeof left === "string" || typeof right === "string"
      ? order(String(left), String(right))
      : Math.sign(Number(left > right) - Number(left < right));
  switch (operator) {
    case "=":
      return difference === 0;
    case "<>":
      return difference !== 0;
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
    case ">":
      return difference > 0;
    case ">=":
      return difference >= 0;
  }
};

const choose = (node: Case<TypedExpression>, go: (node: TypedExpression) => Value): Value => {
  const subject = node.subject === null ? null : go(node.subject);
  for (const branch of node.branches) {
    const when = go(branch.when);
    if ((node.subject === null ? when : compare(subject, when, "=")) === true) return go(branch.value);
  }
  return node.otherwise === null ? null : go(node.otherwise);
};

/** Rounds to a whole number; exactly between two, to the even one. */
const roundEven = (x: number): number => {
  const low = Math.floor(x);
  const rest = x - low;
  if (rest !== 0.5) return rest < 0.5 ? low : low + 1;
  return low % 2 === 0 ? low : low + 1;
};

const roundTo = (x: number, digits: number): number => {
  if (digits === 0) return roundEven(x);
  const scale = Number(`1e${Math.abs(digits)}`);
  return digits > 0 ? roundEven(x * scale) / scale : roundEven(x / scale) * scale;
};

const extreme =
  (pick: (...numbers: number[]) => number) =>
  (values: readonly Value[]): number | null => {
    const numbers = values.filter((value) => typeof value === "number");
    return numbers.length === values.length ? pick(...numbers) : null;
  };

const CALLS = {
  abs: (given) => numeric(given, Math.abs),
  ceil: (given) => numeric(given, Math.ceil),
  exp: (given) => numeric(given, Math.exp),
  floor: (given) => numeric(given, Math.floor),
  ln: (given) => numeric(given, Math.log),
  log10: (given) => numeric(given, Math.log10),
  sqrt: (given) => numeric(given, Math.sqrt),
  power: (given) => numeric(given, Math.pow),
  round: (given) => numeric(given, roundTo),
  least: extreme(Math.min),
  greatest: extreme(Math.max),
  coalesce: (given) => given.find((value) => value !== null) ?? null,
  nullif: ([x = null, y = null]) => (compare(x, y, "=") === true ? null : x),
  if: ([condition, x = null, y = null]) => (condition === true ? x : y),
} satisfies Record<keyof typeof formulaFunctions, (given: Value[]) => Value>;
