import { FUNCTIONS } from "./functions.ts";
import type {
  Arithmetic,
  Between,
  Call,
  Case,
  Comparison,
  Like,
  Logic,
  Membership,
  NumberLiteral,
  TypedExpression,
  ValueType,
} from "./tree.ts";

/** Collects the values of a statement; `bind` gives the placeholder that stands for one, such as `{p3:String}`. */
export interface Parameters {
  /** `type` is a ClickHouse type; a number the transport would round or refuse comes as its decimal digits. */
  bind(value: string | number | boolean | bigint, type: string): string;
}

/** How names and time are printed. */
export interface PrintOptions {
  parameters: Parameters;
  /** SQL for a name of the scope, already quoted; for a floating-point column it must map NaN and infinities to NULL. */
  name: (identifier: string) => string;
  /** IANA time zone in which wall-clock literals and date parts are meant. */
  timeZone: string;
}

/** SQL of one node: how tightly its outermost operator binds, and whether it `escapes` to NaN or infinity at times. */
interface Piece {
  sql: string;
  binds: number;
  escapes: boolean;
}

const OR = 1;
const AND = 2;
const COMPARE = 3;
const SUM = 4;
const PRODUCT = 5;
const ATOM = 6;

interface Printer extends PrintOptions {
  zone: string;
  depth: number;
}

const LONGEST_REPEAT = 120;

/**
 * ClickHouse SQL of a typed tree, in parentheses where it needs them. Every value is a bound parameter, every name comes
 * from `options.name`. The result of a number is finite or NULL; conditions are three-valued.
 */
export const printExpression = (tree: TypedExpression, options: PrintOptions): string => {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(options.timeZone)) throw new Error(`not a time zone: ${options.timeZone}`);
  const printer: Printer = { ...options, zone: `'${options.timeZone}'`, depth: 0 };
  const sql = wrap(finite(printer, native(printer, tree)), ATOM);
  if (!sql.includes(VARIABLE)) return sql;
  let variable = "_it";
  while (sql.includes(variable)) variable = `_${variable}`;
  return sql.replaceAll(VARIABLE, variable);
};

/** Stands for the name of a lambda's variable until all names are known; no name holds a NUL. */
const VARIABLE = "\0it";

const tight = (sql: string): Piece => ({ sql, binds: ATOM, escapes: false });
const test = (sql: string): Piece => ({ sql, binds: COMPARE, escapes: false });
const wrap = (piece: Piece, binding: number): string => (piece.binds < binding ? `(${piece.sql})` : piece.sql);

/** Uses a piece several times: short ones are repeated, long ones are computed once in a one-element array. */
const once = (printer: Printer, piece: Piece, use: (inner: Piece) => Piece): Piece => {
  if (piece.sql.length <= LONGEST_REPEAT) return use(piece);
  printer.depth += 1;
  const variable = `${VARIABLE}${printer.depth}`;
  const body = use(tight(variable)).sql;
  printer.depth -= 1;
  return tight(`arrayMap(${variable} -> ${body}, [${piece.sql}])[1]`);
};

const finite = (printer: Printer, piece: Piece): Piece =>
  piece.escapes ? once(printer, piece, ({ sql }) => tight(`if(isFinite(${sql}), ${sql}, NULL)`)) : piece;

/** A node as the engine holds it: columns keep their own type, so comparisons are exact and can use the table's order. */
const native = (printer: Printer, node: TypedExpression): Piece => {
  if (node.kind === "name") return tight(printer.name(node.name));
  if (node.kind === "number") return tight(bindExact(printer, node, false));
  if (node.kind === "negative" && node.operand.kind === "number") return tight(bindExact(printer, node.operand, true));
  if (node.type === "number") return double(printer, node);
  return other(printer, node);
};

/** A node in the one engine type of its value type, so that branches of a choice agree; numbers are finite. */
const uniform = (printer: Printer, node: TypedExpression): string => {
  if (node.type === "number") return finite(printer, double(printer, node)).sql;
  const { sql } = other(printer, node);
  if (node.kind !== "name") return sql;
  if (node.type === "string") return `toString(${sql})`;
  if (node.type === "boolean") return `toBool(${sql})`;
  return node.type === "date" ? `toDate32(${sql})` : `toDateTime64(${sql}, 6, ${printer.zone})`;
};

