import { describe, expect, it } from "vitest";
import { builtInUnits } from "../metric/unit.ts";
import { type Condition, readCondition } from "./condition.ts";
import { alertRuleSchema } from "./rule.ts";
import { type AlertFacts, verdictOf } from "./verdict.ts";

const facts: AlertFacts = {
  period: { key: "2026-02", end: 0 },
  standing: { status: "green", reason: "ok", sentence: "All is well." },
  value: 90,
  earlier: 100,
  signals: [],
  chance: null,
  age: 0,
  drift: [],
  format: String,
};

const conditionOf = (when: object): Condition => {
  const rule = alertRuleSchema.parse({ id: "r", kpi: "k", when });
  const reading = readCondition(rule.when, builtInUnits.count);
  if (!reading.ok) throw new Error(reading.faults[0]?.message);
  return reading.condition;
};
const kindOf = (when: object, over: Partial<AlertFacts> = {}) =>
  verdictOf(conditionOf(when), { ...facts, ...over }).kind;

describe("what a rule says", () => {
  it("never fires on stale or missing data: those are said by themselves", () => {
    const unknown = (reason: "stale" | "no_data" | "error" | "incomplete") =>
      kindOf({ on: "status" }, { standing: { status: "unknown", reason, sentence: reason } });
    expect([unknown("stale"), unknown("no_data"), unknown("error"), unknown("incomplete")]).toEqual([
      "stale",
      "no_data",
      "error",
      "hold",
    ]);
    const stale = { status: "unknown", reason: "stale", sentence: "old" } as const;
    expect(kindOf({ on: "threshold", value: "< 100" }, { standing: stale })).toBe("stale");
    expect(kindOf({ on: "freshness", older_than: "1h" }, { standing: stale, age: 7_200_000 })).toBe("firing");
  });

  it("about a change needs both the share and the floor", () => {
    const change = (percent: number, floor: number, direction = "moves") =>
      kindOf({ on: "change", percent, floor, direction });
    expect([change(10, 10), change(10, 11), change(11, 10), change(10, 10, "rises"), change(10, 10, "falls")]).toEqual([
      "firing",
      "clear",
      "clear",
      "clear",
      "firing",
    ]);
    expect(kindOf({ on: "change", percent: 10, floor: 5 }, { value: 4, earlier: 0 })).toBe("clear");
    expect(kindOf({ on: "change", percent: 10, floor: 5 }, { value: 5, earlier: 0 })).toBe("firing");
    expect(kindOf({ on: "change", percent: 10, floor: 0 }, { earlier: null })).toBe("hold");
  });

  it("about a threshold is between its limit and that of recovery neither on nor off", () => {
    const when = { on: "threshold", value: "< 80", recovers: ">= 85" };
    expect([79, 80, 85].map((value) => kindOf(when, { value }))).toEqual(["firing", "hold", "clear"]);
  });

  it("about a signal looks at the side that matters, and waits for enough history", () => {
    const above = { side: "above", sentence: "It is high." } as const;
    expect(kindOf({ on: "signal", side: "below" }, { signals: [above] })).toBe("clear");
    expect(kindOf({ on: "signal" }, { signals: [above] })).toBe("firing");
    expect(kindOf({ on: "signal" }, { signals: null })).toBe("hold");
  });

  it("about a pace is silent while nothing can be said", () => {
    expect([null, 0.2, 0.5].map((chance) => kindOf({ on: "pace" }, { chance }))).toEqual(["hold", "firing", "clear"]);
  });

  it("about drift gives the reason of the drift", () => {
    const verdict = verdictOf(conditionOf({ on: "drift" }), { ...facts, drift: ["The column amount is gone."] });
    expect(verdict).toMatchObject({ kind: "firing", sentence: "The column amount is gone." });
  });
});
