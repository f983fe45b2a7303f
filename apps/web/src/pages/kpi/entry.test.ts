import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import { describe, expect, it } from "vitest";
import { nextPeriod } from "./entry.ts";

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
