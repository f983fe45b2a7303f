/** Where a node stands in the expression text, in UTF-16 units. */
export interface Span {
  offset: number;
  length: number;
}

/** What a value is; every value may also be unknown (null). */
export type ValueType = "number" | "string" | "boolean" | "date" | "datetime";

/** What may be named: the columns of a dataset (filters, measures) or the metrics of a workspace (derived formulas). */
export interface Scope {
  kind: "columns" | "metrics";
  names: ReadonlyMap<string, { type: ValueType; nullable: boolean }>;
}

interface Located {
  at: Span;
}

/** A number; `integer` holds the exact digits of a whole number that a double cannot hold. */
export interface NumberLiteral extends Located {
  kind: "number";
  value: number;
  integer?: string;
}
/** A text without NUL and without lone surrogates. */
export interface StringLiteral extends Located {
  kind: "string";
  value: string;
}
export interface BooleanLiteral extends Located {
  kind: "boolean";
  value: boolean;
}
export interface NullLiteral extends Located {
  kind: "null";
}
/** A calendar day `YYYY-MM-DD`, 1900 to 2299. */
export interface DateLiteral extends Located {
  kind: "date";
  value: string;
}
/** A wall-clock moment `YYYY-MM-DD hh:mm:ss[.ffffff]` in the dataset's time zone. */
export interface DatetimeLiteral extends Located {
  kind: "datetime";
  value: string;
}
/** A column or a metric, by its exact name. */
export interface Name extends Located {
  kind: "name";
  name: string;
}
export interface Negation<Node> extends Located {
  kind: "negative" | "not";
  operand: Node;
}
export interface Arithmetic<Node> extends Located {
  kind: "arithmetic";
  operator: "+" | "-" | "*" | "/" | "%";
  left: Node;
  right: Node;
}
export interface Comparison<Node> extends Located {
  kind: "comparison";
  operator: "=" | "<>" | "<" | "<=" | ">" | ">=";
  left: Node;
  right: Node;
}
/** Two or more terms joined by one connective. */
export interface Logic<Node> extends Located {
  kind: "and" | "or";
  terms: Node[];
}
export interface Membership<Node> extends Located {
  kind: "in";
  operand: Node;
  list: Node[];
  negated: boolean;
}
export interface Between<Node> extends Located {
  kind: "between";
  operand: Node;
  low: Node;
  high: Node;
  negated: boolean;
}
export interface Like<Node> extends Located {
  kind: "like";
  operand: Node;
  pattern: Node;
  insensitive: boolean;
  negated: boolean;
}
export interface NullTest<Node> extends Located {
  kind: "isnull";
  operand: Node;
  negated: boolean;
}
/** `case [subject] when … then … else … end`. */
export interface Case<Node> extends Located {
  kind: "case";
  subject: Node | null;
  branches: { when: Node; value: Node }[];
  otherwise: Node | null;
}
/** A function call; `name` is in lower case. */
export interface Call<Node> extends Located {
  kind: "call";
  name: string;
  nameAt: Span;
  arguments: Node[];
}
/** The first instant of a day, put in by the checker where a date meets a datetime. */
export interface Midnight<Node> extends Located {
  kind: "midnight";
  operand: Node;
}

/** Any literal. */
export type Literal = NumberLiteral | StringLiteral | BooleanLiteral | NullLiteral | DateLiteral | DatetimeLiteral;

/** What an author wrote, as plain data; nothing is known yet about names and types. */
export type Expression =
  | Literal
  | Name
  | Negation<Expression>
  | Arithmetic<Expression>
  | Comparison<Expression>
  | Logic<Expression>
  | Membership<Expression>
  | Between<Expression>
  | Like<Expression>
  | NullTest<Expression>
  | Case<Expression>
  | Call<Expression>;

/** What the checker learned about a node. */
export interface Typed {
  type: ValueType;
  /** Whether the value may be unknown, the results of division and overflow included. */
  nullable: boolean;
}

/** A tree in which every name is in scope and every operand has the type its operator wants. */
export type TypedExpression = Typed &
  (
    | Literal
    | Name
    | Negation<TypedExpression>
    | Arithmetic<TypedExpression>
    | Comparison<TypedExpression>
    | Logic<TypedExpression>
    | Membership<TypedExpression>
    | Between<TypedExpression>
    | Like<TypedExpression>
    | NullTest<TypedExpression>
    | Case<TypedExpression>
    | Call<TypedExpression>
    | Midnight<TypedExpression>
  );
