import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distributionExamples as published } from "../reference/distributions.ts";
import { betaQuantile, betaTails } from "./beta.ts";
import { chiSquareQuantile, chiSquareTails } from "./chi-square.ts";
import {
  binomialProbability,
  binomialQuantile,
  binomialTails,
  negativeBinomialProbability,
  negativeBinomialQuantile,
  negativeBinomialTails,
  poissonProbability,
  poissonQuantile,
  poissonTails,
} from "./counts.ts";
import { fQuantile, fTails } from "./f.ts";
import { logGamma } from "./factorial.ts";
import { gammaQuantile, gammaTails } from "./gamma.ts";
import { normalDensity, normalQuantile, normalTails } from "./normal.ts";
import { studentQuantile, studentTails } from "./student.ts";

/** 50-digit values are not part of the repository; SEXTANT_DATA names the folder that holds `dist_reference/`. */
const file = join(process.env.SEXTANT_DATA ?? "", "dist_reference/mpmath_reference.json");
const present = process.env.SEXTANT_DATA !== undefined && existsSync(file);
const title = present ? "419 values of 50 digits" : "419 values of 50 digits (reference data not present)";

interface Reference {
  fn: string;
  val: string;
  x: number;
  p?: number;
  df: number;
  df1: number;
  df2: number;
  a: number;
  b: number;
}

const ours: Record<string, (at: Reference & { p: number }) => number> = {
  "t.sf": ({ x, df }) => studentTails(x, df).upper,
  "t.cdf": ({ x, df }) => studentTails(x, df).lower,
  "t.ppf": ({ p, df }) => studentQuantile({ lower: p }, df),
  "chi2.cdf": ({ x, df }) => chiSquareTails(x, df).lower,
  "chi2.sf": ({ x, df }) => chiSquareTails(x, df).upper,
  "chi2.ppf": ({ p, df }) => chiSquareQuantile({ lower: p }, df),
  "f.sf": ({ x, df1, df2 }) => fTails(x, df1, df2).upper,
  "norm.cdf": ({ x }) => normalTails(x).lower,
  "norm.ppf": ({ p }) => normalQuantile({ lower: p }),
  "beta.cdf": ({ x, a, b }) => betaTails(x, a, b).lower,
};

const errorOf = (got: number, wanted: number): number => Math.abs(got - wanted) / Math.max(Math.abs(wanted), 1e-19);

describe.skipIf(!present)(title, () => {
  const references = present ? (JSON.parse(readFileSync(file, "utf8")) as Reference[]) : [];

  it.each(Object.keys(ours))("%s agrees to 1e-12 in the body and 1e-12 in the tails", (name) => {
    const values = references.filter(({ fn }) => fn === name);
    expect(values.length).toBeGreaterThan(10);
    const wrong = values.filter((at) => !(errorOf(ours[name]!({ ...at, p: at.p ?? 0 }), Number(at.val)) <= 1e-12));
    expect(wrong).toEqual([]);
  });
});

describe("large and skewed parameters agree to 1e-12", () => {
  const { betaUpper, betaUpperSkewed, gammaLower, gammaUpper } = published;
  const { poissonLower, poissonLowerLarge, binomialUpper, negativeBinomialUpper, negativeBinomialLower } = published;
  const { poissonMass, binomialMass, negativeBinomialMass } = published;
  const cases: [string, number, number][] = [
    ["beta", betaTails(betaUpper.x, betaUpper.a, betaUpper.b).upper, betaUpper.value],
    ["beta, skewed", betaTails(1e-9, 0.001, 5).upper, betaUpperSkewed.value],
    ["gamma, below", gammaTails(gammaLower.x, gammaLower.shape, 1).lower, gammaLower.value],
    ["gamma, above", gammaTails(1.002e6, 1e6, 1).upper, gammaUpper.value],
    ["gamma of a huge shape, above", gammaTails(1.0001e8, 1e8, 1).upper, 0.1586552535282012],
    ["gamma of a huge shape, at it", gammaTails(1e8, 1e8, 1).upper, 0.4999867019239859],
    ["gamma of a huge shape, below", gammaTails(0.9997e8, 1e8, 1).lower, 0.0013487164491615506],
    ["Poisson", poissonTails(10, 7.3).lower, poissonLower.value],
    ["Poisson, a million", poissonTails(1e6, 1.001e6).lower, poissonLowerLarge.value],
    ["binomial", binomialTails(30, 1000, 0.02).upper, binomialUpper.value],
    ["negative binomial, above", negativeBinomialTails(12, 5.5, 1.7).upper, negativeBinomialUpper.value],
    ["negative binomial, below", negativeBinomialTails(3, 5.5, 1.7).lower, negativeBinomialLower.value],
    ["probability of a Poisson count", poissonProbability(5000, 5100), poissonMass.value],
    ["probability of a binomial count", binomialProbability(30, 1000, 0.02), binomialMass.value],
    ["probability of a negative binomial count", negativeBinomialProbability(7, 5.5, 1.7), negativeBinomialMass.value],
    ["ln Γ(1/2) = ln √π", logGamma(0.5), Math.log(Math.sqrt(Math.PI))],
    ["ln Γ(11) = ln 10!", logGamma(11), Math.log(3_628_800)],
    ["density of the normal law at 0", normalDensity(0), 1 / Math.sqrt(2 * Math.PI)],
  ];
  it.each(cases)("%s", (_, got, wanted) => {
    expect(errorOf(got, wanted)).toBeLessThanOrEqual(1e-12);
  });
});

