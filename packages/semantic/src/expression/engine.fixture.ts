import { checkExpression } from "./check.ts";
import { parseExpression } from "./parse.ts";
import { printExpression } from "./print.ts";
import type { Scope, ValueType } from "./tree.ts";

/** What a statement binds. */
export type Values = Record<string, string | number | boolean | bigint>;

const ZONE = "America/New_York";

/** A name as an identifier of the engine. */
export const quote = (name: string): string => `"${name.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

/** Prints a text for the engine and collects what it binds. */
export const print = (text: string, scope: Scope, values: Values, expected?: ValueType): string => {
  const { tree, findings } = parseExpression(text);
  if (tree === null) throw new Error(`${text}: ${JSON.stringify(findings)}`);
  const { typed, findings: wrong } = checkExpression(tree, scope, expected);
  if (typed === null) throw new Error(`${text}: ${JSON.stringify(wrong)}`);
  const bind = (value: Values[string], type: string): string => {
    const name = `p${Object.keys(values).length}`;
    values[name] = value;
    return `{${name}:${type}}`;
  };
  return printExpression(typed, { parameters: { bind }, name: quote, timeZone: ZONE });
};
