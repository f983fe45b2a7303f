import type { Catalog } from "@sextant/model/definition/catalog";
import type { Metric } from "@sextant/model/metric/metric";
import { canonicalJson } from "../version/json.ts";
import { type Json, ownMeaning } from "../version/meaning.ts";
import type { Check, DefinitionFault } from "./draft.ts";

/** Numbers less than this share apart are likely meant to be one. */
const nearby = 0.1;

/** Metrics under one name or of one shape that are compared with each other; more of them are no accident. */
const mostAlike = 50;

interface Formula {
  metric: Metric;
  /** The meaning without the name of the metric and the way its value is shown. */
  text: string;
  /** The same with the numbers of its expressions and the edges of its comparisons taken out, and those parts. */
  shape: string;
  parts: string[];
}

const token = /'(?:[^']|'')*'|"[^"]*"|[A-Za-z_]\w*|\d+(?:\.\d+)?(?:e[+-]?\d+)?|<=|>=|<|>/g;

const shapeOf = (value: Json, parts: string[]): Json => {
  if (typeof value === "string")
    return value.replace(token, (found) => {
      if (/^['"A-Za-z_]/.test(found)) return found;
      parts.push(found);
      return /^\d/.test(found) ? "#" : found.charAt(0);
    });
  if (Array.isArray(value)) return value.map((item: Json) => shapeOf(item, parts));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, shapeOf(item, parts)]),
  );
};

/** The metrics without what a number is called and how it is shown: what is left is kind and formula. */
const nameless = ({ metrics }: Catalog): Catalog["metrics"] =>
  new Map([...metrics].map(([id, metric]) => [id, { ...metric, id: "", unit: "", direction: "neutral" as const }]));

const formulasOf = (catalog: Catalog): Formula[] => {
  const bare = { ...catalog, metrics: nameless(catalog) };
  return [...catalog.metrics.values()].map((metric) => {
    const meaning = ownMeaning(bare, "metric", metric.id);
    const parts: string[] = [];
    return { metric, text: canonicalJson(meaning), shape: canonicalJson(shapeOf(meaning, parts)), parts };
  });
};

const wordsOf = (name: string): string =>
  [...new Set(name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])].sort().join(" ");

const namesOf = ({ label, synonyms }: Metric): string[] => [...new Set([label, ...synonyms].map(wordsOf))];

const isClose = (a: string, b: string): boolean => {
  const [x, y] = [Number(a), Number(b)];
  // The edges of a comparison: < and <= of one shape.
  if (Number.isNaN(x) || Number.isNaN(y)) return true;
  return Math.abs(x - y) <= nearby * Math.max(Math.abs(x), Math.abs(y));
};

const isNearly = (a: Formula, b: Formula): boolean => {
  const different = a.parts.flatMap((part, index): [string, string][] => {
    const other = b.parts[index] ?? "";
    return part === other ? [] : [[part, other]];
  });
  return different.length === 1 && different.every(([part, other]) => isClose(part, other));
};

const grouped = (formulas: readonly Formula[], keysOf: (formula: Formula) => string[]): Formula[][] => {
  const groups = new Map<string, Formula[]>();
  for (const formula of formulas)
    for (const key of keysOf(formula)) {
      const group = groups.get(key) ?? [];
      if (group.length < mostAlike) group.push(formula);
      groups.set(key, group);
    }
  return [...groups.values()].filter((group) => group.length > 1);
};

const pairs = (group: readonly Formula[]): [Formula, Formula][] =>
  group.flatMap((later, index) => group.slice(0, index).map((earlier): [Formula, Formula] => [earlier, later]));

const fault = ([earlier, later]: [Formula, Formula], message: string, key: "label" | "id"): DefinitionFault => ({
  type: "metric",
  id: later.metric.id,
  rule: "metric/near-duplicate",
  message,
  hint: `Keep one of them, or name both by how they differ (\`${earlier.metric.id}\`, \`${later.metric.id}\`).`,
  path: [key],
});

/** No two metrics go by the same words, or by nearly the same formula, and give different numbers (K5). */
export const checkNearDuplicates: Check = ({ catalog }) => {
  const formulas = formulasOf(catalog);
  const byWords = grouped(formulas, ({ metric }) => namesOf(metric))
    .flatMap(pairs)
    .filter(([a, b]) => a.text !== b.text);
  const seen = new Set(byWords.map(([a, b]) => `${a.metric.id} ${b.metric.id}`));
  const byFormula = grouped(formulas, ({ shape }) => [shape])
    .flatMap(pairs)
    .filter(([a, b]) => a.text !== b.text && isNearly(a, b) && !seen.has(`${a.metric.id} ${b.metric.id}`));
  const unique = new Map(byWords.map((pair) => [`${pair[0].metric.id} ${pair[1].metric.id}`, pair]));
  return [
    ...[...unique.values()].map((pair) =>
      fault(pair, `It goes by the same words as \`${pair[0].metric.id}\` and has another formula.`, "label"),
    ),
    ...byFormula.map((pair) =>
      fault(pair, `Its formula is nearly that of \`${pair[0].metric.id}\`, and gives other numbers.`, "id"),
    ),
  ];
};
