import { describe, expect, it } from "vitest";
import { type Owing, owed } from "./attention.ts";

const day = 86_400_000;
const nothing: Owing = { status: "green", alerts: [], overdue: 0, findings: 0 };
const score = (owing: Partial<Owing>): number => owed({ ...nothing, ...owing }, 10 * day).score;
const alert = (acknowledged: boolean, openedAt = 10 * day) => ({
  severity: "warning" as const,
  openedAt,
  acknowledged,
});

describe("what a KPI is owed", () => {
  it("is nothing when it is green and nobody waits", () => {
    expect(owed(nothing, 0)).toEqual({ score: 0, reasons: [] });
  });

  it("is more the worse it stands, the longer an alert waits, and less once somebody took it", () => {
    expect(score({ status: "red" })).toBeGreaterThan(score({ status: "unknown" }));
    expect(score({ status: "unknown" })).toBeGreaterThan(score({ status: "yellow" }));
    expect(score({ alerts: [alert(false, 6 * day)] })).toBeGreaterThan(score({ alerts: [alert(false)] }));
    expect(score({ alerts: [alert(true, 0)] })).toBeLessThan(score({ alerts: [alert(false)] }));
  });

  it("says every reason", () => {
    const all = { status: "red", alerts: [alert(false, 7 * day), alert(true)], overdue: 1, findings: 2 } as const;
    expect(owed(all, 10 * day).reasons).toEqual([
      "red",
      "1 alert nobody acknowledged for 3 days",
      "1 acknowledged alert",
      "1 intervention past its date",
      "2 findings",
    ]);
  });
});
