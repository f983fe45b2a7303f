import type { TooLittleData } from "../describe/too-little-data.ts";
import { clampExpected, type Domain, type Expected } from "../forecast/expected.ts";
import { forecast } from "../forecast/forecast.ts";
import { chanceBelow } from "./chance.ts";

/** What a pace is judged from. */
export interface PaceInput {
  /** In order, evenly spaced; null for a gap. */
  series: readonly (number | null)[];
  periods: readonly number[];
  domain: Domain;
  /** Values still to come until the target's date, the one of that date included; from 1. */
  steps: number;
  target: number;
  wanted: "at_least" | "at_most";
  /** A target for the value of that date, or for the sum of what is there (`soFar`) and all values still to come. */
  basis: { kind: "value" } | { kind: "sum"; soFar: number };
}

/** Where the series will be at the date, and the chance that it is on the wanted side of the target, 0 to 1. */
export interface Pace {
  kind: "pace";
  projected: Expected;
  chance: number;
  have: number;
}

/** Share of the summed reaches that a sum has: neighbouring errors are mostly the same error (M1, M3, M4: .68 to .91). */
const sharedError = 0.8;

const total = (expected: readonly Expected[], soFar: number): Expected => {
  const sum = (pick: (one: Expected) => number): number => expected.reduce((all, one) => all + pick(one), 0);
  const value = soFar + sum((one) => one.value);
  const share = expected.length > 1 ? sharedError : 1;
  const within = (level: "within80" | "within95") => ({
    lower: value - share * sum((one) => one.value - one[level].lower),
    upper: value + share * sum((one) => one[level].upper - one.value),
  });
  return { value, within80: within("within80"), within95: within("within95") };
};

/** What a sum can still become: every value to come may lie at its bound. */
const domainOfSum = ({ lower, upper }: Domain, steps: number, soFar: number): Domain => ({
  lower: lower === null ? null : soFar + steps * lower,
  upper: upper === null ? null : soFar + steps * upper,
});

/** Chance of ending at or above a target; certain where the domain decides. */
const chanceAbove = (projected: Expected, target: number, { lower, upper }: Domain): number => {
  if (lower !== null && target <= lower) return 1;
  if (upper !== null && target > upper) return 0;
  return 1 - chanceBelow(projected, target);
};

const mirrored = ({ value, within80, within95 }: Expected): Expected => ({
  value: -value,
  within80: { lower: -within80.upper, upper: -within80.lower },
  within95: { lower: -within95.upper, upper: -within95.lower },
});

const mirroredDomain = ({ lower, upper }: Domain): Domain => ({
  lower: upper === null ? null : -upper,
  upper: lower === null ? null : -lower,
});

/**
 * Projects a series to a dated target and gives the chance of reaching it, from the forecast's own intervals. A target that
 * the domain rules out, or that is already reached and cannot be lost, is certain. Without enough history: too little data.
 */
export const paceOf = (input: PaceInput): Pace | TooLittleData => {
  const { series, periods, steps, target, wanted, basis } = input;
  const made = forecast({ series, periods, horizon: steps, domain: { lower: null, upper: null } });
  if (made.kind === "too_little_data") return made;
  const soFar = basis.kind === "sum" ? basis.soFar : 0;
  const last = made.expected.at(-1);
  if (last === undefined) return { kind: "too_little_data", have: made.have, need: made.have + 1 };
  const projected = basis.kind === "sum" ? total(made.expected, soFar) : last;
  const domain = basis.kind === "sum" ? domainOfSum(input.domain, steps, soFar) : input.domain;
  return {
    kind: "pace",
    projected: clampExpected(projected, domain),
    chance:
      wanted === "at_least"
        ? chanceAbove(projected, target, domain)
        : chanceAbove(mirrored(projected), -target, mirroredDomain(domain)),
    have: made.have,
  };
};
