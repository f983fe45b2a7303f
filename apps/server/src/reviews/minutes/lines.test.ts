import { describe, expect, it } from "vitest";
import { allFaces } from "./fonts.ts";
import { linesOf } from "./lines.ts";

/** Every sign is one wide. */
const lines = (text: string, width: number) => linesOf(text, width, allFaces(), (part) => Array.from(part).length);
const drawn = (text: string, width = 100): string[] =>
  lines(text, width).map(({ pieces }) => pieces.map(({ text: part }) => part).join(""));

describe("Lines of minutes", () => {
  it("break at spaces, at line breaks, and within a word that is too long", () => {
    expect(drawn("one two three", 8)).toEqual(["one two", "three"]);
    expect(drawn("a\n\nb")).toEqual(["a", "", "b"]);
    expect(drawn("abcdefgh", 3)).toEqual(["abc", "def", "gh"]);
  });

  it("draw Hebrew words from right to left, with numbers and Latin words the right way round", () => {
    // Base right to left; 12 and ok are at level 2 and the space between them at level 1 (UAX #9, W7 and N1).
    const [line] = lines("\u05e9\u05dc 12 ok \u05e2\u05dd", 100);
    const words = line?.pieces.map(({ text }) => text).filter((text) => text !== " ");
    expect(words).toEqual(["\u05e2\u05dd", "ok", "12", "\u05e9\u05dc"]);
    expect(lines("שלום", 10)[0]?.isRightToLeft).toBe(true);
    expect(drawn("see שלום עולם now")).toEqual(["see עולם שלום now"]);
  });

  it("turn brackets round where text runs from right to left", () => {
    expect(drawn("שלום (א)")[0]).toContain("(");
    const [line] = lines("(שלום)", 10);
    expect(line?.pieces[0]?.text.startsWith("(")).toBe(true);
  });

  it("keep a joined and tinted emoji in one piece and one font, also where a line breaks", () => {
    const scientist = "\u{1F469}\u{1F3FD}\u200D\u{1F52C}";
    const [line] = lines(`a ${scientist} b`, 100);
    const piece = line?.pieces.find(({ text }) => text.includes("\u{1F469}"));
    expect(piece).toMatchObject({ text: scientist, face: { name: "noto-emoji-emoji-400" } });
    expect(drawn("null\u0000byte \u202Eevil")).toEqual(["nullbyte evil"]);
  });

  it("lose nothing of ten thousand signs", () => {
    const text = "word עולם \u{1F389} ".repeat(900).slice(0, 10_000);
    const written = drawn(text, 60).join("").replaceAll(" ", "");
    expect(Array.from(written).sort()).toEqual(Array.from(text.replaceAll(" ", "")).sort());
  });
});
