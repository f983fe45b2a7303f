import { type RandomSource, randomSource } from "../random/random.ts";
import { cusumChart, ewmaChart, whiteScores } from "./accumulate.ts";
import { type Baseline, learn, type Nature } from "./baseline.ts";
import { type Accumulator, limitFor } from "./calibrate.ts";
import type { Observed } from "./law.ts";
import { limitsOf } from "./limits.ts";

/** A process in control: called once for each run, it gives the draws of that run. */
export interface Process {
  nature: Nature;
  start: (random: RandomSource) => () => Observed;
}

/** Normal values with AR(1) memory. */
export const normalProcess = (memory: number): Process => ({
  nature: "measured",
  start: (random) => {
    let value = random.normal();
    return () => {
      const here = value;
      value = memory * value + Math.sqrt(1 - memory ** 2) * random.normal();
      return { value: 10 + 3 * here };
    };
  },
});

/** Negative binomial counts without memory. */
export const countProcess = (mean: number, size: number): Process => ({
  nature: "count",
  start: (random) => () => ({ value: random.negativeBinomial(mean, size) }),
});

/** False alarms observed, over those promised: 1 is a promise kept to the letter. */
export interface Kept {
  single: number;
  cusum: number;
  ewma: number;
}

const charts: Record<"cusum" | "ewma", Accumulator> = {
  cusum: { kind: "cusum", reference: 0.5 },
  ewma: { kind: "ewma", weight: 0.1 },
};

/**
 * Learns baselines of a process, sets limits for one false alarm in `periods`, and counts the alarms of what follows in
 * control. Limits of accumulating charts are computed once for knowledge within 5 %.
 */
export const keptPromises = (
  process: Process,
  given: { baseline: number; periods: number; runs: number; length: number; seed: number },
): Kept => {
  const random = randomSource(given.seed);
  const limits = new Map<string, number>();
  const limitOf = (kind: "cusum" | "ewma", { accumulated: { mean, scale } }: Baseline): number => {
    const rounded = Number.isFinite(scale) ? Math.exp(Math.round(Math.log(scale) * 20) / 20) : scale;
    const key = `${kind} ${rounded}`;
    const limit = limits.get(key) ?? limitFor(charts[kind], given.periods, { mean, scale: rounded });
    limits.set(key, limit);
    return limit;
  };
  const seen = { single: 0, cusum: 0, ewma: 0 };
  let promisedSingle = 0;
  for (let run = 0; run < given.runs; run += 1) {
    const draw = process.start(random);
    const baseline = learn(Array.from({ length: given.baseline }, draw), process.nature);
    if (baseline.kind !== "baseline") throw new Error("the baseline is too short");
    const series = Array.from({ length: given.length }, draw);
    const single = limitsOf(baseline, given.periods);
    promisedSingle += single.rate * given.length;
    seen.single += series.filter(({ value }) => value < single.lower || value > single.upper).length;
    const scores = whiteScores(baseline, series);
    seen.cusum += cusumChart(scores, { reference: 0.5, limit: limitOf("cusum", baseline) }).alarms.length;
    seen.ewma += ewmaChart(scores, { weight: 0.1, width: limitOf("ewma", baseline) }).alarms.length;
  }
  const promised = (given.runs * given.length) / given.periods;
  return { single: seen.single / promisedSingle, cusum: seen.cusum / promised, ewma: seen.ewma / promised };
};
