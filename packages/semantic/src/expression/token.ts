import { type ExpressionFinding, MAX_FINDINGS, shown } from "./finding.ts";
import type { Span } from "./tree.ts";

/** One word of an expression. `text` is the value for strings and quoted names, the source text for the rest. */
export interface Token {
  kind: "number" | "string" | "word" | "quoted" | "operator" | "end";
  text: string;
  at: Span;
}

const SPACE = /\s+/y;
const WORD = /[\p{L}_][\p{L}\p{N}\p{M}_]*/uy;
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const NUMBER_TAIL = /[\p{L}\p{N}\p{M}_.]+/uy;
/** `80%` is a share, `80 % x` a remainder: the sign touches the number, and no operand can follow it. */
const SHARE =
  /%(?=\s*(?:$|[),+\-*/%<>=!]|(?:and|or|then|else|when|end|is|in|between|like|ilike|not)(?![\p{L}\p{N}\p{M}_])))/iuy;
const OPERATOR = /<=|>=|<>|!=|==|[-+*/%<>=(),]/y;
const COMMENT = /--[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?/y;
const FOREIGN = /\|\||&&|::|=>|[\s\S]/uy;

const FOREIGN_HINTS: Record<string, string> = {
  "||": "Join texts with concat(a, b); write `or` for a choice of conditions.",
  "&&": "Write `and`.",
  "!": "Write `not`.",
  ";": "One expression stands here, not statements: take the `;` out.",
  "`": 'Put names in double quotes: "like this".',
  "“": "Use straight quotes: 'text' or \"name\".",
  "”": "Use straight quotes: 'text' or \"name\".",
  "‘": "Use straight quotes: 'text' or \"name\".",
  "’": "Use straight quotes: 'text' or \"name\".",
  "[": "Write lists in parentheses: x in (1, 2).",
  "{": "Parameters cannot be written here; write the value itself.",
  ".": "A column of a joined dataset is written without spaces: customer.segment.",
};

const match = (pattern: RegExp, text: string, offset: number): string | null => {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
};

/** The words of an expression with their exact positions, and every finding about characters; linear in the length. */
export const tokenize = (text: string): { tokens: Token[]; findings: ExpressionFinding[] } => {
  const tokens: Token[] = [];
  const findings: ExpressionFinding[] = [];
  let offset = 0;
  const find = (rule: ExpressionFinding["rule"], length: number, message: string, hint: string) =>
    findings.push({ rule, message, hint, at: { offset, length } });
  const take = (kind: Token["kind"], value: string, length: number) => {
    tokens.push({ kind, text: value, at: { offset, length } });
    offset += length;
  };
  while (offset < text.length && findings.length < MAX_FINDINGS) {
    const first = text.charAt(offset);
    const space = match(SPACE, text, offset);
    if (space !== null) {
      offset += space.length;
      continue;
    }
    if (first === "'") {
      const quoted = readQuoted(text, offset, first);
      findings.push(...quoted.findings);
      take("string", quoted.value, quoted.length);
      continue;
    }
    const name = readName(text, offset);
    if (name !== null) {
      findings.push(...name.findings);
      take(name.kind, name.value, name.length);
      continue;
    }
    const number = match(NUMBER, text, offset);
    if (number !== null) {
      const tail = match(NUMBER_TAIL, text, offset + number.length) ?? "";
      const share = tail === "" ? (match(SHARE, text, offset + number.length) ?? "") : "";
      if (tail !== "") {
        find(
          "expression/malformed-number",
          number.length + tail.length,
          `\`${shown(number + tail)}\` is not a number.`,
          'Write numbers like 12, 1.5 or 1e3; put a name that starts with a digit in double quotes: "2nd_leg".',
        );
      }
      take("number", number + share, number.length + share.length + tail.length);
      continue;
    }
    const comment = match(COMMENT, text, offset);
    if (comment !== null) {
      const hint = "Say it in the description; if you meant to subtract a negative number, write `a - (-b)`.";
      find("expression/comment", comment.length, "Comments cannot stand in an expression.", hint);
      offset += comment.length;
      continue;
    }
    const operator = match(OPERATOR, text, offset);
    if (operator !== null) {
      take("operator", operator, operator.length);
      continue;
    }
    const foreign = match(FOREIGN, text, offset) ?? first;
    const hint = FOREIGN_HINTS[foreign] ?? "Take it out, or put it in quotes if it belongs to a text or a name.";
    find("expression/unexpected-character", foreign.length, `${named(foreign)} means nothing here.`, hint);
    offset += foreign.length;
  }
  take("end", "", 0);
  return { tokens, findings };
};

const named = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return /[\p{C}\p{Z}]/u.test(character)
    ? `The invisible character U+${code.toString(16).toUpperCase().padStart(4, "0")}`
    : `\`${character}\``;
};

/** One name between quotes or without; null where none begins. */
const readPart = (text: string, start: number): ReturnType<typeof readQuoted> | null => {
  if (text.charAt(start) === '"') return readQuoted(text, start, '"');
  const word = match(WORD, text, start);
  return word === null ? null : { value: word, length: word.length, findings: [] };
};

/** A name, or names joined by dots: `customer.segment` is the same as `"customer.segment"`. */
const readName = (text: string, start: number) => {
  const first = readPart(text, start);
  if (first === null) return null;
  const parts = [first];
  let end = start + first.length;
  for (let part = readPart(text, end + 1); text.charAt(end) === "." && part !== null; part = readPart(text, end + 1)) {
    parts.push(part);
    end += 1 + part.length;
  }
  return {
    kind: parts.length > 1 || text.charAt(start) === '"' ? ("quoted" as const) : ("word" as const),
    value: parts.map(({ value }) => value).join("."),
    length: end - start,
    findings: parts.flatMap(({ findings }) => findings),
  };
};

const readQuoted = (
  text: string,
  start: number,
  quote: "'" | '"',
): { value: string; length: number; findings: ExpressionFinding[] } => {
  const what = quote === "'" ? "text" : "name";
  let end = text.indexOf(quote, start + 1);
  while (end !== -1 && text.charAt(end + 1) === quote) end = text.indexOf(quote, end + 2);
  const closed = end !== -1;
  const inner = text.slice(start + 1, closed ? end : undefined);
  const length = inner.length + (closed ? 2 : 1);
  const findings: ExpressionFinding[] = [];
  const find = (rule: ExpressionFinding["rule"], at: Span, message: string, hint: string) =>
    findings.push({ rule, message, hint, at });
  if (!closed) {
    const hint = `Close it with ${quote}; a ${quote} inside is written twice: ${quote}${quote}.`;
    find(`expression/unterminated-${what}`, { offset: start, length }, `This ${what} is not closed.`, hint);
  } else if (quote === '"' && inner === "") {
    const hint = "Put a name between the quotes; an empty text is written ''.";
    find("expression/empty-name", { offset: start, length }, "A name cannot be empty.", hint);
  }
  const control = quote === "'" ? inner.indexOf("\0") : inner.search(/\p{Cc}/u);
  if (control !== -1) {
    const message = `This ${what} holds a control character (${quote === "'" ? "NUL" : "such as NUL or a tab"}).`;
    const at = { offset: start + 1 + control, length: 1 };
    find("expression/control-character", at, message, "Take it out: it cannot be compared reliably.");
  }
  const lone = inner.search(/\p{Cs}/u);
  if (lone !== -1) {
    const message = `This ${what} holds half a character (a lone surrogate).`;
    find("expression/broken-character", { offset: start + 1 + lone, length: 1 }, message, "Type the character again.");
  }
  return { value: inner.replaceAll(quote + quote, quote), length, findings };
};
