import { describe, expect, it } from "vitest";
import { keptValue, linkOf } from "./entering.ts";

describe("a value as it is entered", () => {
  it("is written in the unit people read and kept in the metric's own", () => {
    expect(keptValue("78.4", 100)).toBe(0.784);
    expect(keptValue("-3", 1)).toBe(-3);
  });

  it("must be a number", () => {
    expect(["", "  ", "many", "1,5", "Infinity"].map((text) => keptValue(text, 1))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("evidence", () => {
  it("is a link only when it is an address of the web", () => {
    expect(linkOf("https://example.com/a?b=c")).toBe("https://example.com/a?b=c");
    expect(["javascript:alert(1)", "see https://example.com", "data:text/html,x"].map(linkOf)).toEqual([
      null,
      null,
      null,
    ]);
  });
});
