import { normalTails } from "../distribution/normal.ts";
import { solveLinear } from "./quadrature.ts";
import { inControl, type Shift } from "./run-length.ts";
import type { Side } from "./xmr.ts";

/**
 * Rules that find signals in standardised values. The four of Western Electric (1956): one beyond 3 deviations, two of three
 * beyond 2, four of five beyond 1, eight in a row on one side; and of Nelson (1984): nine in a row on one side, fifteen
 * within 1 (limits too wide, or mixed streams), eight beyond 1 on either side (two processes in one).
 */
export type DetectionRule =
  | "beyond_three"
  | "two_of_three"
  | "four_of_five"
  | "run_of_eight"
  | "run_of_nine"
  | "fifteen_within_one"
  | "eight_beyond_one";

/** The rules of Western Electric; together they signal once in 91.75 values in control (Champ & Woodall 1987). */
export const westernElectric: readonly DetectionRule[] = [
  "beyond_three",
  "two_of_three",
  "four_of_five",
  "run_of_eight",
];

/** A value that completes a rule's pattern; the side is that of the last value. */
export interface RuleSignal {
  index: number;
  rule: DetectionRule;
  side: Side;
}

/** Distance in whole deviations, from 1 (within one) to 4 (beyond three), negative below; 0 on the mean. */
type Zone = number;

/** What a rule remembers, as a number; null when the zone completes its pattern. */
type Step = (memory: number, zone: Zone) => number | null;

/** `need` of the last `window` beyond a distance on one side: two fields of window − 1 bits, above and below. */
const someOf =
  (need: number, window: number, beyond: number): Step =>
  (memory, zone) => {
    const mask = 2 ** (window - 1) - 1;
    const above = ((memory & mask) << 1) | Number(zone > beyond);
    const below = ((memory >> (window - 1)) << 1) | Number(zone < -beyond);
    const ones = (bits: number): number => bits.toString(2).replaceAll("0", "").length;
    if (ones(above) >= need || ones(below) >= need) return null;
    return (above & mask) | ((below & mask) << (window - 1));
  };

/** A run on one side; its length is kept, negative below. */
const runOf =
  (length: number): Step =>
  (memory, zone) => {
    const side = Math.sign(zone);
    if (side === 0) return 0;
    const run = Math.sign(memory) === side ? memory + side : side;
    return Math.abs(run) >= length ? null : run;
  };

/** A run of zones that belong. */
const streak =
  (length: number, belongs: (zone: Zone) => boolean): Step =>
  (memory, zone) => {
    const run = belongs(zone) ? memory + 1 : 0;
    return run >= length ? null : run;
  };

const steps: Record<DetectionRule, Step> = {
  beyond_three: someOf(1, 1, 3),
  two_of_three: someOf(2, 3, 2),
  four_of_five: someOf(4, 5, 1),
  run_of_eight: runOf(8),
  run_of_nine: runOf(9),
  fifteen_within_one: streak(15, (zone) => Math.abs(zone) <= 1),
  eight_beyond_one: streak(8, (zone) => Math.abs(zone) > 1),
};

const zoneOf = (score: number): Zone => Math.sign(score) * Math.min(4, Math.max(1, Math.ceil(Math.abs(score))));

/**
 * Signals of rules over standardised values. After a signal, and at a gap, every rule starts afresh, so that signals come
 * as often as the run length says.
 */
export const applyRules = (scores: readonly (number | null)[], rules: readonly DetectionRule[]): RuleSignal[] => {
  const signals: RuleSignal[] = [];
  let memories = rules.map(() => 0);
  for (const [index, score] of scores.entries()) {
    const zone = score === null ? 0 : zoneOf(score);
    const next = memories.map((memory, at) => (score === null ? 0 : steps[rules[at] ?? "beyond_three"](memory, zone)));
    const done = rules.filter((_, at) => next[at] === null);
    for (const rule of done) signals.push({ index, rule, side: zone < 0 ? "below" : "above" });
    memories = done.length > 0 ? rules.map(() => 0) : next.map((memory) => memory ?? 0);
  }
  return signals;
};

const zones: readonly Zone[] = [-4, -3, -2, -1, 1, 2, 3, 4];

/** Probability of a zone for normal values. */
const shareOf = (zone: Zone, { mean, deviation }: Shift): number => {
  const size = Math.abs(zone);
  const centre = zone > 0 ? mean : -mean;
  const beyond = (distance: number): number => normalTails((distance - centre) / deviation).upper;
  return size === 4 ? beyond(3) : beyond(size - 1) - beyond(size);
};

/**
 * Average number of values until one of the rules signals, exact for independent normal values: the memories of the rules
 * together are the states of a Markov chain (Champ & Woodall 1987; Brook & Evans 1972).
 */
export const rulesRunLength = (rules: readonly DetectionRule[], shift: Shift = inControl): number => {
  const shares = zones.map((zone) => shareOf(zone, shift));
  const states = [rules.map(() => 0)];
  const numbers = new Map([[states[0]?.join(" ") ?? "", 0]]);
  const moves: { from: number; to: number; share: number }[] = [];
  for (let from = 0; from < states.length; from += 1) {
    for (const [at, zone] of zones.entries()) {
      const next = rules.map((rule, index) => steps[rule](states[from]?.[index] ?? 0, zone));
      const alive = next.filter((memory) => memory !== null);
      if (alive.length < rules.length) continue;
      const key = alive.join(" ");
      const to = numbers.get(key) ?? states.push(alive) - 1;
      numbers.set(key, to);
      moves.push({ from, to, share: shares[at] ?? 0 });
    }
  }
  const rows = states.map((_, row) => Float64Array.from(states, (_, column) => Number(row === column)));
  for (const { from, to, share } of moves) {
    const row = rows[from];
    if (row !== undefined) row[to] = (row[to] ?? 0) - share;
  }
  return solveLinear(rows, new Float64Array(states.length).fill(1))[0] ?? Number.NaN;
};
