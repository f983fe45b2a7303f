import {
  accept,
  advance,
  type Cursor,
  count,
  current,
  expect,
  fail,
  following,
  MAX_LENGTH,
  nested,
  previousAt,
  Stop,
  sees,
  unexpected,
} from "./cursor.ts";
import { type ExpressionFinding, spanning } from "./finding.ts";
import { readList, readOperand } from "./operand.ts";
import { tokenize } from "./token.ts";
import type { Arithmetic, Comparison, Expression, Span } from "./tree.ts";

/** Reads an expression; the tree is null exactly when there are findings. Never throws, whatever the text. */
export const parseExpression = (text: string): { tree: Expression | null; findings: ExpressionFinding[] } => {
  const at = { offset: 0, length: text.length };
  if (text.length > MAX_LENGTH) {
    const message = `This expression has ${text.length} characters; ${MAX_LENGTH} are allowed.`;
    const hint = "Split it into several metrics, or compute a column for it in the data.";
    return { tree: null, findings: [{ rule: "expression/too-long", message, hint, at }] };
  }
  const { tokens, findings } = tokenize(text);
  if (findings.length > 0) return { tree: null, findings };
  if (tokens.length === 1) {
    const hint = "Write a condition such as delay < 15, or a formula such as a / b.";
    return { tree: null, findings: [{ rule: "expression/empty", message: "The expression is empty.", hint, at }] };
  }
  const cursor: Cursor = { tokens, index: 0, nesting: 0, nodes: 0, heights: new WeakMap(), findings: [] };
  try {
    const tree = readWhole(cursor);
    if (current(cursor).kind !== "end") unexpected(cursor);
    return { tree: cursor.findings.length === 0 ? tree : null, findings: cursor.findings };
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    return { tree: null, findings: cursor.findings };
  }
};

const readWhole = (cursor: Cursor): Expression => readLogic(cursor, "or");

const readLogic = (cursor: Cursor, kind: "and" | "or"): Expression => {
  const read = () => (kind === "or" ? readLogic(cursor, "and") : readNot(cursor));
  const start = current(cursor).at;
  const first = read();
  if (!sees(cursor, kind)) return first;
  const terms = first.kind === kind ? [...first.terms] : [first];
  while (accept(cursor, kind)) {
    const term = read();
    if (term.kind === kind) terms.push(...term.terms);
    else terms.push(term);
  }
  return count(cursor, { kind, terms, at: spanning(start, previousAt(cursor)) });
};

const readNot = (cursor: Cursor): Expression => {
  if (!sees(cursor, "not")) return readComparison(cursor);
  const { at } = advance(cursor);
  const operand = nested(cursor, () => readNot(cursor));
  return count(cursor, { kind: "not", operand, at: spanning(at, previousAt(cursor)) });
};

const COMPARISONS: Record<string, Comparison<Expression>["operator"]> = {
  "=": "=",
  "==": "=",
  "<>": "<>",
  "!=": "<>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

const comparisonAt = (cursor: Cursor): Comparison<Expression>["operator"] | undefined =>
  current(cursor).kind === "operator" ? COMPARISONS[current(cursor).text] : undefined;

const PREDICATES = ["in", "between", "like", "ilike"];

const seesPredicate = (cursor: Cursor): boolean => {
  if (sees(cursor, "is")) return true;
  const token = sees(cursor, "not") ? following(cursor) : current(cursor);
  return token.kind === "word" && PREDICATES.includes(token.text.toLowerCase());
};

const readComparison = (cursor: Cursor): Expression => {
  const start = current(cursor).at;
  const left = readSum(cursor);
  const operator = comparisonAt(cursor);
  if (operator === undefined && !seesPredicate(cursor)) return left;
  if (operator !== undefined) advance(cursor);
  const node: Expression =
    operator === undefined
      ? readPredicate(cursor, left, start)
      : count(cursor, {
          kind: "comparison",
          operator,
          left,
          right: readSum(cursor),
          at: spanning(start, previousAt(cursor)),
        });
  if (comparisonAt(cursor) !== undefined || seesPredicate(cursor)) {
    const message = "Comparisons cannot be chained.";
    const hint = "Write `a < b and b < c`, or `b between a and c`; or put the first comparison in parentheses.";
    return fail(cursor, { rule: "expression/chained-comparison", message, hint, at: current(cursor).at });
  }
  return node;
};

const readPredicate = (cursor: Cursor, operand: Expression, start: Span): Expression => {
  const here = () => spanning(start, previousAt(cursor));
  if (accept(cursor, "is")) {
    const negated = accept(cursor, "not");
    expect(cursor, "null", "after `is`");
    return count(cursor, { kind: "isnull", operand, negated, at: here() });
  }
  const negated = accept(cursor, "not");
  const word = advance(cursor);
  const kind = word.text.toLowerCase();
  if (kind === "in") {
    if (!sees(cursor, "(")) expect(cursor, "(", "after `in`");
    const open = current(cursor).at;
    const list = nested(cursor, () => readList(cursor, readWhole));
    if (list.length === 0) {
      const hint = "Put at least one value into the list, or take the condition out.";
      const at = spanning(open, previousAt(cursor));
      fail(cursor, { rule: "expression/empty-list", message: "This list is empty.", hint, at });
    }
    return count(cursor, { kind: "in", operand, list, negated, at: here() });
  }
  if (kind === "between") {
    const low = readSum(cursor);
    expect(cursor, "and", "after the lower bound of `between`");
    const high = readSum(cursor);
    return count(cursor, { kind: "between", operand, low, high, negated, at: here() });
  }
  const pattern = readSum(cursor);
  return count(cursor, { kind: "like", operand, pattern, insensitive: kind === "ilike", negated, at: here() });
};

const readChain = (
  cursor: Cursor,
  operators: readonly Arithmetic<Expression>["operator"][],
  read: () => Expression,
): Expression => {
  const start = current(cursor).at;
  let left = read();
  for (;;) {
    const operator = operators.find((candidate) => sees(cursor, candidate));
    if (operator === undefined) return left;
    advance(cursor);
    const right = read();
    left = count(cursor, { kind: "arithmetic", operator, left, right, at: spanning(start, previousAt(cursor)) });
  }
};

const readSum = (cursor: Cursor): Expression =>
  readChain(cursor, ["+", "-"], () => readChain(cursor, ["*", "/", "%"], () => readSign(cursor)));

const readSign = (cursor: Cursor): Expression => {
  if (sees(cursor, "+")) {
    advance(cursor);
    return nested(cursor, () => readSign(cursor));
  }
  if (!sees(cursor, "-")) return readOperand(cursor, readWhole);
  const { at } = advance(cursor);
  const operand = nested(cursor, () => readSign(cursor));
  return count(cursor, { kind: "negative", operand, at: spanning(at, previousAt(cursor)) });
};
