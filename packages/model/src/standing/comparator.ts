import type { UnitOfMeasure } from "../metric/unit.ts";
import { readAmount } from "./amount.ts";
import { everything, type Interval, intersection, isEmpty } from "./interval.ts";

/** What is wrong with a comparator text; offset and length count UTF-16 units within it. */
export interface ComparatorFault {
  message: string;
  hint: string;
  offset: number;
  length: number;
}

/** The stretches a comparator text names, and each boundary as its author wrote it. */
export type ComparatorReading =
  | { ok: true; intervals: Interval[]; written: Map<number, string> }
  | { ok: false; fault: ComparatorFault };

type Operator = "<" | "<=" | ">" | ">=" | "=";
type Token = { offset: number; text: string } & (
  | { kind: "operator"; operator: Operator }
  | { kind: "amount"; value: number; bare: boolean }
  | { kind: "x" | "and" | "or" | "range" | "end" }
);

const operators: ReadonlyMap<string, Operator> = new Map([
  ["<", "<"],
  ["<=", "<="],
  ["≤", "<="],
  [">", ">"],
  [">=", ">="],
  ["≥", ">="],
  ["=", "="],
  ["==", "="],
]);

const words: ReadonlyMap<string, "x" | "and" | "or" | "range"> = new Map([
  ["x", "x"],
  ["value", "x"],
  ["and", "and"],
  ["or", "or"],
  ["..", "range"],
  ["…", "range"],
]);

const tokenShape =
  /\s*(<=|>=|==|[<>=≤≥]|\.\.|…|(?:x|value|and|or)(?![A-Za-z])|[^\s\d<>=≤≥.…]*\s*\d(?:(?!\.\.|\s+(?:x|value|and|or)\b)[^<>=≤≥…])*)/y;

class ComparatorError extends Error {
  readonly fault: ComparatorFault;
  constructor(message: string, hint: string, offset: number, length: number) {
    super(message);
    this.fault = { message, hint, offset, length: Math.max(length, 1) };
  }
}

const example = 'Write for example "< 2h", "2h <= x <= 4h" or "2h..4h".';

const tokensOf = (text: string, unit: UnitOfMeasure): Token[] => {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  tokenShape.lastIndex = 0;
  let at = 0;
  while (at < end) {
    const match = tokenShape.exec(text);
    const found = match?.[1]?.trimEnd();
    if (match === null || found === undefined) {
      const rest = text.slice(at).trimStart();
      const offset = text.length - rest.length;
      throw new ComparatorError(`"${rest.slice(0, 20)}" is not a comparison.`, example, offset, rest.trimEnd().length);
    }
    const offset = at + match[0].length - (match[1] ?? "").length;
    at = tokenShape.lastIndex;
    tokens.push(tokenOf(found, offset, unit));
  }
  return [...tokens, { kind: "end", offset: end, text: "" }];
};

const tokenOf = (text: string, offset: number, unit: UnitOfMeasure): Token => {
  const operator = operators.get(text);
  if (operator !== undefined) return { kind: "operator", operator, offset, text };
  const word = words.get(text);
  if (word !== undefined) return { kind: word, offset, text };
  const amount = readAmount(text, unit);
  if (!amount.ok) throw new ComparatorError(amount.message, amount.hint, offset, text.length);
  return { kind: "amount", value: amount.value, bare: /^[+\-\u2212]?\s*[\d._]+$/.test(text), offset, text };
};

const flipped = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=" } as const;

const halfLine = (operator: Operator, value: number): Interval => {
  switch (operator) {
    case "<":
      return { ...everything, to: value };
    case "<=":
      return { ...everything, to: value, toInclusive: true };
    case ">":
      return { ...everything, from: value };
    case ">=":
      return { ...everything, from: value, fromInclusive: true };
    case "=":
      return { from: value, to: value, fromInclusive: true, toInclusive: true };
  }
};

/** A recursive descent over `alternative (or alternative)*`, `comparison (and comparison)*`. */
const createParser = (tokens: readonly Token[]) => {
  let next = 0;
  const peek = (): Token => tokens[next] ?? { kind: "end", offset: 0, text: "" };
  const unexpected = (): ComparatorError => {
    const token = peek();
    const what = token.kind === "end" ? "The comparison breaks off here." : `"${token.text}" does not belong here.`;
    return new ComparatorError(what, example, token.offset, token.text.length);
  };
  const take = <Kind extends Token["kind"]>(kind: Kind): Extract<Token, { kind: Kind }> => {
    const token = peek();
    if (token.kind !== kind) throw unexpected();
    next += 1;
    return token as Extract<Token, { kind: Kind }>;
  };
  const skip = (kind: Token["kind"]): boolean => {
    if (peek().kind !== kind) return false;
    next += 1;
    return true;
  };
  const rightHalf = (): Interval => halfLine(take("operator").operator, take("amount").value);
  const comparison = (): Interval => {
    if (peek().kind !== "amount") {
      skip("x");
      return rightHalf();
    }
    const left = take("amount").value;
    if (skip("range")) {
      return { from: left, to: take("amount").value, fromInclusive: true, toInclusive: true };
    }
    const leftHalf = halfLine(flipped[take("operator").operator], left);
    take("x");
    return peek().kind === "operator" ? intersection(leftHalf, rightHalf()) : leftHalf;
  };
  const alternative = (): Interval => {
    const start = peek().offset;
    let interval = comparison();
    while (skip("and")) interval = intersection(interval, comparison());
    if (isEmpty(interval)) {
      const length = peek().offset - start;
      throw new ComparatorError(
        "No value can be both.",
        "Turn the boundaries round, or write or for and.",
        start,
        length,
      );
    }
    return interval;
  };
  return (): Interval[] => {
    const intervals = [alternative()];
    while (skip("or")) intervals.push(alternative());
    take("end");
    return intervals;
  };
};

const refuseMixedUnits = (amounts: readonly Extract<Token, { kind: "amount" }>[]): void => {
  const bare = amounts.find((amount) => amount.bare && amount.value !== 0);
  const withUnit = amounts.find((amount) => !amount.bare);
  if (bare === undefined || withUnit === undefined) return;
  const message = `${bare.text} does not say its unit, but ${withUnit.text} does.`;
  throw new ComparatorError(message, `Write the unit of ${bare.text} too.`, bare.offset, bare.text.length);
};

/**
 * Reads a comparator as authors write it: `< 2h`, `2h <= x <= 4h`, `2h..4h` (both ends included), `>= 80% and < 85%`,
 * `< 10 or > 20`; boundaries come back in the metric's stored unit.
 */
export const readComparator = (text: string, unit: UnitOfMeasure): ComparatorReading => {
  try {
    const tokens = tokensOf(text, unit);
    const amounts = tokens.filter((token) => token.kind === "amount");
    refuseMixedUnits(amounts);
    const written = new Map(amounts.map((amount) => [amount.value, amount.text]));
    return { ok: true, intervals: createParser(tokens)(), written };
  } catch (error) {
    if (error instanceof ComparatorError) return { ok: false, fault: error.fault };
    throw error;
  }
};
