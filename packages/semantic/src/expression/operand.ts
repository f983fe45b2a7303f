import {
  accept,
  advance,
  type Cursor,
  count,
  current,
  describe,
  expect,
  fail,
  following,
  nested,
  previousAt,
  RESERVED,
  recovering,
  sees,
} from "./cursor.ts";
import { type ExpressionFinding, shown, spanning } from "./finding.ts";
import { readDate, readDatetime } from "./moment.ts";
import type { Token } from "./token.ts";
import type { Expression, Span } from "./tree.ts";

type Read = (cursor: Cursor) => Expression;

/** Reads a literal, a name, a call, a case or a parenthesised expression; `whole` reads a full expression. */
export const readOperand = (cursor: Cursor, whole: Read): Expression => {
  const token = current(cursor);
  if (token.kind === "number") return readNumber(cursor);
  if (token.kind === "string") return count(cursor, { kind: "string", value: advance(cursor).text, at: token.at });
  if (token.kind === "quoted") return count(cursor, { kind: "name", name: advance(cursor).text, at: token.at });
  if (sees(cursor, "(")) return readGroup(cursor, whole);
  if (token.kind === "word") return readWord(cursor, whole);
  const hint = "Write a number, a 'text', a name or a function here.";
  const message = `A value is missing; here stands ${describe(token)}.`;
  return fail(cursor, { rule: "expression/syntax", message, hint, at: token.at });
};

const readGroup = (cursor: Cursor, whole: Read): Expression => {
  const open = advance(cursor);
  return nested(cursor, () => {
    const inner = recovering(cursor, () => whole(cursor));
    close(cursor, open.at);
    return inner;
  });
};

const close = (cursor: Cursor, open: Span): void => {
  if (accept(cursor, ")")) return;
  const token = current(cursor);
  const unclosed = token.kind === "end";
  fail(cursor, {
    rule: "expression/syntax",
    message: unclosed
      ? "This parenthesis is never closed."
      : "A single value is wanted in parentheses here, not a list.",
    hint: unclosed ? "Add the missing `)`." : "Lists stand after `in` or a function's name only.",
    at: unclosed ? open : token.at,
  });
};

const readWord = (cursor: Cursor, whole: Read): Expression => {
  const token = current(cursor);
  const word = token.text.toLowerCase();
  if (word === "true" || word === "false") {
    advance(cursor);
    return count(cursor, { kind: "boolean", value: word === "true", at: token.at });
  }
  if (word === "null") {
    advance(cursor);
    return count(cursor, { kind: "null", at: token.at });
  }
  if (word === "case") return nested(cursor, () => readCase(cursor, whole));
  if ((word === "date" || word === "timestamp") && following(cursor).kind === "string") return readMoment(cursor, word);
  if (RESERVED.has(word)) {
    const message = `A value is missing; here stands the keyword \`${token.text}\`.`;
    const hint = `Write a value before it; if \`${token.text}\` is a name, put it in double quotes: "${token.text}".`;
    return fail(cursor, { rule: "expression/syntax", message, hint, at: token.at });
  }
  advance(cursor);
  if (sees(cursor, "(")) return nested(cursor, () => readCall(cursor, whole, token));
  return count(cursor, { kind: "name", name: token.text, at: token.at });
};

const readNumber = (cursor: Cursor): Expression => {
  const { text, at } = advance(cursor);
  const share = text.endsWith("%");
  const digits = share ? text.slice(0, -1) : text;
  // Number("12e3e-2") is NaN: a share with an exponent is divided instead, which is as exact as the exponent allows.
  const value = share ? (/e/i.test(digits) ? Number(digits) / 100 : Number(`${digits}e-2`)) : Number(digits);
  if (!Number.isFinite(value)) {
    const hint = "Numbers reach up to about 1.8e308.";
    return fail(cursor, { rule: "expression/number-too-large", message: "This number is too large.", hint, at });
  }
  const integer = /^\d+$/.test(text) && !Number.isSafeInteger(value) ? text.replace(/^0+/, "") : undefined;
  return count(cursor, integer === undefined ? { kind: "number", value, at } : { kind: "number", value, integer, at });
};

const readMoment = (cursor: Cursor, word: "date" | "timestamp"): Expression => {
  const start = advance(cursor);
  const literal = advance(cursor);
  const at = spanning(start.at, literal.at);
  const date = word === "date" ? readDate(literal.text) : null;
  if (date !== null) return count(cursor, { kind: "date", value: date, at });
  const datetime = word === "timestamp" ? readDatetime(literal.text) : null;
  if (datetime !== null) return count(cursor, { kind: "datetime", value: datetime, at });
  const finding: ExpressionFinding = {
    rule: "expression/bad-date",
    message: `'${shown(literal.text)}' is no ${word === "date" ? "day" : "moment"} of the calendar (1900 to 2299).`,
    hint: word === "date" ? "Write date '2001-03-31'." : "Write timestamp '2001-03-31 14:30:00'.",
    at: literal.at,
  };
  return fail(cursor, finding);
};

/** Reads `( part, part … )`; the cursor stands on the opening parenthesis. */
export const readList = (cursor: Cursor, whole: Read): Expression[] => {
  const open = advance(cursor);
  const parts: Expression[] = [];
  if (accept(cursor, ")")) return parts;
  do parts.push(recovering(cursor, () => whole(cursor)));
  while (accept(cursor, ","));
  close(cursor, open.at);
  return parts;
};

const readCall = (cursor: Cursor, whole: Read, name: Token): Expression => {
  const parts = readList(cursor, whole);
  const at = spanning(name.at, previousAt(cursor));
  return count(cursor, { kind: "call", name: name.text.toLowerCase(), nameAt: name.at, arguments: parts, at });
};

const readCase = (cursor: Cursor, whole: Read): Expression => {
  const start = advance(cursor);
  const subject = sees(cursor, "when") ? null : whole(cursor);
  const branches: { when: Expression; value: Expression }[] = [];
  do {
    expect(cursor, "when", "in this case");
    const when = whole(cursor);
    expect(cursor, "then", "after the condition");
    branches.push({ when, value: whole(cursor) });
  } while (sees(cursor, "when"));
  const otherwise = accept(cursor, "else") ? whole(cursor) : null;
  expect(cursor, "end", "to close this case");
  const at = spanning(start.at, previousAt(cursor));
  return count(cursor, { kind: "case", subject, branches, otherwise, at });
};
