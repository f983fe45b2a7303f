import type { Expected } from "@sextant/statistics/forecast/expected";
import { forecast } from "@sextant/statistics/forecast/forecast";
import { calibrationOf, type Issued } from "@sextant/statistics/pace/calibration";
import { chanceBelow } from "@sextant/statistics/pace/chance";
import { atMost, type Benchmark, type Row, reported } from "./benchmark.ts";
import { type Contest, type Corpus, corpora, present } from "./corpora.ts";

// Forecasts of the competitions' series against what came, by the default configuration, one forecast each. The figures of
// all series of M3 are published; of half of them they differ: theta has 14.18, 8.89 and 17.66 on the odd ones.

const free = { lower: null, upper: null };

/** Mean absolute error of the naive forecast within the history. */
const scaleOf = ({ history, scaleLag }: Contest): number => {
  let sum = 0;
  for (let index = scaleLag; index < history.length; index += 1)
    sum += Math.abs((history[index] ?? 0) - (history[index - scaleLag] ?? 0));
  return sum / Math.max(history.length - scaleLag, 1);
};

const inside = (outcome: number, { lower, upper }: { lower: number; upper: number }): boolean =>
  outcome >= lower && outcome <= upper;

/** Sums over the steps of one series, and the chances of some targets with what became of them. */
interface Scored {
  smape: number;
  mase: number;
  msis: number;
  in80: number;
  in95: number;
  issued: Issued[];
}

/** Targets as shares of what stood there a season before. */
const shares = [0.9, 0.97, 1, 1.03, 1.1, 1.25];

const scoreOne = (contest: Contest, expected: readonly Expected[], season: number): Scored => {
  const scale = scaleOf(contest);
  const scored: Scored = { smape: 0, mase: 0, msis: 0, in80: 0, in95: 0, issued: [] };
  const steps = contest.outcome.length;
  for (const [step, outcome] of contest.outcome.entries()) {
    const one = expected[step];
    if (one === undefined) throw new Error(`Only ${expected.length} of ${steps} steps were forecast.`);
    const { value, within80, within95 } = one;
    const size = Math.abs(value) + Math.abs(outcome);
    scored.smape += size > 0 ? (200 * Math.abs(value - outcome)) / size / steps : 0;
    const missed = Math.max(within95.lower - outcome, outcome - within95.upper, 0);
    if (scale > 0) {
      scored.mase += Math.abs(value - outcome) / scale / steps;
      scored.msis += (within95.upper - within95.lower + 40 * missed) / scale / steps;
    }
    if (inside(outcome, within80)) scored.in80 += 1 / steps;
    if (inside(outcome, within95)) scored.in95 += 1 / steps;
    const before = contest.history.at(-season + (step % season)) ?? 0;
    for (const share of shares)
      scored.issued.push({ chance: 1 - chanceBelow(one, before * share), reached: outcome >= before * share });
  }
  return scored;
};

const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

interface Result {
  mean: (pick: (scored: Scored) => number) => number;
  perSecond: number;
  issued: Issued[];
}

const run = ({ contests, periods }: Corpus): Result => {
  const scored: Scored[] = [];
  let seconds = 0;
  for (const contest of contests) {
    const started = processor();
    const made = forecast({ series: contest.history, periods, horizon: contest.outcome.length, domain: free });
    seconds += processor() - started;
    if (made.kind !== "forecast") throw new Error(`${made.have} values are too few for a competition.`);
    scored.push(scoreOne(contest, made.expected, periods[0] ?? 1));
  }
  return {
    mean: (pick) => scored.reduce((sum, one) => sum + pick(one), 0) / scored.length,
    perSecond: contests.length / seconds,
    issued: scored.flatMap(({ issued }) => issued),
  };
};

const between = (work: string, [low, high]: readonly [number, number], measured: number): Row => ({
  work,
  goal: `${low} to ${high}`,
  measured: measured.toFixed(3),
  met: measured >= low && measured <= high,
});

const goals: Record<string, { measure: "smape" | "mase"; limit: number }> = {
  "M3 monthly": { measure: "smape", limit: 13.7 },
  "M3 quarterly": { measure: "smape", limit: 9 },
  "M3 yearly": { measure: "smape", limit: 16.7 },
  "M4 weekly": { measure: "mase", limit: 2.4 },
  "M4 hourly": { measure: "mase", limit: 1 },
};

const names = { smape: "sMAPE", mase: "MASE" };

const rowsOf = (corpus: Corpus, { mean, perSecond }: Result): Row[] => {
  const { name, contests } = corpus;
  const goal = goals[name];
  const all = `sMAPE ${mean((one) => one.smape).toFixed(2)} · MASE ${mean((one) => one.mase).toFixed(3)} · MSIS 95 % ${mean((one) => one.msis).toFixed(1)} · ${perSecond.toFixed(0)} series/s`;
  const rows = [reported(`  ${name}, ${contests.length} series`, all)];
  if (goal)
    rows.unshift(
      atMost(
        `forecast ${name}: ${names[goal.measure]}`,
        goal.limit,
        mean((one) => one[goal.measure]),
        (value) => value.toFixed(goal.measure === "smape" ? 2 : 3),
      ),
    );
  rows.push(
    between(
      `  ${name}: 80 % intervals hold`,
      [0.77, 0.83],
      mean((one) => one.in80),
    ),
    between(
      `  ${name}: 95 % intervals hold`,
      [0.935, 0.965],
      mean((one) => one.in95),
    ),
  );
  if (name === "M3 monthly")
    rows.push({
      work: "  forecasts a second of one core, monthly",
      goal: "≥ 300",
      measured: perSecond.toFixed(0),
      met: perSecond >= 300,
    });
  return rows;
};

/** Errors, coverage, speed, and how well chances of targets come true. */
export const benchmark: Benchmark = async ({ quick }) => {
  if (!present) return [reported("forecast", "skipped: reference data not present")];
  const rows: Row[] = [];
  const issued: Issued[] = [];
  for (const corpus of corpora()) {
    const contests = quick ? corpus.contests.slice(0, 10) : corpus.contests;
    const result = run({ ...corpus, contests });
    rows.push(...rowsOf({ ...corpus, contests }, result));
    if (corpus.name.startsWith("M3")) issued.push(...result.issued);
  }
  const calibration = calibrationOf(issued);
  rows.push(
    atMost("chance of a target, M3: calibration error", 0.03, calibration?.error ?? 1, (value) => value.toFixed(3)),
  );
  return rows;
};
