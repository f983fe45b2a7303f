import { describe, expect, it } from "vitest";
import { plainPlan } from "../../test/plan.ts";
import { limit } from "./limit.ts";

describe("the limit rewrite", () => {
  it("limits slices when there are dimensions, and never the periods of the whole", () => {
    expect(limit(plainPlan(["flights_flown"], { by: ["origin"], limit: 3 })).slices).toBe(3);
    expect(limit(plainPlan(["flights_flown"], { limit: 3 })).slices).toBeNull();
  });
});
