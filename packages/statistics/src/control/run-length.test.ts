import { describe, expect, it } from "vitest";
import { nistEwma, publishedRunLengths } from "../reference/run-lengths.ts";
import { cusumChart, ewmaChart } from "./accumulate.ts";
import { falseAlarmRate, limitFor } from "./calibrate.ts";
import { cusumRunLength, ewmaRunLength } from "./run-length.ts";

/** Three digits, as printed. */
const printed = (value: number): number => Number(value.toPrecision(3));

describe("run lengths are those of the published tables, to their three digits", () => {
  it.each(publishedRunLengths.cusum)("CUSUM of limit $limit", ({ limit, lengths }) => {
    for (const [mean, length] of Object.entries(lengths)) {
      const got = cusumRunLength(0.5, limit, { mean: Number(mean), deviation: 1 });
      expect(Math.abs(printed(got) - length), `shift ${mean}: ${got}`).toBeLessThanOrEqual(length >= 100 ? 1 : 0.1);
    }
  });

  it.each(publishedRunLengths.ewma)("EWMA of weight $weight", ({ weight, width, lengths }) => {
    for (const [mean, length] of Object.entries(lengths)) {
      const got = ewmaRunLength(weight, width, { mean: Number(mean), deviation: 1 });
      expect(Math.abs(printed(got) / length - 1), `shift ${mean}: ${got}`).toBeLessThanOrEqual(0.03);
    }
  });

  it("a CUSUM of run length 465 sees a shift of one deviation in 10.4 periods", () => {
    const limit = limitFor({ kind: "cusum", reference: 0.5 }, 465.44);
    expect(limit).toBeCloseTo(5, 3);
    expect(cusumRunLength(0.5, limit, { mean: 1, deviation: 1 })).toBeLessThanOrEqual(10.4);
  });
});

describe("a limit for a wanted run length", () => {
  it("is the published one", () => {
    expect(limitFor({ kind: "ewma", weight: 0.1 }, 500)).toBeCloseTo(2.814, 2);
    expect(limitFor({ kind: "ewma", weight: 0.4 }, 500)).toBeCloseTo(3.054, 2);
  });

  it("gives back its rate, also for what was estimated from few periods", () => {
    const chart = { kind: "cusum", reference: 0.5 } as const;
    const knowledge = { mean: 40, scale: 39 };
    const limit = limitFor(chart, 200, knowledge);
    expect(falseAlarmRate(chart, limit, knowledge) * 200).toBeCloseTo(1, 2);
    expect(limit).toBeGreaterThan(limitFor(chart, 200));
  });

  it("from eight periods is wide, and a number", () => {
    for (const chart of [{ kind: "cusum", reference: 0.5 } as const, { kind: "ewma", weight: 0.1 } as const]) {
      const limit = limitFor(chart, 370, { mean: 8, scale: 7 });
      expect(falseAlarmRate(chart, limit, { mean: 8, scale: 7 }) * 370).toBeCloseTo(1, 2);
    }
  });

  it("of a run length beyond all digits is endless, not negative", () => {
    expect(cusumRunLength(0.5, 60, { mean: 0, deviation: 0.5 })).toBe(Number.POSITIVE_INFINITY);
    expect(ewmaRunLength(0.1, 10)).toBe(Number.POSITIVE_INFINITY);
  });

  it("for more than every period an alarm is refused", () => {
    expect(() => limitFor({ kind: "ewma", weight: 0.2 }, 1)).toThrow(RangeError);
    expect(() => limitFor({ kind: "ewma", weight: 0.2 }, Number.NaN)).toThrow(RangeError);
  });
});

describe("charts", () => {
  it("EWMA agrees with the NIST example", () => {
    const { series, target, deviation, weight, width, averages, upper, lower } = nistEwma;
    const scores = series.map((value) => (value - target) / deviation);
    const chart = ewmaChart(scores, { weight, width });
    for (const [index, value] of averages.entries())
      expect(Math.abs((chart.averages[index] ?? 0) * deviation + target - value)).toBeLessThanOrEqual(0.00501);
    expect(target + chart.limit * deviation).toBeCloseTo(upper, 3);
    expect(target - chart.limit * deviation).toBeCloseTo(lower, 3);
    expect(chart.alarms).toEqual([]);
  });

  it("CUSUM adds what passes the reference, alarms past the limit, tells since when, and starts again", () => {
    const { points, alarms } = cusumChart([0, -1, 2, 2, 2, null, 0], { reference: 0.5, limit: 4 });
    expect(points.map((point) => point?.up ?? null)).toEqual([0, 0, 1.5, 3, 4.5, null, 0]);
    expect(points.map((point) => point?.down ?? null)).toEqual([0, 0.5, 0, 0, 0, null, 0]);
    expect(alarms).toEqual([{ index: 4, since: 2, side: "above" }]);
  });

  it("a shift down is on the side below", () => {
    const down = Array.from({ length: 12 }, () => -2);
    expect(cusumChart(down, { reference: 0.5, limit: 4 }).alarms[0]).toEqual({ index: 2, since: 0, side: "below" });
    expect(ewmaChart(down, { weight: 0.2, width: 3 }).alarms[0]?.side).toBe("below");
  });

  it("nothing but gaps raises nothing", () => {
    expect(cusumChart([null, null], { reference: 0.5, limit: 4 })).toEqual({ points: [null, null], alarms: [] });
  });
});
