import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Candidate, planOf, withState } from "./plan.ts";

const kpi = { id: "calls", label: "Calls" };
const act = (key: string, gap: number, link: number, urgency: number, effort: number): Candidate => ({
  ...{ key, kind: "intervention", title: key, kpi, effort },
  ...{
    gap: { size: gap, words: "red" },
    link: { size: link, words: "" },
    urgency: { size: urgency, words: "due today" },
  },
});

describe("the plan of a day", () => {
  it("ranks by gap × link × urgency ÷ effort and says why", () => {
    const plan = planOf(
      "2026-03-02",
      [act("slow", 1, 1, 1, 4), act("quick", 1, 0.5, 1, 0.5), act("late", 0.4, 1, 2, 1)],
      null,
    );
    expect(plan.lines.map(({ key, score }) => [key, score])).toEqual([
      ["quick", 1],
      ["late", 0.8],
      ["slow", 0.25],
    ]);
    expect(plan.lines[0]?.reason).toBe("red · due today · 30 min");
  });

  it("has five lines at most, and none that moves nothing", () => {
    const many = Array.from({ length: 9 }, (_, index) => act(`a${index}`, 1, 1, 1, 1 + index));
    expect(planOf("2026-03-02", [...many, act("idle", 0, 1, 1, 0.1)], null).lines.map(({ key }) => key)).toEqual([
      ...["a0", "a1", "a2", "a3", "a4"],
    ]);
  });

  it("carries over what was accepted or put off, and neither what was done nor what nobody took on", () => {
    const acts = [act("a", 1, 1, 1, 1), act("b", 1, 1, 1, 2), act("c", 1, 1, 1, 3), act("d", 1, 1, 1, 4)];
    const states = { b: "deferred", c: "done", d: "accepted" } as const;
    const monday = Object.entries(states).reduce(
      (plan, [key, state]) => withState(plan, key, state) ?? plan,
      planOf("2026-03-02", acts, null),
    );
    const tuesday = planOf("2026-03-03", acts, monday);
    expect(tuesday.lines.map(({ key, carried }) => [key, carried])).toEqual([
      ["b", 1],
      ["d", 1],
      ["a", 0],
      ["c", 0],
    ]);
    expect(tuesday.lines[0]?.reason).toContain("carried over 1 day");
    expect(withState(tuesday, "nothing", "done")).toBeNull();
  });

  it("is the same whatever order the facts come in", () =>
    fc.assert(
      fc.property(fc.shuffledSubarray(["a", "b", "c", "d", "e", "f", "g"], { minLength: 7 }), (keys) => {
        const acts = keys.map((key) => act(key, 1, 1, 1, key < "d" ? 1 : 2));
        expect(planOf("2026-03-02", acts, null).lines.map(({ key }) => key)).toEqual(["a", "b", "c", "d", "e"]);
      }),
    ));
});
