import type { Place } from "@sextant/model/problem/finding";
import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair } from "yaml";
import type { Path } from "../kinds/kind.ts";
import { sourceOffset } from "./offset.ts";

/** A YAML file that could be parsed. */
export interface Source {
  path: string;
  text: string;
  lines: LineCounter;
  document: Document;
}

const resolved = (node: unknown, source: Source): Node | null => {
  if (isAlias(node)) return node.resolve(source.document) ?? null;
  return isMap(node) || isSeq(node) || isScalar(node) ? node : null;
};

const keyText = (pair: Pair): string | null => (isScalar(pair.key) ? String(pair.key.value) : null);

/** The pair of a mapping with this key. */
const pairOf = (node: Node | null, key: string | number): Pair | null =>
  isMap(node) ? (node.items.find((pair) => keyText(pair) === String(key)) ?? null) : null;

/** The node under a key or an index; null when there is none. */
export const childOf = (node: Node | null, key: string | number, source: Source): Node | null => {
  if (isSeq(node)) return resolved(node.items[Number(key)], source);
  return resolved(pairOf(node, key)?.value, source);
};

/** Place of a stretch of the file; what spans several lines is underlined to the end of its first. */
export const placeOfRange = (source: Source, start: number, end: number): Place => {
  const { line, col } = source.lines.linePos(start);
  const lineEnd = source.text.indexOf("\n", start);
  const last = Math.min(end, lineEnd === -1 ? source.text.length : lineEnd);
  const length = Math.max(1, source.text.slice(start, last).trimEnd().length);
  return { file: source.path, line: Math.max(1, line), column: Math.max(1, col), length };
};

const placeOfNode = (source: Source, node: Node): Place => {
  const [start, end] = node.range ?? [0, 1];
  return placeOfRange(source, start, end);
};

interface Spot {
  path: Path;
  key?: boolean | undefined;
  span?: { offset: number; length: number } | undefined;
}

/**
 * Place of a value inside a definition, of its key, or of a part of its text. What is not there is placed at the nearest
 * thing around it that is.
 */
export const placeIn = (source: Source, definition: Node, { path, key, span }: Spot): Place => {
  let node = definition;
  for (const [index, step] of path.entries()) {
    const pair = pairOf(node, step);
    const child = childOf(node, step, source);
    const isLast = index === path.length - 1;
    if (pair !== null && (child === null || (isLast && key === true))) {
      return placeOfNode(source, isScalar(pair.key) ? pair.key : node);
    }
    if (child === null) break;
    node = child;
  }
  if (span === undefined || !isScalar(node)) return placeOfNode(source, node);
  const start = sourceOffset(source.text, node, span.offset);
  const end = sourceOffset(source.text, node, span.offset + span.length);
  return placeOfRange(source, start, Math.max(end, start + 1));
};