/** A number as a double; intermediate results may escape to NaN or infinity and are caught where they would be lost. */
const double = (printer: Printer, node: TypedExpression): Piece => {
  switch (node.kind) {
    case "number":
      return tight(bindDouble(printer, node.value));
    case "name":
      return tight(`toFloat64(${printer.name(node.name)})`);
    case "negative": {
      if (node.operand.kind === "number") return tight(bindDouble(printer, -node.operand.value));
      const operand = double(printer, node.operand);
      return { sql: `negate(${operand.sql})`, binds: ATOM, escapes: operand.escapes };
    }
    case "arithmetic":
      return arithmetic(printer, node);
    default:
      return other(printer, node);
  }
};

const arithmetic = (printer: Printer, node: Arithmetic<TypedExpression>): Piece => {
  const binds = node.operator === "+" || node.operator === "-" ? SUM : PRODUCT;
  const left = wrap(double(printer, node.left), binds);
  const right = double(printer, node.right);
  const piece = (sql: string): Piece => ({ sql: `${left} ${node.operator} ${sql}`, binds, escapes: true });
  if (node.operator !== "/" && node.operator !== "%") return piece(wrap(right, binds + 1));
  const divisor = finite(printer, right);
  const never = node.right.kind === "number" && node.right.value !== 0;
  return piece(never ? divisor.sql : `nullIf(${divisor.sql}, 0)`);
};

const other = (printer: Printer, node: TypedExpression): Piece => {
  switch (node.kind) {
    case "name":
      return tight(printer.name(node.name));
    case "string":
      return tight(printer.parameters.bind(node.value, "String"));
    case "boolean":
      return tight(printer.parameters.bind(node.value, "Bool"));
    case "date":
      return tight(printer.parameters.bind(node.value, "Date32"));
    case "datetime":
      return tight(bindMoment(printer, node.value));
    case "null":
      return tight(nothing(printer, node.type));
    case "midnight":
      if (node.operand.kind === "date") return tight(bindMoment(printer, `${node.operand.value} 00:00:00`));
      return tight(`toDateTime64(toDate32(${other(printer, node.operand).sql}), 0, ${printer.zone})`);
    case "not":
      return tight(`not(${other(printer, node.operand).sql})`);
    case "and":
    case "or":
      return logic(printer, node);
    case "comparison":
      return comparison(printer, node);
    case "in":
      return membership(printer, node);
    case "between":
      return between(printer, node);
    case "like":
      return like(printer, node);
    case "isnull":
      return test(`${side(printer, node.operand)} IS ${node.negated ? "NOT " : ""}NULL`);
    case "case":
      return choice(printer, node, node.type);
    case "call":
      return call(printer, node);
    default:
      return double(printer, node);
  }
};

const logic = (printer: Printer, node: Logic<TypedExpression>): Piece => {
  const binds = node.kind === "or" ? OR : AND;
  const sql = node.terms.map((term) => wrap(other(printer, term), binds + 1)).join(` ${node.kind.toUpperCase()} `);
  return { sql, binds, escapes: false };
};

/** One side of a comparison. */
const side = (printer: Printer, node: TypedExpression): string =>
  wrap(finite(printer, native(printer, node)), COMPARE + 1);

const between = (printer: Printer, node: Between<TypedExpression>): Piece =>
  once(printer, finite(printer, native(printer, node.operand)), (inner) => {
    const operand = wrap(inner, COMPARE + 1);
    const inside = `${operand} >= ${side(printer, node.low)} AND ${operand} <= ${side(printer, node.high)}`;
    return node.negated ? tight(`not(${inside})`) : { sql: inside, binds: AND, escapes: false };
  });

const comparison = (printer: Printer, node: Comparison<TypedExpression>): Piece =>
  test(`${side(printer, node.left)} ${node.operator} ${side(printer, node.right)}`);

const membership = (printer: Printer, node: Membership<TypedExpression>): Piece => {
  const list = node.list.map((item) => native(printer, item).sql).join(", ");
  return test(`${side(printer, node.operand)} ${node.negated ? "NOT " : ""}IN (${list})`);
};

