import { describe, expect, it } from "vitest";
import { plainPlan } from "../../test/plan.ts";
import { fuse } from "./fuse.ts";

const shape = (metrics: readonly string[], where: string | null = null) =>
  fuse(plainPlan(metrics, { where })).scans.map((scan) => [
    scan.dataset,
    ...scan.slots.map(({ aggregate, filters }) => [aggregate.kind, ...filters.map((filter) => filter.key)].join(" ")),
  ]);

describe("the fuse rewrite", () => {
  it("makes one scan of all scans of a dataset, and one slot of all that mean the same", () => {
    expect(shape(["on_time_rate", "flights_flown", "on_time_flights", "late_rate"])).toEqual([
      ["flights", "count delay < 15", "count"],
    ]);
  });

  it("keeps scans of different datasets, and slots that differ in filter, column or level, apart", () => {
    expect(shape(["median_delay", "p90_delay", "seats_booked"])).toEqual([
      ["flights", "count delay is not null", "quantile", "quantile"],
      ["bookings", "sum", "count"],
    ]);
  });

  it("knows the same conditions in another order", () => {
    const { scans } = fuse(plainPlan(["morning_rate"], { where: "hour(departure) < 10 and delay < 15" }));
    expect(scans[0]?.slots).toHaveLength(1);
  });

  it("lets every output find its slots again", () => {
    const plan = fuse(plainPlan(["mean_delay", "on_time_rate", "p90_delay"]));
    const ids = new Set(plan.scans.flatMap((scan) => scan.slots.map((slot) => slot.id)));
    const named = JSON.stringify(plan.outputs).match(/_s\d+/g) ?? [];
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });
});
