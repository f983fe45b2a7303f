import { describe, expect, it } from "vitest";
import { plainPlan } from "../../test/plan.ts";
import { fuse } from "./fuse.ts";
import { hoist } from "./hoist.ts";

const filtersOf = (metrics: readonly string[], where: string | null = null) =>
  hoist(fuse(plainPlan(metrics, { where }))).scans.map((scan) => ({
    common: scan.filters.map((filter) => filter.key),
    own: scan.slots.map((slot) => slot.filters.map((filter) => filter.key).join(" and ")),
  }));

describe("the hoist rewrite", () => {
  it("moves what all slots ask to the scan, conditions joined with `and` one by one", () => {
    expect(filtersOf(["on_time_flights"], "origin = 'JFK' and distance > 500")).toEqual([
      { common: ["origin = 'JFK'", "distance > 500", "delay < 15"], own: [""] },
    ]);
    expect(filtersOf(["morning_rate"])).toEqual([{ common: ["hour(departure) < 10"], own: ["delay < 15", ""] }]);
  });

  it("leaves what only some slots ask with them", () => {
    expect(filtersOf(["on_time_rate"])).toEqual([{ common: [], own: ["delay < 15", ""] }]);
  });

  it("does not split conditions joined with `or`", () => {
    expect(filtersOf(["flights_flown"], "origin = 'JFK' or distance > 500")).toEqual([
      { common: ["origin = 'JFK' or distance > 500"], own: [""] },
    ]);
  });
});
