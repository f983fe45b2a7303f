import type { Attempt } from "../attempt.ts";
import { type Entry, note, takeList, takeRecord, takeText } from "../reader.ts";
import { readSql } from "../sql.ts";
import { ansi } from "./format.ts";

/** The SQL of an expression object: of the standard dialect, else of the first one that can be read. */
export const expressionText = (at: Entry, subject: string): Attempt<string> => {
  const expression = takeRecord(at, "expression");
  if (expression === undefined) return { reason: "It has no expression." };
  const all = takeList(expression, "dialects").map((one) => ({
    dialect: takeText(one, "dialect") ?? "",
    text: takeText(one, "expression") ?? "",
  }));
  const chosen = all.find(({ dialect }) => dialect === ansi) ?? all.find(({ text }) => "tree" in readSql(text));
  if (chosen === undefined) {
    const names = all.map(({ dialect }) => dialect.slice(0, 40)).join(", ");
    return { reason: `None of its dialects can be read${names === "" ? "" : `: ${names}`}.` };
  }
  const others = all.filter((one) => one !== chosen);
  if (others.length > 0 || chosen.dialect !== ansi) {
    const rest = others.map(({ dialect, text }) => `${dialect}: ${text}`.slice(0, 200)).join("; ");
    note(
      at,
      "info",
      subject,
      `The ${chosen.dialect.slice(0, 40)} expression was read${rest === "" ? "" : `, not ${rest}`}.`,
    );
  }
  return { value: chosen.text };
};
