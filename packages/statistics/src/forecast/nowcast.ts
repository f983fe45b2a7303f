import type { TooLittleData } from "../describe/too-little-data.ts";
import { mean } from "../describe/values.ts";
import { studentQuantile } from "../distribution/student.ts";
import { clampExpected, type Domain, type Expected, type Interval } from "./expected.ts";

/** A value, and for a ratio the parts it was divided from; with both parts of every reading the rest is weighted. */
export interface Reading {
  value: number;
  numerator?: number;
  denominator?: number;
}

/** An earlier whole period: what stood there after the same elapsed part, and at the end; null where unknown. */
export interface EarlierPeriod {
  toDate: Reading | null;
  whole: Reading | null;
}

/** What a nowcast is made from. */
export interface NowcastInput {
  /** Oldest first; as many as are alike. */
  earlier: readonly EarlierPeriod[];
  toDate: Reading;
  /** Share of the period that has passed, 0 to 1; at 1 the value to date is the whole. */
  elapsed: number;
  domain: Domain;
  /** Whether the value only grows within a period, as a sum of non-negative addends does. */
  accumulates: boolean;
}

/**
 * How the rest of the period was guessed: `remainder` adds the usual rest, `share` divides by the usual completed share,
 * `whole` takes the usual whole, `rest_rate` adds a usual rest of numerator and denominator, `over` is the value itself.
 */
export type NowcastModel = "remainder" | "share" | "whole" | "rest_rate" | "over";

/** The whole period as it will probably be, from how many earlier periods, and by which model. */
export interface Nowcast extends Expected {
  kind: "nowcast";
  model: NowcastModel;
  have: number;
}

/** An earlier period without gaps. */
interface Pair {
  toDate: Reading;
  whole: Reading;
}

/** Guesses the whole from the value to date and some earlier periods; null where it cannot. */
interface Guess {
  model: NowcastModel;
  /** Errors in proportion to the value, not in its units. */
  relative: boolean;
  whole: (toDate: Reading, earlier: readonly Pair[]) => number | null;
}

/** Three errors of guesses made without the period itself are the least that says anything of spread. */
const neededPeriods = 4;

const parts = ({ numerator, denominator }: Reading): [number, number] | null =>
  numerator === undefined || denominator === undefined ? null : [numerator, denominator];

/** Totals of the rests of numerators and denominators; null where a part is unknown. */
const rests = (earlier: readonly Pair[]): [number, number] | null => {
  let [numerators, denominators] = [0, 0];
  for (const { toDate, whole } of earlier) {
    const [before, after] = [parts(toDate), parts(whole)];
    if (before === null || after === null) return null;
    numerators += after[0] - before[0];
    denominators += after[1] - before[1];
  }
  return [numerators / earlier.length, denominators / earlier.length];
};

const remainder: Guess = {
  model: "remainder",
  relative: false,
  whole: (toDate, earlier) => toDate.value + mean(earlier.map((one) => one.whole.value - one.toDate.value)),
};

/** Few on purpose: with four periods every further model to choose from costs the intervals some of their truth. */
const ofSums: readonly Guess[] = [
  remainder,
  {
    model: "share",
    relative: true,
    whole: (toDate, earlier) => {
      if (toDate.value <= 0 || earlier.some((one) => one.toDate.value <= 0 || one.whole.value <= 0)) return null;
      return toDate.value * Math.exp(mean(earlier.map((one) => Math.log(one.whole.value / one.toDate.value))));
    },
  },
];

const ofLevels: readonly Guess[] = [
  remainder,
  { model: "whole", relative: false, whole: (_, earlier) => mean(earlier.map((one) => one.whole.value)) },
  {
    model: "rest_rate",
    relative: false,
    whole: (toDate, earlier) => {
      const [soFar, rest] = [parts(toDate), rests(earlier)];
      if (soFar === null || rest === null || soFar[1] + rest[1] <= 0) return null;
      return (soFar[0] + rest[0]) / (soFar[1] + rest[1]);
    },
  },
];

/** A guess with the errors it would have made on each earlier period from the others alone. */
interface Tried extends Pick<Guess, "model" | "relative"> {
  value: number;
  /** Mean absolute error in the units of the value. */
  loss: number;
  /** Root mean square of the errors: a logarithm for a relative guess, else in the units of the value. */
  spread: number;
}

const tryOut = ({ model, relative, whole }: Guess, toDate: Reading, earlier: readonly Pair[]): Tried | null => {
  const value = whole(toDate, earlier);
  if (value === null) return null;
  const errors: number[] = [];
  const scaled: number[] = [];
  for (const [index, left] of earlier.entries()) {
    const guessed = whole(left.toDate, earlier.toSpliced(index, 1));
    if (guessed === null) return null;
    errors.push(Math.abs(left.whole.value - guessed));
    scaled.push(relative ? Math.log(left.whole.value / guessed) : left.whole.value - guessed);
  }
  return { model, relative, value, loss: mean(errors), spread: Math.sqrt(mean(scaled.map((error) => error ** 2))) };
};

const around = ({ value, relative, spread }: Tried, reach: number): Interval =>
  relative
    ? { lower: value * Math.exp(-reach * spread), upper: value * Math.exp(reach * spread) }
    : { lower: value - reach * spread, upper: value + reach * spread };

const exactly = (value: number): Interval => ({ lower: value, upper: value });

const isWhole = ({ toDate, whole }: EarlierPeriod): Pair[] =>
  toDate !== null && whole !== null && Number.isFinite(toDate.value) && Number.isFinite(whole.value)
    ? [{ toDate, whole }]
    : [];

/**
 * Estimates the whole of a period that is not over from what earlier periods had reached after the same elapsed part.
 * Each model guesses every earlier period from the others; the smallest mean absolute error decides. Intervals are
 * Student's t with one degree of freedom less than there are periods, times the root mean square of those errors (for the
 * mean remainder, s √(k/(k−1)), slightly wider than the exact s √(1 + 1/k)). What has accumulated cannot be lost again.
 */
export const nowcast = (input: NowcastInput): Nowcast | TooLittleData => {
  const { toDate, elapsed, domain, accumulates } = input;
  const earlier = input.earlier.flatMap(isWhole);
  const have = earlier.length;
  if (elapsed >= 1) {
    const { value } = toDate;
    return { kind: "nowcast", model: "over", have, value, within80: exactly(value), within95: exactly(value) };
  }
  const tried = (accumulates ? ofSums : ofLevels).flatMap((guess) => tryOut(guess, toDate, earlier) ?? []);
  const best = tried.toSorted((a, b) => a.loss - b.loss)[0];
  if (have < neededPeriods || best === undefined) return { kind: "too_little_data", have, need: neededPeriods };
  const within = (beyond: number): Interval => around(best, studentQuantile({ upper: beyond / 2 }, have - 2));
  const expected = { value: best.value, within80: within(0.2), within95: within(0.05) };
  const lower = accumulates ? Math.max(toDate.value, domain.lower ?? toDate.value) : domain.lower;
  return { kind: "nowcast", model: best.model, have, ...clampExpected(expected, { ...domain, lower }) };
};
