import { builtInUnits } from "../metric/unit.ts";
import type { Observation } from "../series/observation.ts";
import type { JudgeInput } from "./input.ts";
import { judge } from "./judge.ts";
import type { Standing } from "./status.ts";
import { parseThresholds, type ThresholdTexts } from "./threshold.ts";

export const day = 86_400_000;
export const hour = 3_600_000;
export const first = 983_404_800_000; // 2001-03-01T00:00Z

export const observation = (index: number, value: number | null, over: Partial<Observation> = {}): Observation => ({
  periodKey: `2001-03-${String(index + 1).padStart(2, "0")}`,
  start: first + index * day,
  end: first + (index + 1) * day,
  value,
  numerator: null,
  denominator: null,
  sampleSize: 100,
  presence: value === null ? "empty" : "value",
  settled: true,
  current: false,
  ...over,
});
export const series = (...values: (number | null)[]): Observation[] =>
  values.map((value, index) => observation(index, value));

export const thresholds = (texts: ThresholdTexts, options: Partial<Parameters<typeof parseThresholds>[1]> = {}) => {
  const { bands, findings } = parseThresholds(texts, {
    basis: "absolute",
    unit: builtInUnits.percent,
    direction: "up_is_good",
    ...options,
  });
  if (bands === null) throw new Error(findings.map(({ message }) => message).join(" "));
  return bands;
};
const onTime = thresholds({ green: ">= 85%", yellow: "80% <= x < 85%", red: "< 80%" });
const percent = (value: number): string => `${Math.round(value * 1000) / 10} %`;

export const judged = (observations: readonly Observation[], over: Partial<JudgeInput> = {}): Standing => {
  const now = over.now ?? (observations.at(-1)?.end ?? first) + hour;
  return judge({
    observations,
    direction: "up_is_good",
    bands: onTime,
    target: null,
    controlLimits: null,
    rule: { hysteresis: 0, persistence: null, minimumSample: 0 },
    freshness: { watermark: now, covered: now, staleAfter: 2 * day, broken: null },
    guardrails: [],
    currentMode: "complete_only",
    previous: null,
    override: null,
    now,
    format: percent,
    ...over,
  });
};

/** Judges day after day, each going on from the standing before, as a server does. */
export const judgeEachDay = (values: readonly number[], over: Partial<JudgeInput>): string[] => {
  let previous: Standing | null = null;
  return values.map((_, index) => {
    previous = judged(series(...values.slice(0, index + 1)), { ...over, previous });
    return previous.status;
  });
};
