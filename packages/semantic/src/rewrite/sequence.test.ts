import { describe, expect, it } from "vitest";
import { plainPlan } from "../../test/plan.ts";
import { sequence } from "./sequence.ts";

describe("the sequence rewrite", () => {
  it("lets a scan see the landings of its own dataset up to the asked one, and all when none was asked", () => {
    const plan = sequence(plainPlan(["load"], { sequences: new Map([["flights", 7]]) }));
    expect(plan.scans.map((scan) => [scan.dataset, scan.sequence])).toEqual([
      ["bookings", null],
      ["flights", 7],
    ]);
  });
});
