import { describe, expect, it } from "vitest";
import type { Observation } from "../series/observation.ts";
import { compareObservations } from "./comparison.ts";

const observation = (value: number | null, current = false): Observation => ({
  periodKey: "2001-03-09",
  start: 0,
  end: 1,
  value,
  numerator: null,
  denominator: null,
  sampleSize: 1,
  presence: value === null ? "empty" : "value",
  settled: !current,
  current,
});
const rule = { direction: "up_is_good", share: true, likeForLike: false } as const;
const nothing = { absolute: null, relative: null, points: null, better: null };

describe("the difference between two observations", () => {
  it("is absolute, relative to the size of the earlier one, and in points for shares", () => {
    const delta = compareObservations(observation(0.75), observation(0.5), rule);
    expect(delta).toEqual({ absolute: 0.25, relative: 0.5, points: 25, better: true, missing: null });
    expect(compareObservations(observation(5), observation(-10), { ...rule, share: false })).toMatchObject({
      relative: 1.5,
      points: null,
    });
  });

  it("has no relative part from zero", () => {
    expect(compareObservations(observation(5), observation(0), rule)).toMatchObject({ absolute: 5, relative: null });
  });

  it("is better or worse only where a direction is good and something moved", () => {
    const betterOf = (later: number, direction: "up_is_good" | "down_is_good" | "in_range" | "neutral") =>
      compareObservations(observation(later), observation(5), { ...rule, direction }).better;
    expect([betterOf(4, "up_is_good"), betterOf(4, "down_is_good"), betterOf(5, "up_is_good")]).toEqual([
      false,
      true,
      null,
    ]);
    expect([betterOf(4, "neutral"), betterOf(4, "in_range")]).toEqual([null, null]);
  });

  it("cannot be said when a value is missing", () => {
    expect(compareObservations(observation(null), observation(1), rule)).toEqual({ ...nothing, missing: "value" });
    expect(compareObservations(observation(1), null, rule)).toEqual({ ...nothing, missing: "value" });
  });

  it("of a period that is not over is said like for like only", () => {
    const earlier = observation(4);
    expect(compareObservations(observation(1, true), earlier, rule)).toEqual({
      ...nothing,
      missing: "not_like_for_like",
    });
    expect(compareObservations(observation(1, true), earlier, { ...rule, likeForLike: true }).absolute).toBe(-3);
  });
});
