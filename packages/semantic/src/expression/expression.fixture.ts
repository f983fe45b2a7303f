import { checkExpression } from "./check.ts";
import { parseExpression } from "./parse.ts";
import type { Expression, Scope, TypedExpression, ValueType } from "./tree.ts";

/** A scope from `name: [type, nullable]`. */
export const scopeOf = (kind: Scope["kind"], names: Record<string, [ValueType, boolean?]>): Scope => ({
  kind,
  names: new Map(Object.entries(names).map(([name, [type, nullable = false]]) => [name, { type, nullable }])),
});

/** The columns tests read. */
export const FLIGHTS = scopeOf("columns", {
  delay: ["number", true],
  distance: ["number"],
  origin: ["string"],
  cancelled: ["boolean"],
  date: ["date"],
  departure: ["datetime"],
});
/** The metrics test formulas read. */
export const METRICS = scopeOf("metrics", { miles: ["number", true], flights: ["number", true] });

/** The tree of a text that reads. */
export const tree = (text: string): Expression => {
  const parsed = parseExpression(text);
  if (parsed.tree === null) throw new Error(JSON.stringify(parsed.findings));
  return parsed.tree;
};

/** The findings of a text as `rule «what is underlined»`. */
export const findings = (text: string, scope: Scope = FLIGHTS, expected?: ValueType): string[] => {
  const parsed = parseExpression(text);
  const found = parsed.tree === null ? parsed.findings : checkExpression(parsed.tree, scope, expected).findings;
  return found.map(
    ({ rule, at }) => `${rule.replace("expression/", "")} «${text.slice(at.offset, at.offset + at.length)}»`,
  );
};

/** The typed tree of a text that reads and checks. */
export const typed = (text: string, scope: Scope): TypedExpression => {
  const checked = checkExpression(tree(text), scope);
  if (checked.typed === null) throw new Error(findings(text, scope).join());
  return checked.typed;
};
