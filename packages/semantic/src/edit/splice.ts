import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { inline } from "./render.ts";

/** A stretch of a text, from `start` until before `end`, to be replaced. */
export interface Splice {
  start: number;
  end: number;
  text: string;
}

/** Puts splices into a text; of several at one place the first comes first. */
export const spliced = (text: string, splices: readonly Splice[]): string =>
  splices
    .toReversed()
    .toSorted((a, b) => b.start - a.start)
    .reduce((whole, { start, end, text: part }) => whole.slice(0, start) + part + whole.slice(end), text);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const nodeOf = (value: unknown): Node | null =>
  isMap(value) || isSeq(value) || isScalar(value) || isAlias(value) ? value : null;

const startOf = (node: Node | null): number => node?.range?.[0] ?? 0;

/** Where what a node says ends: before the line break, comment or empty lines after it. */
export const endOf = (text: string, node: Node | null): number => {
  const end = node?.range?.[1] ?? 0;
  if (!isCollection(node) || node.flow === true) {
    const start = startOf(node);
    return start + text.slice(start, end).trimEnd().length;
  }
  const last = node.items.at(-1);
  const inner = isPair(last) ? endOfPair(text, last) : endOf(text, nodeOf(last));
  return Math.max(inner, startOf(node));
};

/** Where a field ends, colon included when nothing follows it. */
const endOfPair = (text: string, { key, value }: Pair): number => {
  const end = endOf(text, nodeOf(value));
  const afterKey = nodeOf(key)?.range?.[1] ?? 0;
  const colon = text.indexOf(":", afterKey) + 1;
  return Math.max(end, colon === 0 ? afterKey : colon);
};

const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

const nextLine = (text: string, at: number): number => {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
};

const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : text[end - 1] === "\r" ? end - 1 : end;
};

const lineBreak = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

/** A new value in place of a node; text that stood in double quotes stays in them. */
const replaced = (text: string, node: Node, after: unknown): Splice => {
  const quoted = isScalar(node) && node.type === "QUOTE_DOUBLE" && typeof after === "string";
  const start = startOf(node);
  // A field without a value has no space after its colon.
  const space = text[start - 1] === ":" ? " " : "";
  return { start, end: endOf(text, node), text: space + (quoted ? JSON.stringify(after) : inline(after)) };
};

const starts = (items: readonly unknown[]): number[] => items.map((item) => startOf(nodeOf(item)));

/** Takes the nth of several things between brackets out, with the comma that parted it. */
const cutFromFlow = (from: readonly number[], to: readonly number[], index: number): Splice => {
  const next = from[index + 1];
  if (next !== undefined) return { start: from[index] ?? 0, end: next, text: "" };
  return { start: to[index - 1] ?? from[index] ?? 0, end: to[index] ?? 0, text: "" };
};

const cutField = (text: string, node: YAMLMap, index: number): Splice[] => {
  const from = starts(node.items.map(({ key }) => key));
  const to = node.items.map((pair) => endOfPair(text, pair));
  if (node.flow === true) return [cutFromFlow(from, to, index)];
  const start = from[index] ?? 0;
  const line = lineStart(text, start);
  // The first field of a list item stands behind its dash: what follows moves there.
  if (text.slice(line, start).trim() !== "") {
    const next = from[index + 1];
    return next === undefined ? [] : [{ start, end: next, text: "" }];
  }
  return [{ start: line, end: nextLine(text, to[index] ?? start), text: "" }];
};

/** A field at the end of a mapping. */
const addedField = (text: string, node: YAMLMap, key: string, value: unknown): Splice => {
  const field = `${inline(key)}: ${inline(value)}`;
  const last = node.items.at(-1);
  if (last === undefined) return { start: startOf(node), end: endOf(text, node), text: `{ ${field} }` };
  const end = endOfPair(text, last);
  if (node.flow === true) return { start: end, end, text: `, ${field}` };
  const at = lineEnd(text, end);
  const first = startOf(nodeOf(node.items[0]?.key));
  const columns = first - lineStart(text, first);
  return { start: at, end: at, text: `${lineBreak(text)}${" ".repeat(columns)}${field}` };
};

