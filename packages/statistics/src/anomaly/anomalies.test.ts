import { describe, expect, it } from "vitest";
import { randomSource } from "../random/random.ts";
import { type Anomalies, findAnomalies, type Watch } from "./anomalies.ts";
import { noveltyMeter } from "./novelty.ts";

const noise = (count: number, seed: number): number[] => Array.from({ length: count }, randomSource(seed).normal);

const watched = (series: readonly (number | null)[], watch?: Watch): Anomalies => {
  const found = findAnomalies(series, watch);
  if (found.kind !== "anomalies") throw new Error(`only ${found.have} of ${found.need}`);
  return found;
};

describe("hostile series", () => {
  it("no longer than the warm-up are too little", () => {
    expect(findAnomalies([])).toEqual({ kind: "too_little_data", have: 0, need: 31 });
    expect(findAnomalies(noise(30, 1))).toEqual({ kind: "too_little_data", have: 30, need: 31 });
    expect(findAnomalies(Array.from({ length: 90 }, () => null))).toMatchObject({ have: 0 });
  });

  it("that never vary have no anomaly until they do, whatever their rounding", () => {
    const flat = Array.from({ length: 100 }, () => 0.1);
    expect(watched(flat).anomalies).toEqual([]);
    expect(watched([...flat, 0.2]).anomalies[0]).toMatchObject({ index: 100, side: "above" });
  });

  it("with one value of 1e18 report it once", () => {
    const series = noise(300, 2);
    series[150] = 1e18;
    expect(watched(series).anomalies.filter(({ index }) => index >= 150 && index < 154)).toMatchObject([
      { index: 150, side: "above" },
    ]);
  });

  it("with gaps have no score there", () => {
    const series: (number | null)[] = noise(100, 3);
    series[60] = null;
    expect(watched(series).scores[60]).toBeNull();
    expect(watched(series).scores[61]).not.toBeNull();
  });
});

describe("an anomaly", () => {
  it("is a level, a spread or a place in the season that the past does not know", () => {
    const level = noise(200, 4).map((value, index) => value + (index >= 150 ? 8 : 0));
    const [first] = watched(level).anomalies.filter(({ index }) => index >= 150);
    expect(first).toMatchObject({ side: "above" });
    expect(first?.index).toBeLessThan(155);
    const spread = noise(200, 5).map((value, index) => value * (index >= 150 ? 12 : 1));
    expect(watched(spread).anomalies.some(({ feature, index }) => feature === "spread" && index >= 150)).toBe(true);
    const day = (index: number): number => (index % 48 < 24 ? 0 : 100);
    const seasonal = Array.from({ length: 480 }, (_, index) => (index >= 432 ? 0 : day(index)));
    const { anomalies } = watched(seasonal, { period: 48, warmUp: 240 });
    expect(anomalies[0]).toMatchObject({ feature: "season", side: "below" });
    expect(
      watched(
        Array.from({ length: 480 }, (_, index) => day(index)),
        { period: 48, warmUp: 240 },
      ).anomalies,
    ).toEqual([]);
  });

  it("silences those after it for the refractory time", () => {
    const series = noise(400, 6).map((value, index) => (index >= 300 && index % 10 === 0 ? 40 : value));
    const near = watched(series, { refractory: 0 }).anomalies.filter(({ index }) => index >= 300);
    const far = watched(series, { refractory: 60 }).anomalies.filter(({ index }) => index >= 300);
    expect(far.length).toBeLessThan(near.length);
    for (const [at, { index }] of far.entries())
      if (at > 0) expect(index - (far[at - 1]?.index ?? 0)).toBeGreaterThan(60);
  });

  it("does not come from a value of too small a sample", () => {
    const series = noise(200, 7);
    series[150] = 50;
    const samples = series.map((_, index) => (index === 150 ? 3 : 500));
    expect(watched(series).anomalies.map(({ index }) => index)).toContain(150);
    const { anomalies, scores } = watched(series, { samples, minimumSample: 30 });
    expect(anomalies.map(({ index }) => index)).not.toContain(150);
    expect(scores[150]).toBeNull();
  });

  it("is judged from the past alone: what comes later changes no score", () => {
    const series = noise(200, 8);
    const whole = watched(series, { period: 24 });
    expect(watched(series.slice(0, 120), { period: 24 }).scores).toEqual(whole.scores.slice(0, 120));
  });
});

it("novelty is the distance beyond the central 96 % of the past in widths of it, worked by hand", () => {
  const meter = noveltyMeter();
  for (let value = 0; value < 20; value += 1) expect(meter(value)).toBeNull();
  expect(meter(10)).toEqual({ score: 0, side: "below" });
  expect(meter(29)?.score).toBeCloseTo(10 / 19, 12);
  expect(meter(-19)).toMatchObject({ side: "below" });
});
