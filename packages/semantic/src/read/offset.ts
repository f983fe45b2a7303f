import type { Scalar } from "yaml";

/** How many characters of the source an escape in double quotes takes. */
const escapeLength = (source: string, at: number): number => {
  const kind = source.charAt(at + 1);
  if (kind === "x") return 4;
  if (kind === "u") return 6;
  return kind === "U" ? 10 : 2;
};

const isBlank = (character: string): boolean => /[ \t\r\n]/.test(character);

/** Where the text of a scalar starts: behind the quote, or at the first character of a block. */
const contentStart = (source: string, node: Scalar): number => {
  const start = node.range?.[0] ?? 0;
  if (node.type === "QUOTE_SINGLE" || node.type === "QUOTE_DOUBLE") return start + 1;
  if (node.type !== "BLOCK_LITERAL" && node.type !== "BLOCK_FOLDED") return start;
  let at = source.indexOf("\n", start) + 1;
  while (at < source.length && isBlank(source.charAt(at))) at += 1;
  return at;
};

const isBlock = (type: Scalar["type"]): boolean => type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";

/** Steps over a line end of a block; where folding makes one line end of two, over both. */
const nextLine = (source: string, at: number, expected: string, type: Scalar["type"]): number => {
  const ends = /^\r?\n/.exec(source.slice(at, at + 2))?.[0].length ?? 1;
  const second = /^[ ]*\r?\n/.exec(source.slice(at + ends, at + ends + 200));
  const folded = type === "BLOCK_FOLDED" && expected === "\n" && source.charAt(at - 1) !== "\n" && second !== null;
  return at + ends + (folded ? second[0].length : 0);
};

/** Steps over the source of one character of the value that stands for `expected`; folded lines and escapes take more. */
const stepOver = (source: string, at: number, expected: string, type: Scalar["type"]): number => {
  const found = source.charAt(at);
  if (type === "QUOTE_DOUBLE" && found === "\\") {
    if (source.charAt(at + 1) !== "\n") return at + escapeLength(source, at);
    let next = at + 2;
    while (isBlank(source.charAt(next))) next += 1;
    return stepOver(source, next, expected, type);
  }
  if (type === "QUOTE_SINGLE" && found === "'") return at + 2;
  if (!isBlank(expected)) return at + 1;
  if (isBlock(type)) return /[\r\n]/.test(found) ? nextLine(source, at, expected, type) : at + 1;
  const rest = /^[ \t]*\r?\n\s*/.exec(source.slice(at, at + 2000));
  return rest === null ? at + 1 : at + rest[0].length;
};

const columnOf = (source: string, at: number): number => at - (source.lastIndexOf("\n", at - 1) + 1);

const skipIndent = (source: string, at: number, indent: number): number => {
  let next = at;
  while (next < at + indent && source.charAt(next) === " ") next += 1;
  return next;
};

/**
 * Where a character of a scalar's value stands in the file, in UTF-16 units. Exact for plain, quoted and literal scalars;
 * where folding joins blank lines it may be off by the blanks.
 */
export const sourceOffset = (source: string, node: Scalar, offset: number): number => {
  const end = node.range?.[1] ?? source.length;
  const indent = isBlock(node.type) ? columnOf(source, contentStart(source, node)) : 0;
  const value = typeof node.value === "string" ? node.value : "";
  let at = contentStart(source, node);
  for (let index = 0; index < Math.min(offset, value.length); index += 1) {
    if (at >= end) return end;
    const character = value.charAt(index);
    const low = /[\uDC00-\uDFFF]/.test(character);
    const escaped =
      low && node.type === "QUOTE_DOUBLE" && source.charAt(at - 10) === "\\" && /U/.test(source.charAt(at - 9));
    if (escaped) continue;
    const startsLine = isBlock(node.type) && /[\r\n]/.test(source.charAt(at));
    at = stepOver(source, at, character, node.type);
    if (startsLine) at = skipIndent(source, at, indent);
  }
  return Math.min(at, end);
};
