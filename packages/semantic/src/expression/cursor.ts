import { childrenOf } from "./children.ts";
import { type ExpressionFinding, MAX_FINDINGS, shown } from "./finding.ts";
import type { Token } from "./token.ts";
import type { Expression, Span } from "./tree.ts";

/** How long an expression may be, in UTF-16 units. */
export const MAX_LENGTH = 10_000;
/** How deep parentheses, functions, signs and cases may nest; the engine itself gives up at about a thousand levels. */
export const MAX_NESTING = 64;
/** How many parts (values, names, operators, calls) an expression may have. */
export const MAX_NODES = 2_000;
/** How high the tree may grow, long chains such as a + b + c … included, for the same reason as MAX_NESTING. */
export const MAX_HEIGHT = 128;

/** Words that mean something to the language: as a name they need double quotes. */
export const RESERVED: ReadonlySet<string> = new Set(
  "and or not in between like ilike is null true false case when then else end".split(" "),
);

/** The parser's only throw: the finding is already recorded; `fatal` ones are not recovered from. */
export class Stop extends Error {
  readonly fatal: boolean;
  constructor(fatal: boolean) {
    super("the expression cannot be read");
    this.fatal = fatal;
  }
}

/** Where the parser stands in the token list, and what it has found and spent so far. */
export interface Cursor {
  tokens: readonly Token[];
  index: number;
  nesting: number;
  nodes: number;
  heights: WeakMap<Expression, number>;
  findings: ExpressionFinding[];
}

/** The token the cursor stands on. */
export const current = (cursor: Cursor): Token => cursor.tokens[cursor.index] as Token;

/** The token after it (the end, at the end). */
export const following = (cursor: Cursor): Token => cursor.tokens[cursor.index + 1] ?? current(cursor);

/** The position of the last token taken. */
export const previousAt = (cursor: Cursor): Span => (cursor.tokens[cursor.index - 1] ?? current(cursor)).at;

/** Takes the current token. */
export const advance = (cursor: Cursor): Token => {
  const token = current(cursor);
  if (token.kind !== "end") cursor.index += 1;
  return token;
};

/** Whether the current token is this keyword (in any case) or operator. */
export const sees = (cursor: Cursor, text: string): boolean => {
  const token = current(cursor);
  return (token.kind === "operator" || token.kind === "word") && token.text.toLowerCase() === text;
};

/** Takes the current token if it is this keyword or operator. */
export const accept = (cursor: Cursor, text: string): boolean => {
  const seen = sees(cursor, text);
  if (seen) advance(cursor);
  return seen;
};

/** Records a finding and gives up on the current part of the expression. */
export const fail = (cursor: Cursor, finding: ExpressionFinding, fatal = false): never => {
  cursor.findings.push(finding);
  throw new Stop(fatal || cursor.findings.length >= MAX_FINDINGS);
};

/** A token in words, for messages. */
export const describe = (token: Token): string => {
  if (token.kind === "end") return "the end";
  if (token.kind === "string") return "a text";
  return token.kind === "quoted" ? `"${shown(token.text)}"` : `\`${shown(token.text)}\``;
};

/** Takes this keyword or operator, or fails and says what it was wanted for. */
export const expect = (cursor: Cursor, text: string, why: string): void => {
  if (accept(cursor, text)) return;
  const token = current(cursor);
  fail(cursor, {
    rule: "expression/syntax",
    message: `\`${text}\` is missing ${why}; here stands ${describe(token)}.`,
    hint: `Put \`${text}\` here.`,
    at: token.at,
  });
};

/** Counts and measures a finished node; too many, or too high a tree, end the parse. */
export const count = <Node extends Expression>(cursor: Cursor, node: Node): Node => {
  cursor.nodes += 1;
  if (cursor.nodes > MAX_NODES) {
    const message = `This expression has more than ${MAX_NODES} parts.`;
    const hint = "Use `in (…)` for long lists of values, or compute a column for it in the data.";
    fail(cursor, { rule: "expression/too-large", message, hint, at: node.at }, true);
  }
  let height = 0;
  for (const child of childrenOf<Expression>(node)) height = Math.max(height, cursor.heights.get(child) ?? 0);
  cursor.heights.set(node, height + 1);
  if (height >= MAX_HEIGHT) {
    const message = `This expression strings together more than ${MAX_HEIGHT} operators.`;
    const hint = "Split the formula into several metrics, or compute a column for it in the data.";
    fail(cursor, { rule: "expression/too-deep", message, hint, at: node.at }, true);
  }
  return node;
};

/** Runs `read` one level deeper; too deep ends the parse. */
export const nested = <Result>(cursor: Cursor, read: () => Result): Result => {
  cursor.nesting += 1;
  if (cursor.nesting > MAX_NESTING) {
    const message = `This expression nests more than ${MAX_NESTING} levels deep.`;
    const hint = "Take out needless parentheses, or split the formula into several metrics.";
    fail(cursor, { rule: "expression/too-deep", message, hint, at: current(cursor).at }, true);
  }
  const result = read();
  cursor.nesting -= 1;
  return result;
};

/**
 * Reads one part that ends at a comma or closing parenthesis; after a finding it skips to that end and goes on, so that
 * the other parts are read too. A part that was given up stands in the tree as null: the caller sees the findings.
 */
export const recovering = (cursor: Cursor, read: () => Expression): Expression => {
  const { nesting } = cursor;
  const { at } = current(cursor);
  try {
    const part = read();
    if (current(cursor).kind === "end" || sees(cursor, ",") || sees(cursor, ")")) return part;
    return unexpected(cursor);
  } catch (stop) {
    if (!(stop instanceof Stop) || stop.fatal) throw stop;
    cursor.nesting = nesting;
    for (let open = 0; current(cursor).kind !== "end"; advance(cursor)) {
      if (open === 0 && (sees(cursor, ",") || sees(cursor, ")"))) return { kind: "null", at };
      if (sees(cursor, "(")) open += 1;
      if (sees(cursor, ")")) open -= 1;
    }
    throw stop;
  }
};

/** Fails because the current token cannot follow what was read. */
export const unexpected = (cursor: Cursor): never => {
  const token = current(cursor);
  const operand = token.kind !== "operator" && token.kind !== "end";
  const hint = operand
    ? "Put an operator (such as + or `and`) before it, or double quotes around a name that holds spaces."
    : "Take it out, or complete what stands around it.";
  const message = `${describe(token)} cannot stand here.`;
  return fail(cursor, { rule: "expression/syntax", message: capital(message), hint, at: token.at });
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
