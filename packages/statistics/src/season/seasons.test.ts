import { describe, expect, it } from "vitest";
import { randomSource } from "../random/random.ts";
import { labelEffects } from "./effects.ts";
import { findSeasons } from "./seasons.ts";

describe("a season", () => {
  it("is found where there is one, and its strength is close to its share of the variance", () => {
    const { normal } = randomSource(12);
    const values = Float64Array.from({ length: 240 }, (_, i) => 3 * Math.sin((2 * Math.PI * i) / 12) + normal());
    // A sine of amplitude 3 has the variance 4.5 beside the noise's 1.
    const found = findSeasons(values, [12, 7]);
    expect(found.map(({ period }) => period)).toContain(12);
    expect(found.find(({ period }) => period === 12)?.strength).toBeGreaterThan(4.5 / 5.5 - 0.08);
  });

  it("passes on pure noise about as often as the test says, and then is weak", () => {
    const { normal } = randomSource(5);
    const runs = 400;
    const found = Array.from({ length: runs }, () => findSeasons(Float64Array.from({ length: 84 }, normal), [7]));
    const share = found.filter((one) => one.length > 0).length / runs;
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.15);
    expect(Math.max(...found.flatMap((one) => one.map(({ strength }) => strength)))).toBeLessThan(0.6);
  });

  it("is not looked for in two cycles or less, nor in a constant", () => {
    expect(
      findSeasons(
        Float64Array.from({ length: 24 }, (_, i) => i % 12),
        [12],
      ),
    ).toEqual([]);
    expect(findSeasons(new Float64Array(100).fill(5), [7, 12])).toEqual([]);
  });
});

describe("weekday effects", () => {
  const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const labels = Array.from({ length: 7 * 20 }, (_, i) => weekdays[i % 7] ?? "");

  it("are what the days differ by, whatever the trend", () => {
    const values = labels.map((label, i) => 100 + 2 * i + (label === "sun" ? -70 : 0));
    const effects = labelEffects(values, labels, 7);
    const of = (day: string): number => effects.find(({ label }) => label === day)?.effect ?? Number.NaN;
    expect(of("sun") - of("mon")).toBeCloseTo(-70, 9);
    expect(of("tue") - of("sat")).toBeCloseTo(0, 9);
    expect(effects.reduce((sum, { effect, count }) => sum + effect * count, 0)).toBeCloseTo(0, 6);
  });

  it("have intervals that hold no effect nineteen times in twenty where there is none", () => {
    const { normal } = randomSource(77);
    let [holding, all] = [0, 0];
    for (let run = 0; run < 60; run += 1)
      for (const { within95 } of labelEffects(labels.map(normal), labels, 7)) {
        all += 1;
        if (within95.lower <= 0 && within95.upper >= 0) holding += 1;
      }
    expect(holding / all).toBeGreaterThan(0.92);
    expect(holding / all).toBeLessThan(0.99);
  });

  it("say nothing about a holiday seen twice, and leave gaps out", () => {
    const holidays = labels.map((label, i) => (i === 30 || i === 60 ? "holiday" : label));
    const values = labels.map((_, i) => (i === 75 ? null : 10));
    const effects = labelEffects(values, holidays, 7);
    expect(effects.map(({ label }) => label)).not.toContain("holiday");
    expect(effects.every(({ effect }) => effect === 0)).toBe(true);
  });
});
