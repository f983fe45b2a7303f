import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import { describe, expect, it } from "vitest";
import { keptValue, linkOf, nextPeriod } from "./entry.ts";

const shown = (grain: "month" | "quarter", ...presences: ("value" | "unknown")[]) =>
  ({
    entered: { metric: "audits", grain: "month" },
    tile: {
      grain,
      series: presences.map((presence, index) => ({
        presence,
        periodKey: `2026-0${index + 1}`,
        current: index === presences.length - 1,
      })),
    },
  }) as unknown as KpiAnswer;

describe("the period offered", () => {
  it("is the one after the last that was entered", () => {
    expect(nextPeriod(shown("month", "value", "unknown", "value", "unknown", "unknown"))).toBe("2026-04");
    expect(nextPeriod(shown("month", "value", "value"))).toBe("2026-02");
  });

  it("is the last that is over when nothing was entered yet", () => {
    expect(nextPeriod(shown("month", "unknown", "unknown", "unknown"))).toBe("2026-02");
    expect(nextPeriod(shown("month", "unknown"))).toBe("2026-01");
  });

  it("is none when the page shows periods of another length", () => {
    expect(nextPeriod(shown("quarter", "value", "unknown"))).toBe("");
  });
});

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
