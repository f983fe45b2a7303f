import { describe, expect, it } from "vitest";
import { suggestCadence } from "./cadence.ts";
import { gamingTest } from "./gaming.ts";
import { type Guard, proposeGuardrails } from "./guardrails.ts";
import { targetHistory } from "./target-history.ts";

describe("a target against its history", () => {
  const values = [80, null, 90, 100, 70];
  it.each([
    [90, "up_is_good", "You were at or above this in 2 of the last 4 months."],
    [90, "down_is_good", "You were at or below this in 3 of the last 4 months."],
    [
      70,
      "up_is_good",
      "You were at or above this in 4 of the last 4 months. It is met already: it asks for no change.",
    ],
    [101, "up_is_good", "You were at or above this in 0 of the last 4 months. It was never reached so far."],
  ] as const)("of %d, %s", (wanted, direction, sentence) => {
    expect(targetHistory(values, wanted, direction, "month")?.sentence).toBe(sentence);
  });

  it("says nothing without values, or without a better side", () => {
    expect(targetHistory([null], 1, "up_is_good", "month")).toBeNull();
    expect(targetHistory(values, 1, "neutral", "month")).toBeNull();
    expect(targetHistory(values, 1, "in_range", "month")).toBeNull();
  });
});

describe("a review cadence", () => {
  it.each([
    ["day", 1, "daily"],
    ["day", 5, "weekly"],
    ["day", 12, "biweekly"],
    ["week", 1, "weekly"],
    ["week", 2, "biweekly"],
    ["week", 9, "quarterly"],
    ["month", 1, "monthly"],
    ["month", 2, "quarterly"],
    ["year", 1, "quarterly"],
    ["day", null, "monthly"],
    ["quarter", null, "quarterly"],
    ["week", undefined, "weekly"],
  ] as const)("for a number by %s that moves within %s periods is %s", (grain, steps, cadence) => {
    expect(suggestCadence(grain, steps).cadence).toBe(cadence);
  });
});

describe("the gaming test", () => {
  it("asks by the kind of number, and about what is not recorded where less is better", () => {
    expect(gamingTest({ estimate: "none" }, "up_is_good").behaviours[0]).toContain("each worth less");
    expect(gamingTest({ estimate: "mean", qualitative: true }, "up_is_good").behaviours[0]).toContain("happy");
    expect(gamingTest({ estimate: "none" }, "down_is_good").behaviours.at(-1)).toContain("Not recording");
  });
});

describe("guardrails", () => {
  const guard = (id: string, more: Partial<Guard> = {}): Guard => ({
    id,
    label: id,
    sources: ["tickets"],
    qualitative: false,
    isVolume: false,
    isRelated: false,
    departments: [],
    ...more,
  });
  const closed = guard("closed", { isVolume: true });

  it("of tickets closed are what customers say and the quality of the same work, in that order", () => {
    const others = [
      guard("reopened"),
      guard("csat", { qualitative: true, sources: ["answers"] }),
      guard("rent", { sources: ["ledger"], isVolume: true }),
    ];
    const found = proposeGuardrails(closed, others);
    expect(found.map(({ id }) => id)).toEqual(["csat", "reopened"]);
    expect(found[0]?.reason).toContain("people say");
  });

  it("are never the number itself nor one that is built on it, and the library's pair comes first", () => {
    const others = [closed, guard("closed_share", { isRelated: true }), guard("a"), guard("b")];
    expect(proposeGuardrails(closed, others, new Set(["b"])).map(({ id }) => id)).toEqual(["b", "a"]);
  });
});
