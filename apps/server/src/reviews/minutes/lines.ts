import bidiFactory, { type Bidi } from "bidi-js";
import type { Face } from "./fonts.ts";

/** A piece of a line in one font and one direction. */
export interface Piece {
  text: string;
  face: Face;
  /** Embedding level (UAX #9); odd runs from right to left. */
  level: number;
  width: number;
}

/** A line as it is drawn, from left to right. */
export interface Line {
  pieces: readonly Piece[];
  width: number;
  isRightToLeft: boolean;
}

/** How wide a text is in a font. */
export type Measure = (text: string, face: Face) => number;

/** It is published as one function; its types describe a module around it. */
const bidi = (bidiFactory as unknown as () => Bidi)();

/** Marks that belong to the sign before them: joiners, variation selectors, combining marks and emoji tints. */
const joins = /^(?:\p{M}|\u200d|\ufe0f|[\u{1f3fb}-\u{1f3ff}]|[\u{e0020}-\u{e007f}])$/u;

/** Signs that have no form of their own in print. */
const unprintable = /\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const faceFor = (sign: string, faces: readonly Face[], before: Face | undefined): Face | undefined => {
  if (before !== undefined && joins.test(sign)) return before;
  const point = sign.codePointAt(0) ?? 0;
  return faces.find((face) => face.has(point)) ?? faces[0];
};

const isSpace = (text: string): boolean => /^\s+$/.test(text);

/** Cuts a paragraph into words and spaces, each in one font and one direction. */
const piecesOf = (text: string, faces: readonly Face[], measure: Measure): { pieces: Piece[]; base: number } => {
  const embedding = bidi.getEmbeddingLevels(text);
  const mirrored = bidi.getMirroredCharactersMap(text, embedding.levels);
  const pieces: Omit<Piece, "width">[] = [];
  let index = 0;
  for (const sign of text) {
    const last = pieces.at(-1);
    const level = embedding.levels[index] ?? 0;
    const shown = mirrored.get(index) ?? sign;
    index += sign.length;
    if (unprintable.test(sign) && sign !== "\t") continue;
    const face = faceFor(sign, faces, last?.face);
    if (face === undefined) continue;
    const continues = last?.face === face && last.level === level && isSpace(last.text) === isSpace(sign);
    if (last !== undefined && (continues || joins.test(sign))) last.text += shown;
    else pieces.push({ text: shown, face, level });
  }
  const measured = pieces.map((piece) => ({ ...piece, width: measure(piece.text, piece.face) }));
  return { pieces: measured, base: embedding.paragraphs[0]?.level ?? 0 };
};

/** A word wider than the line, in parts that are not; always at least one sign each. */
const cut = (piece: Piece, width: number, measure: Measure): Piece[] => {
  if (piece.width <= width) return [piece];
  const parts: Piece[] = [];
  let text = "";
  const push = (): void => void parts.push({ ...piece, text, width: measure(text, piece.face) });
  for (const sign of piece.text) {
    if (text !== "" && !joins.test(sign) && measure(text + sign, piece.face) > width) {
      push();
      text = "";
    }
    text += sign;
  }
  push();
  return parts;
};

/** Turns pieces in the order they are read into the order they are drawn (UAX #9, rule L2). */
const inDrawnOrder = (pieces: readonly Piece[]): Piece[] => {
  const drawn = [...pieces];
  const levels = pieces.map(({ level }) => level);
  for (let level = Math.max(0, ...levels); level > 0; level -= 1)
    for (let from = 0; from < drawn.length; from += 1) {
      let to = from;
      while (to < drawn.length && (drawn[to]?.level ?? 0) >= level) to += 1;
      if (to > from) drawn.splice(from, to - from, ...drawn.slice(from, to).reverse());
      from = Math.max(from, to);
    }
  return drawn;
};

const closed = (pieces: readonly Piece[], base: number): Line => {
  const end = pieces.findLastIndex(({ text }) => !isSpace(text));
  const kept = pieces.slice(0, end + 1);
  const width = kept.reduce((sum, piece) => sum + piece.width, 0);
  return { pieces: inDrawnOrder(kept), width, isRightToLeft: base % 2 === 1 };
};

/** Breaks a text into lines of a width: at line breaks, then at spaces, then wherever it must. */
export const linesOf = (text: string, width: number, faces: readonly Face[], measure: Measure): Line[] =>
  text.split(/\r\n|\r|\n|\u2028|\u2029/).flatMap((paragraph) => {
    const { pieces, base } = piecesOf(paragraph.replaceAll("\t", "    "), faces, measure);
    const lines: Line[] = [];
    let open: Piece[] = [];
    let used = 0;
    for (const piece of pieces.flatMap((one) => cut(one, width, measure))) {
      if (used + piece.width > width && open.length > 0 && !isSpace(piece.text)) {
        lines.push(closed(open, base));
        open = [];
        used = 0;
      }
      if (open.length === 0 && isSpace(piece.text) && lines.length > 0) continue;
      open.push(piece);
      used += piece.width;
    }
    lines.push(closed(open, base));
    return lines;
  });