/** In a pattern a backslash escapes %, _ and itself; before any other character it stands for itself. */
const like = (printer: Printer, node: Like<TypedExpression>): Piece => {
  const written = node.pattern.kind === "string" ? node.pattern.value : "";
  const pattern = written.replaceAll(/\\[%_\\]|\\/g, (found) => (found === "\\" ? "\\\\" : found));
  const word = `${node.negated ? "NOT " : ""}${node.insensitive ? "ILIKE" : "LIKE"}`;
  return test(`${side(printer, node.operand)} ${word} ${printer.parameters.bind(pattern, "String")}`);
};

const choice = (printer: Printer, node: Case<TypedExpression>, type: ValueType): Piece => {
  const arms = (conditions: readonly string[]): Piece => {
    const branches = node.branches.map((branch, index) => `${conditions[index]}, ${uniform(printer, branch.value)}`);
    const otherwise = node.otherwise === null ? nothing(printer, type) : uniform(printer, node.otherwise);
    return tight(`multiIf(${branches.join(", ")}, ${otherwise})`);
  };
  const { subject } = node;
  if (subject === null) return arms(node.branches.map((branch) => other(printer, branch.when).sql));
  return once(printer, finite(printer, native(printer, subject)), (inner) => {
    const operand = wrap(inner, COMPARE + 1);
    return arms(node.branches.map((branch) => `${operand} = ${side(printer, branch.when)}`));
  });
};

const call = (printer: Printer, node: Call<TypedExpression>): Piece => {
  const entry = FUNCTIONS.get(node.name);
  if (entry === undefined) throw new Error(`unknown function in a typed tree: ${node.name}`);
  const kinds = entry.parameters;
  const given = node.arguments.map((argument, index) => {
    const kind = (kinds[index] ?? kinds.at(-1))?.is;
    if (kind === "unit") return argument.kind === "string" ? argument.value : "";
    if (kind === "digits" || kind === "position") return literalDigits(argument);
    if (kind === "moment" || kind === "datetime" || kind === "boolean") return other(printer, argument).sql;
    return uniform(printer, argument);
  });
  const zoned = node.arguments.some((argument) => argument.type === "datetime");
  const sql = entry.print(given, zoned ? printer.zone : "");
  return { sql, binds: entry.loose === true ? OR : ATOM, escapes: entry.escapes === true };
};

const literalDigits = (node: TypedExpression): string => {
  if (node.kind === "number") return String(node.value);
  return node.kind === "negative" && node.operand.kind === "number" ? String(-node.operand.value) : "";
};

/** Whole numbers bind as integers, so that comparing them with integer columns stays exact beyond 2^53. */
const bindExact = (printer: Printer, literal: NumberLiteral, negative: boolean): string => {
  const value = negative ? -literal.value : literal.value;
  if (literal.integer === undefined) {
    return Number.isSafeInteger(value) ? printer.parameters.bind(value, "Int64") : bindDouble(printer, value);
  }
  const exact = negative ? -BigInt(literal.integer) : BigInt(literal.integer);
  if (exact >= -(2n ** 63n) && exact < 2n ** 63n) return printer.parameters.bind(exact, "Int64");
  if (exact > 0n && exact < 2n ** 64n) return printer.parameters.bind(exact, "UInt64");
  return bindDouble(printer, value);
};

/** The embedded engine's client refuses whole numbers beyond 2^53 as numbers; as digits they bind to the same double. */
const bindDouble = (printer: Printer, value: number): string =>
  printer.parameters.bind(Number.isInteger(value) && !Number.isSafeInteger(value) ? String(value) : value, "Float64");

const bindMoment = (printer: Printer, value: string): string => {
  const year = Number(value.slice(0, 4));
  const whole = !value.includes(".");
  const type = whole && year >= 1971 && year <= 2105 ? `DateTime(${printer.zone})` : `DateTime64(6, ${printer.zone})`;
  return printer.parameters.bind(value, type);
};

const nothing = (printer: Printer, type: ValueType): string => {
  const held: Record<ValueType, string> = {
    number: "Float64",
    string: "String",
    boolean: "Bool",
    date: "Date32",
    datetime: `DateTime64(6, ${printer.zone.replaceAll("'", "''")})`,
  };
  return `CAST(NULL, 'Nullable(${held[type]})')`;
};