describe("the quantile of a tail is where the tail was taken", () => {
  const shape = fc.double({ min: 0.05, max: 1e5, noNaN: true });
  const share = fc.double({ min: 1e-9, max: 0.5, noNaN: true });
  const side = fc.constantFrom("lower", "upper");
  const within = (got: number, wanted: number) => expect(errorOf(got, wanted)).toBeLessThanOrEqual(1e-9);

  it("for continuous laws of any shape, from either side", () => {
    fc.assert(
      fc.property(shape, shape, share, side, (a, b, probability, from) => {
        const tail = from === "lower" ? { lower: probability } : { upper: probability };
        const x = gammaQuantile(tail, a, 3);
        if (x > 1e-290) within(gammaTails(x, a, 3)[from], probability);
        const ratio = fQuantile(tail, a, b);
        if (ratio > 1e-290 && ratio < 1e290) within(fTails(ratio, a, b)[from], probability);
        within(studentTails(studentQuantile(tail, 1 + a), 1 + a)[from], probability);
        within(normalTails(normalQuantile(tail))[from], probability);
        const part = betaQuantile(tail, a, b);
        if (part > 1e-290 && part < 0.999) within(betaTails(part, a, b)[from], probability);
      }),
    );
  });

  it("for counts, the smallest that reaches it", () => {
    const mean = fc.double({ min: 0.01, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(mean, shape, share, side, (centre, size, probability, from) => {
        const tail = from === "lower" ? { lower: probability } : { upper: probability };
        const reaches = (tails: { lower: number; upper: number }) =>
          from === "lower" ? tails.lower >= probability * 0.999999 : tails.upper <= probability * 1.000001;
        const exceeds = (tails: { lower: number; upper: number }) =>
          from === "lower" ? tails.lower < probability : tails.upper > probability;
        const trials = Math.ceil(centre);
        for (const [k, at] of [
          [poissonQuantile(tail, centre), (count: number) => poissonTails(count, centre)],
          [negativeBinomialQuantile(tail, centre, size), (count: number) => negativeBinomialTails(count, centre, size)],
          [binomialQuantile(tail, trials, 0.3), (count: number) => binomialTails(count, trials, 0.3)],
        ] as const) {
          expect(reaches(at(k))).toBe(true);
          if (k > 0) expect(exceeds(at(k - 1))).toBe(true);
        }
      }),
    );
  });
});

it("the ends of a law are its quantiles at certainty", () => {
  expect(normalQuantile({ lower: 0 })).toBe(Number.NEGATIVE_INFINITY);
  expect(normalQuantile({ upper: 0 })).toBe(Number.POSITIVE_INFINITY);
  expect(studentQuantile({ lower: 1 }, 3)).toBe(Number.POSITIVE_INFINITY);
  expect(gammaQuantile({ lower: 0 }, 2, 1)).toBe(0);
  expect(fQuantile({ upper: 0 }, 2, 5)).toBe(Number.POSITIVE_INFINITY);
  expect(betaQuantile({ upper: 0 }, 2, 5)).toBe(1);
  expect(poissonQuantile({ upper: 0 }, 5)).toBe(Number.POSITIVE_INFINITY);
  expect(binomialQuantile({ lower: 1 }, 7, 0.5)).toBe(7);
});

it("parameters that no law has are refused", () => {
  expect(() => chiSquareTails(1, 0)).toThrow(RangeError);
  expect(() => studentTails(1, Number.NaN)).toThrow(RangeError);
  expect(() => normalQuantile({ lower: 1.5 })).toThrow(RangeError);
  expect(() => binomialTails(1, 2.5, 0.5)).toThrow(RangeError);
  expect(() => binomialTails(1, 2, 1.5)).toThrow(RangeError);
  expect(() => negativeBinomialTails(1, 5, -1)).toThrow(RangeError);
});

it("counts beyond the whole numbers of a double, and no number, come to an end", () => {
  expect(poissonTails(1e18, 1.000000001e18).lower).toBeCloseTo(0.158655, 6);
  expect(negativeBinomialQuantile({ upper: 0.001 }, 1e18, 2)).toBeGreaterThan(4e18);
  expect(betaTails(0.5, 1e12, 1e12).lower).toBeCloseTo(0.5, 10);
  expect(betaTails(Number.NaN, 2, 3)).toEqual({ lower: Number.NaN, upper: Number.NaN });
  expect(gammaTails(Number.NaN, 2, 3)).toEqual({ lower: Number.NaN, upper: Number.NaN });
});

it("a tail beyond every number is zero, and the other side is certain", () => {
  expect(normalTails(60)).toEqual({ lower: 1, upper: 0 });
  expect(gammaTails(Number.POSITIVE_INFINITY, 2, 1)).toEqual({ lower: 1, upper: 0 });
  expect(poissonTails(-1, 3)).toEqual({ lower: 0, upper: 1 });
  expect(binomialTails(9, 9, 0.1)).toEqual({ lower: 1, upper: 0 });
});
