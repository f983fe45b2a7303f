import { describe, expect, it } from "vitest";
import { emptyDraft, fieldsOf, replaySentence } from "./draft.ts";

describe("a draft of a KPI", () => {
  it("writes nothing for what is empty, so that the gate can ask for it", () => {
    expect(fieldsOf(emptyDraft("revenue"))).toEqual({ grain: "month" });
  });

  it("writes numbers as numbers, and amounts with a unit as they are", () => {
    expect(fieldsOf({ ...emptyDraft("a"), target: "12.5" }).target).toEqual({ value: 12.5 });
    expect(fieldsOf({ ...emptyDraft("a"), target: " 80% " }).target).toEqual({ value: "80%" });
    expect(fieldsOf({ ...emptyDraft("a"), green: ">= 1", red: "< 1" }).thresholds).toEqual({
      green: ">= 1",
      red: "< 1",
    });
  });

  it("says how the past would have been judged", () => {
    const replay = { green: 3, yellow: 5, red: 4, unknown: 1 };
    expect(replaySentence({ replay, grain: "month" })).toBe(
      "Of the last 12 months, 4 would have been off track, 5 to watch and 3 on track.",
    );
    expect(replaySentence({ replay: null, grain: "month" })).toBeNull();
  });
});
