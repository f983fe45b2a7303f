import { canonicalExpression } from "../expression/canonical.ts";
import { readDate, readDatetime } from "../expression/moment.ts";
import { parseExpression } from "../expression/parse.ts";
import type { Expression } from "../expression/tree.ts";
import { mapTree } from "./map-tree.ts";

/** SQL that was understood, with what may count differently, or the reason it was not. */
export type Reading = { tree: Expression; remarks: string[] } | { reason: string };

/** Functions that other engines call by another name and that do exactly the same. */
const synonyms: Readonly<Record<string, string>> = {
  ifnull: "coalesce",
  nvl: "coalesce",
  iff: "if",
  ceiling: "ceil",
  pow: "power",
  substr: "substring",
  char_length: "length",
  character_length: "length",
  len: "length",
};

/** Functions whose meaning depends on the engine: guessing would give a wrong number. */
const refused: Readonly<Record<string, string>> = {
  week: "engines number weeks differently",
  weekday: "engines number weekdays differently",
  date_diff: "engines take its arguments in different orders",
};

const remarkOf: Readonly<Record<string, string>> = {
  round: "`round` rounds ties to the even digit here; many engines round them away from zero.",
  concat: "`concat` with a missing part is missing here; some engines skip the part.",
  least: "`least` with a missing part is missing here; some engines skip the part.",
  greatest: "`greatest` with a missing part is missing here; some engines skip the part.",
};

/** Spellings of SQL that the expression language does not have, outside of quotes. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/\bcount\s*\(\s*\*\s*\)/gi, "count()"],
  [/\bcount\s*\(\s*distinct\b/gi, "count_distinct("],
  [/\b(percentile_cont|percentile_disc)\s*\(\s*([\d.]{1,20})\s*\)\s*within\s+group\s*\(\s*order\s+by\b/gi, "$1($2, "],
  [/\bextract\s*\(\s*(year|quarter|month|day|hour|minute)\s+from\b/gi, "$1("],
  [/(?<![\w.])([A-Za-z_]\w*)\.([A-Za-z_]\w*)(?![\w.])/g, '"$1.$2"'],
];

const respelled = (text: string): string =>
  text
    .split(/('(?:[^']|'')*'|"(?:[^"]|"")*")/)
    .map((part, index) =>
      index % 2 === 1 ? part : spellings.reduce((code, [from, to]) => code.replace(from, to), part),
    )
    .join("");

/** Texts that stand where a moment is compared are moments: engines turn them into one silently. */
export const withMoments = (tree: Expression, isMoment: (node: Expression) => boolean): Expression => {
  const moment = (node: Expression): Expression => {
    if (node.kind !== "string") return node;
    const date = readDate(node.value);
    if (date !== null) return { kind: "date", value: date, at: node.at };
    const datetime = readDatetime(node.value);
    return datetime === null ? node : { kind: "datetime", value: datetime, at: node.at };
  };
  return mapTree(tree, (node) => {
    if (node.kind === "comparison" && (isMoment(node.left) || isMoment(node.right)))
      return { ...node, left: moment(node.left), right: moment(node.right) };
    if (node.kind === "between" && isMoment(node.operand))
      return { ...node, low: moment(node.low), high: moment(node.high) };
    if (node.kind === "in" && isMoment(node.operand)) return { ...node, list: node.list.map(moment) };
    return node;
  });
};

/** Reads an SQL expression with our own parser; what it cannot read, or might read wrongly, comes back as a reason. */
export const readSql = (text: string): Reading => {
  const { tree, findings } = parseExpression(respelled(text));
  if (tree === null) {
    const [first] = findings;
    return { reason: first === undefined ? "It cannot be read." : `${first.message} ${first.hint}` };
  }
  const remarks = new Set<string>();
  const reasons: string[] = [];
  const translated = mapTree(tree, (node) => {
    if (node.kind === "arithmetic" && node.operator === "/")
      remarks.add(
        "`/` divides as numbers and gives nothing for zero; some engines drop the fraction of whole numbers.",
      );
    if (node.kind !== "call") return node;
    const why = refused[node.name];
    if (why !== undefined) reasons.push(`\`${node.name}\` cannot be carried: ${why}.`);
    const name = Object.hasOwn(synonyms, node.name) ? (synonyms[node.name] ?? node.name) : node.name;
    const remark = remarkOf[name];
    if (remark !== undefined && Object.hasOwn(remarkOf, name)) remarks.add(remark);
    return { ...node, name };
  });
  const [reason] = reasons;
  return reason === undefined ? { tree: translated, remarks: [...remarks] } : { reason };
};

/** The text of a tree in the expression language. */
export const textOfTree = (tree: Expression): string => canonicalExpression(tree);
