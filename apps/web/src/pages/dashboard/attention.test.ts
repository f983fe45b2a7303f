import { describe, expect, it } from "vitest";
import { changesInWords } from "./announce.ts";
import { needingAttention } from "./attention.ts";
import { readGrain } from "./grain.ts";
import { tileWith } from "./tile.fixture.ts";

describe("what needs attention", () => {
  it("is everything not on track, worst first, in the dashboard's order among equals", () => {
    const tiles = [
      tileWith("a", "unknown"),
      tileWith("b", "yellow"),
      tileWith("c", "green"),
      tileWith("d", "red"),
      tileWith("e", "yellow"),
    ];
    expect(needingAttention(tiles).map(({ id }) => id)).toEqual(["d", "b", "e", "a"]);
  });
});

describe("what a screen reader hears", () => {
  it("is each value or status that changed, and nothing else", () => {
    const before = [tileWith("a", "green", 0.5), tileWith("b", "green", 0.5), tileWith("c", "green", 0.5)];
    const after = [tileWith("a", "green", 0.6), tileWith("b", "red", 0.5), tileWith("c", "green", 0.50001)];
    expect(changesInWords(before, after)).toBe("KPI a is now 60.0%, On track. KPI b is now 50.0%, Off track.");
  });

  it("is silent when another grain or other KPIs come to be shown", () => {
    const week = tileWith("a", "green", 0.5);
    expect(changesInWords([week], [{ ...tileWith("a", "red", 0.9), grain: "month" }])).toBe("");
    expect(changesInWords([week], [tileWith("b", "red", 0.9)])).toBe("");
    expect(changesInWords([], [week])).toBe("");
  });

  it("says an em dash for a value that went missing", () => {
    expect(changesInWords([tileWith("a", "green", 0.5)], [tileWith("a", "unknown", null)])).toBe(
      "KPI a is now —, Unknown.",
    );
  });
});

describe("the grain in the address", () => {
  it("is one of the grains or none", () => {
    expect(readGrain({ grain: "month" })).toEqual({ grain: "month" });
    expect(readGrain({ grain: "fortnight" })).toEqual({});
    expect(readGrain({ grain: ["week"] })).toEqual({});
  });
});
