import { FUNCTIONS } from "./functions.ts";
import type {
  Arithmetic,
  Call,
  Case,
  Comparison,
  Like,
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

/** SQL of one node: `loose` needs parentheses inside an operator, `escapes` may be NaN or infinite. */
interface Piece {
  sql: string;
  loose: boolean;
  escapes: boolean;
}

interface Printer extends PrintOptions {
  zone: string;
  depth: number;
}

const LONGEST_REPEAT = 120;

/**
 * ClickHouse SQL of a typed tree. Every value is a bound parameter, every name comes from `options.name`. The result of a
 * number is finite or NULL; conditions are three-valued.
 */
export const printExpression = (tree: TypedExpression, options: PrintOptions): string => {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(options.timeZone)) throw new Error(`not a time zone: ${options.timeZone}`);
  const printer: Printer = { ...options, zone: `'${options.timeZone}'`, depth: 0 };
  const { sql } = finite(printer, native(printer, tree));
  if (!sql.includes(VARIABLE)) return sql;
  let variable = "_it";
  while (sql.includes(variable)) variable = `_${variable}`;
  return sql.replaceAll(VARIABLE, variable);
};

/** Stands for the name of a lambda's variable until all names are known; no name holds a NUL. */
const VARIABLE = "\0it";

const tight = (sql: string): Piece => ({ sql, loose: false, escapes: false });
const loose = (sql: string): Piece => ({ sql, loose: true, escapes: false });
const wrap = (piece: Piece): string => (piece.loose ? `(${piece.sql})` : piece.sql);

/** Uses a piece several times: short ones are repeated, long ones are computed once in a one-element array. */
const once = (printer: Printer, piece: Piece, use: (sql: string) => Piece): Piece => {
  if (piece.sql.length <= LONGEST_REPEAT) return use(wrap(piece));
  printer.depth += 1;
  const variable = `${VARIABLE}${printer.depth}`;
  const body = use(variable).sql;
  printer.depth -= 1;
  return tight(`arrayMap(${variable} -> ${body}, [${piece.sql}])[1]`);
};

const finite = (printer: Printer, piece: Piece): Piece =>
  piece.escapes ? once(printer, piece, (sql) => tight(`if(isFinite(${sql}), ${sql}, NULL)`)) : piece;

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
      return { sql: `negate(${operand.sql})`, loose: false, escapes: operand.escapes };
    }
    case "arithmetic":
      return arithmetic(printer, node);
    default:
      return other(printer, node);
  }
};

const arithmetic = (printer: Printer, node: Arithmetic<TypedExpression>): Piece => {
  const left = wrap(double(printer, node.left));
  const raw = double(printer, node.right);
  if (node.operator !== "/" && node.operator !== "%") {
    return { sql: `${left} ${node.operator} ${wrap(raw)}`, loose: true, escapes: true };
  }
  const right = finite(printer, raw);
  const safe = node.right.kind === "number" && node.right.value !== 0;
  return {
    sql: `${left} ${node.operator} ${safe ? right.sql : `nullIf(${right.sql}, 0)`}`,
    loose: true,
    escapes: true,
  };
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
      return loose(node.terms.map((term) => wrap(other(printer, term))).join(` ${node.kind.toUpperCase()} `));
    case "comparison":
      return comparison(printer, node);
    case "in":
      return membership(printer, node);
    case "between":
      return once(printer, finite(printer, native(printer, node.operand)), (sql) => {
        const low = wrap(finite(printer, native(printer, node.low)));
        const high = wrap(finite(printer, native(printer, node.high)));
        const inside = `${sql} >= ${low} AND ${sql} <= ${high}`;
        return node.negated ? tight(`not(${inside})`) : loose(inside);
      });
    case "like":
      return like(printer, node);
    case "isnull":
      return loose(`${wrap(finite(printer, native(printer, node.operand)))} IS ${node.negated ? "NOT " : ""}NULL`);
    case "case":
      return choice(printer, node, node.type);
    case "call":
      return call(printer, node);
    default:
      return double(printer, node);
  }
};

const comparison = (printer: Printer, node: Comparison<TypedExpression>): Piece => {
  const left = wrap(finite(printer, native(printer, node.left)));
  return loose(`${left} ${node.operator} ${wrap(finite(printer, native(printer, node.right)))}`);
};

const membership = (printer: Printer, node: Membership<TypedExpression>): Piece => {
  const operand = wrap(finite(printer, native(printer, node.operand)));
  const list = node.list.map((item) => native(printer, item).sql).join(", ");
  return loose(`${operand} ${node.negated ? "NOT " : ""}IN (${list})`);
};

/** In a pattern a backslash escapes %, _ and itself; before any other character it stands for itself. */
const like = (printer: Printer, node: Like<TypedExpression>): Piece => {
  const written = node.pattern.kind === "string" ? node.pattern.value : "";
  const pattern = written.replaceAll(/\\[%_\\]|\\/g, (found) => (found === "\\" ? "\\\\" : found));
  const word = `${node.negated ? "NOT " : ""}${node.insensitive ? "ILIKE" : "LIKE"}`;
  return loose(`${wrap(other(printer, node.operand))} ${word} ${printer.parameters.bind(pattern, "String")}`);
};

const choice = (printer: Printer, node: Case<TypedExpression>, type: ValueType): Piece => {
  const arms = (conditions: readonly string[]): Piece => {
    const branches = node.branches.map((branch, index) => `${conditions[index]}, ${uniform(printer, branch.then)}`);
    const otherwise = node.otherwise === null ? nothing(printer, type) : uniform(printer, node.otherwise);
    return tight(`multiIf(${branches.join(", ")}, ${otherwise})`);
  };
  const { subject } = node;
  if (subject === null) return arms(node.branches.map((branch) => other(printer, branch.when).sql));
  return once(printer, finite(printer, native(printer, subject)), (sql) =>
    arms(node.branches.map((branch) => `${sql} = ${wrap(finite(printer, native(printer, branch.when)))}`)),
  );
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
  return { sql, loose: entry.loose === true, escapes: entry.escapes === true };
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