/** Takes an item out of a list: its line when it has one of its own. */
export const cutItem = (text: string, node: YAMLSeq, index: number): Splice => {
  const from = starts(node.items);
  const to = node.items.map((item) => endOf(text, nodeOf(item)));
  if (node.flow === true) return cutFromFlow(from, to, index);
  const start = from[index] ?? 0;
  const dash = text.lastIndexOf("-", start - 1);
  return { start: lineStart(text, dash), end: nextLine(text, to[index] ?? start), text: "" };
};

/** An item at the end of a list that has some. */
export const addedItem = (text: string, node: YAMLSeq, item: string): Splice => {
  const last = nodeOf(node.items.at(-1));
  const end = endOf(text, last);
  if (node.flow === true) return { start: end, end, text: `, ${item}` };
  const at = lineEnd(text, end);
  const start = startOf(nodeOf(node.items[0]));
  const dash = text.lastIndexOf("-", start - 1);
  const lead = text.slice(lineStart(text, dash), start).replace(/^[^\s-].*$/, "- ");
  return {
    start: at,
    end: at,
    text: `${lineBreak(text)}${lead}${item.replaceAll("\n", lineBreak(text) + " ".repeat(lead.length))}`,
  };
};

const listSplices = (
  text: string,
  node: YAMLSeq,
  before: readonly unknown[],
  after: readonly unknown[],
): Splice[] | null => {
  if (before.length === after.length)
    return after.flatMap((item, index) => {
      const inner = nodeOf(node.items[index]);
      return inner === null ? [] : splicesOf(text, inner, before[index], item);
    });
  if (before.length > 0 && after.length > before.length && same(before, after.slice(0, before.length))) {
    const more = after.slice(before.length);
    return more.some((item) => typeof item === "object")
      ? null
      : [addedItem(text, node, more.map(inline).join(node.flow === true ? ", " : "\n- "))];
  }
  const gone = before.findIndex((_, index) => same(before.toSpliced(index, 1), after));
  return gone === -1 || after.length === 0 ? null : [cutItem(text, node, gone)];
};

/**
 * What has to be replaced in a text so that a node says `after` instead of `before`: only values that differ, so that comments,
 * order and everything else stay as their author wrote them.
 */
export const splicesOf = (text: string, node: Node, before: unknown, after: unknown): Splice[] => {
  if (same(before, after)) return [];
  const staysInPart = (one: Record<string, unknown>, two: Record<string, unknown>): boolean =>
    Object.keys(one).length === 0 || Object.keys(one).some((key) => Object.hasOwn(two, key));
  if (isMap(node) && isRecord(before) && isRecord(after) && staysInPart(before, after)) {
    const map: YAMLMap = node;
    const keyOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : "");
    const kept = map.items.flatMap((pair, index) => {
      const key = keyOf(pair);
      if (!Object.hasOwn(after, key)) return cutField(text, map, index);
      const value = nodeOf(pair.value);
      if (value !== null) return splicesOf(text, value, before[key], after[key]);
      const end = endOfPair(text, pair);
      return after[key] === null ? [] : [{ start: end, end, text: ` ${inline(after[key])}` }];
    });
    const added = Object.entries(after).filter(([key]) => !Object.hasOwn(before, key));
    // One place, so one splice: what is added together keeps its order.
    const fresh = added.map(([key, value]) => addedField(text, map, key, value));
    const [first] = fresh;
    if (first === undefined) return kept;
    if (map.items.length > 0) return [...kept, { ...first, text: fresh.map((one) => one.text).join("") }];
    return [
      ...kept,
      { ...first, text: `{ ${added.map(([key, value]) => `${inline(key)}: ${inline(value)}`).join(", ")} }` },
    ];
  }
  if (isSeq(node) && Array.isArray(before) && Array.isArray(after)) {
    const splices = listSplices(text, node, before, after);
    if (splices !== null) return splices;
  }
  return [replaced(text, node, after)];
};
