import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A font that is embedded in a PDF, and the characters it is asked for. */
export interface Face {
  name: string;
  file: Buffer;
  has(codePoint: number): boolean;
}

const require = createRequire(import.meta.url);

/** Families in the order they are asked; `subset` is a file of the package, all of its characters where it has just one. */
const wanted = [
  { family: "noto-sans", subset: "latin", weight: 400 },
  { family: "noto-sans", subset: "latin-ext", weight: 400 },
  { family: "noto-sans", subset: "greek", weight: 400 },
  { family: "noto-sans", subset: "cyrillic", weight: 400 },
  { family: "noto-sans", subset: "vietnamese", weight: 400 },
  { family: "noto-sans", subset: "devanagari", weight: 400 },
  { family: "noto-sans-hebrew", subset: "hebrew", weight: 400 },
  { family: "noto-sans-arabic", subset: "arabic", weight: 400 },
  { family: "noto-emoji", subset: "emoji", weight: 400 },
] as const;

const rangesOf = (text: string): [number, number][] =>
  text.split(",").map((range) => {
    const [from = "", to = from] = range.trim().slice(2).split("-");
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });

const faceOf = ({ family, subset, weight }: { family: string; subset: string; weight: number }): Face => {
  const path = require.resolve(`@fontsource/${family}/files/${family}-${subset}-${weight}-normal.woff`);
  const byPart: Record<string, string> = JSON.parse(readFileSync(join(dirname(path), "..", "unicode.json"), "utf8"));
  const ranges = rangesOf(byPart[subset] ?? Object.values(byPart).join(","));
  return {
    name: `${family}-${subset}-${weight}`,
    file: readFileSync(path),
    has: (codePoint) => ranges.some(([from, to]) => codePoint >= from && codePoint <= to),
  };
};

let faces: readonly Face[] | null = null;

/** The fonts of minutes, read once. */
export const allFaces = (): readonly Face[] => {
  faces ??= wanted.map(faceOf);
  return faces;
};

let bold: Face | null = null;

/** The font of headings; what it lacks is written in the others. */
export const boldFace = (): Face => {
  bold ??= faceOf({ family: "noto-sans", subset: "latin", weight: 700 });
  return bold;
};
