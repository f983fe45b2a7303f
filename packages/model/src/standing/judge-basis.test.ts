import { describe, expect, it } from "vitest";
import { builtInUnits } from "../metric/unit.ts";
import { day, first, judged, observation, series, thresholds } from "./judge.fixture.ts";

describe("a KPI that is good within a range", () => {
  const bands = thresholds(
    { green: "40..60", yellow: "30 <= x < 40 or 60 < x <= 70", red: "< 30 or > 70" },
    { unit: builtInUnits.count, direction: "in_range" },
  );
  const format = String;

  it.each([
    [50, "green", "50 is green: between 40 and 60"],
    [39, "yellow", "39 is below the green limit of 40"],
    [61, "yellow", "61 is above the green limit of 60"],
    [29, "red", "29 is below the yellow limit of 30"],
    [71, "red", "71 is above the yellow limit of 70"],
  ])("at %d is %s", (value, status, part) => {
    const standing = judged(series(value), { bands, direction: "in_range", format });
    expect(standing.status).toBe(status);
    expect(standing.sentence).toContain(part);
  });
});

describe("thresholds relative to a target", () => {
  const relative = { green: ">= 100%", yellow: "95% <= x < 100%", red: "< 95%" };
  const curve = {
    kind: "curve" as const,
    interpolation: "linear" as const,
    points: [
      { at: first, value: 100 },
      { at: first + 10 * day, value: 200 },
    ],
    provenance: null,
  };
  const format = String;

  it("follow the value aimed for", () => {
    const bands = thresholds(relative, { basis: "target" });
    const target = { kind: "constant" as const, value: 80, provenance: "board" };
    const statusOf = (value: number) => judged(series(value), { bands, target, format }).status;
    expect([80, 79.9, 76, 75.9].map(statusOf)).toEqual(["green", "yellow", "yellow", "red"]);
    expect(judged(series(79.9, 70), { bands, target, format }).sentence).toContain(
      "70 is below the yellow limit of 76",
    );
  });

  it("to the pace ask for what the curve says by the period's end", () => {
    const bands = thresholds(relative, { basis: "pace" });
    expect(judged(series(110), { bands, target: curve, format }).status).toBe("green");
    expect(judged(series(110, 110), { bands, target: curve, format }).status).toBe("red");
    expect(judged(series(110, 120), { bands, target: curve, format }).status).toBe("green");
  });

  it("to the pace may judge the current period by what is due by now", () => {
    const bands = thresholds(relative, { basis: "pace" });
    const current = observation(1, 112, { current: true, settled: false });
    const over = { bands, target: curve, format, now: first + 1.2 * day };
    const toDate = judged([observation(0, 110), current], { ...over, currentMode: "to_date_like_for_like" });
    expect(toDate).toMatchObject({ status: "green", periodKey: "2001-03-02" });
    const complete = judged([observation(0, 110), current], over);
    expect(complete).toMatchObject({ periodKey: "2001-03-01" });
  });

  it("judges a value to date by what is due where its data ends, not by what is due by now", () => {
    const bands = thresholds(relative, { basis: "pace" });
    const current = observation(1, 102, { current: true, settled: false });
    const now = first + 1.9 * day;
    const over = { bands, target: curve, format, now, currentMode: "to_date_like_for_like" as const };
    const reaching = (covered: number) =>
      judged([observation(0, 110), current], {
        ...over,
        freshness: { watermark: now, covered, staleAfter: day, broken: null },
      });
    const due = [reaching(now), reaching(first + 0.2 * day)].map(({ status, periodKey }) => [status, periodKey]);
    expect(due).toEqual([
      ["red", "2001-03-02"],
      ["green", "2001-03-02"],
    ]);
  });

  it("cannot be judged before it begins, without one, or when it is not above zero", () => {
    const bands = thresholds(relative, { basis: "pace" });
    const later = { ...curve, points: [{ at: first + 5 * day, value: 100 }] };
    expect(judged(series(110), { bands, target: later, format })).toMatchObject({
      status: "unknown",
      reason: "too_early",
    });
    expect(judged(series(110), { bands, target: null, format })).toMatchObject({ status: "unknown", reason: "error" });
    const zero = { kind: "constant" as const, value: 0, provenance: null };
    expect(judged(series(110), { bands, target: zero, format })).toMatchObject({ status: "unknown", reason: "error" });
  });

  it("to control limits use the limits, and wait for them", () => {
    const bands = thresholds({ green: "above", yellow: "inside", red: "below" }, { basis: "control_limits" });
    const controlLimits = { lower: 10, upper: 20, mean: 15 };
    const statusOf = (value: number) => judged(series(value), { bands, controlLimits, format }).status;
    expect([20.1, 20, 10, 9.9].map(statusOf)).toEqual(["green", "yellow", "yellow", "red"]);
    expect(judged(series(15), { bands, format })).toMatchObject({ status: "unknown", reason: "too_early" });
  });
});

describe("a target without thresholds", () => {
  const target = { kind: "constant" as const, value: 100, provenance: null };
  const controlLimits = { lower: 90, upper: 110, mean: 100 };
  const format = String;

  it("is green when met, yellow when missed by no more than noise, red beyond", () => {
    const over = { bands: null, target, controlLimits, format };
    expect([100, 99, 90, 89].map((value) => judged(series(value), over).status)).toEqual([
      "green",
      "yellow",
      "yellow",
      "red",
    ]);
    const down = { ...over, direction: "down_is_good" as const };
    expect([100, 101, 110, 111].map((value) => judged(series(value), down).status)).toEqual([
      "green",
      "yellow",
      "yellow",
      "red",
    ]);
  });

  it("is met or missed where the noise is not known", () => {
    const over = { bands: null, target, format };
    expect([100, 99].map((value) => judged(series(value), over).status)).toEqual(["green", "red"]);
  });
});

describe("without thresholds and target", () => {
  const limits = { lower: 90, upper: 110, mean: 100 };
  const over = { bands: null, controlLimits: limits, format: String };

  it("process behaviour decides: no signal is green, a signal on the bad side yellow", () => {
    expect(judged(series(95), over)).toMatchObject({
      status: "green",
      sentence: "1 Mar 2001: Process behaviour: 95 is within the natural limits 90 to 110, no signal.",
    });
    expect(judged(series(89), over)).toMatchObject({ status: "yellow", reason: "ok" });
    expect(judged(series(111), over).status).toBe("green");
    expect(judged(series(111), { ...over, direction: "down_is_good" }).status).toBe("yellow");
  });

  it("a signal on either side is yellow where no side is good", () => {
    const statusOf = (value: number) => judged(series(value), { ...over, direction: "neutral" }).status;
    expect([89, 90, 110, 111].map(statusOf)).toEqual(["yellow", "green", "green", "yellow"]);
  });

  it("a long run on the bad side is a signal, on the good side none", () => {
    const below = judged(series(95), { ...over, controlLimits: { ...limits, run: "below" } });
    expect(below).toMatchObject({ status: "yellow" });
    expect(below.sentence).toContain("a long run below the mean of 100");
    expect(judged(series(105), { ...over, controlLimits: { ...limits, run: "above" } }).status).toBe("green");
  });

  it("and with too little history nothing can be said", () => {
    expect(judged(series(95), { bands: null, format: String })).toMatchObject({
      status: "unknown",
      reason: "too_early",
    });
  });
});
