import { robustDeviation } from "../describe/robust.ts";
import { mean, squares } from "../describe/values.ts";
import { levelCost, slopeCost } from "./cost.ts";
import { fitCurve, fitStretches } from "./fit.ts";
import { fitMemory } from "./memory.ts";
import { segmentations } from "./pelt.ts";

/** What stays the same between changes: the level, the slope, or the rate of growth; a curve never changes. */
export type Shape = "level" | "slope" | "growth" | "curve";

/** One way to explain a series. */
export interface Explanation {
  shape: Shape;
  /** First index of every segment but the first. */
  cuts: number[];
  /** What it expects at each index, in the units of the series. */
  fitted: number[];
  memory: number;
  /** −2 log-likelihood of the series in its units, plus 2 ln n for each parameter. */
  score: number;
}

/** Shortest segment; shorter ones are pulses. */
export const leastLength = 5;

const mostCuts = 25;

/** Parameters a change adds: where, and the new level; or where, and the new line. */
const parameters = { level: 2, slope: 3 } as const;

/** A bend of degree three still is one movement. */
const curves = [2, 3] as const;

/** A series as it is, or its logarithm, brought to mean 0 and deviation 1. */
interface View {
  values: number[];
  /** Back to the units of the series. */
  restore: (value: number) => number;
  /** What −2 log-likelihood in these units lacks of that in the units of the series. */
  offset: number;
  line: Shape;
}

const viewOf = (series: readonly number[], logarithm: boolean): View => {
  const raw = logarithm ? series.map(Math.log) : series;
  const centre = mean(raw);
  const unit = Math.sqrt(squares(raw, centre) / raw.length);
  const stretched = logarithm ? 2 * raw.reduce((sum, value) => sum + value, 0) : 0;
  return {
    values: raw.map((value) => (value - centre) / unit),
    restore: (value) => (logarithm ? Math.exp(value * unit + centre) : value * unit + centre),
    offset: 2 * raw.length * Math.log(unit) + stretched,
    line: logarithm ? "growth" : "slope",
  };
};

const explanation = (view: View, shape: Shape, cuts: number[], fitted: number[], count: number): Explanation => {
  const { memory, deviance } = fitMemory(view.values.map((value, index) => value - (fitted[index] ?? 0)));
  const score = view.offset + deviance + 2 * Math.log(fitted.length) * count;
  return { shape, cuts, fitted: fitted.map(view.restore), memory, score };
};

/** All segmentations into levels or lines that some penalty prefers. */
const divided = (view: View, shape: "level" | "slope"): Explanation[] => {
  const { values } = view;
  const cost = (shape === "level" ? levelCost : slopeCost)(values);
  const steps = values.slice(1).map((value, index) => value - (values[index] ?? 0));
  const total = cost(0, values.length);
  const noise = robustDeviation(steps) ** 2 * Math.log(values.length);
  const lowest = Math.max(1e-9 * values.length, Math.min(total / 4, noise));
  const base = shape === "slope" ? 0.5 : 0;
  return segmentations(values.length, cost, leastLength, mostCuts, { lowest, highest: total + lowest }).map(
    ({ cuts }) =>
      explanation(
        view,
        shape === "level" ? "level" : view.line,
        cuts,
        fitStretches(values, cuts, shape),
        parameters[shape] * cuts.length + base,
      ),
  );
};

const curved = (view: View): Explanation[] =>
  curves.map((degree) => explanation(view, "curve", [], fitCurve(view.values, degree), degree - 0.5));

/**
 * Ways to explain a series that varies, best first: levels, lines and whole curves, and where all values are positive lines
 * and curves of its logarithm, so that steady growth is no change. Scores are comparable: a logarithm's likelihood is brought
 * back to the units of the series by its Jacobian (Box & Cox 1964).
 */
export const explain = (series: readonly number[]): Explanation[] => {
  const plain = viewOf(series, false);
  const all = [...divided(plain, "level"), ...divided(plain, "slope"), ...curved(plain)];
  if (series.every((value) => value > 0)) {
    const growth = viewOf(series, true);
    all.push(...divided(growth, "slope"), ...curved(growth));
  }
  return all.sort((a, b) => a.score - b.score);
};
