import type { Direction } from "../metric/direction.ts";
import type { Observation } from "../series/observation.ts";
import type { CurrentPeriodMode } from "../time/settlement.ts";
import type { Bands } from "./bands.ts";
import type { Override } from "./override.ts";
import type { StatusRule } from "./settle.ts";
import type { Standing, Status } from "./status.ts";
import type { Target } from "./target.ts";
import type { ControlLimits } from "./yardstick.ts";

/** A KPI that must not get worse while the judged one gets better, and how it stands. */
export interface GuardrailStanding {
  kpi: string;
  label: string;
  status: Status;
}

/** How far the data reaches (epoch ms), how old it may be (ms), and why it cannot be computed, if so. */
export interface Freshness {
  /** Of the dataset nearest to being stale: it says how old the data is. */
  watermark: number | null;
  /** What every dataset has reached: periods that end later are partial (T2). */
  covered: number | null;
  staleAfter: number;
  broken: string | null;
}

/** Everything a status follows from (S2): `judge` asks nothing else. */
export interface JudgeInput {
  /** Of the primary grain, oldest first. */
  observations: readonly Observation[];
  direction: Direction;
  bands: Bands | null;
  target: Target | null;
  /** From the statistics of the series; null with too little history (S6). */
  controlLimits: ControlLimits | null;
  rule: StatusRule;
  freshness: Freshness;
  guardrails: readonly GuardrailStanding[];
  currentMode: CurrentPeriodMode;
  /** The standing before, so that hysteresis and persistence go on from it; null judges the observations from the first. */
  previous: Standing | null;
  /** What a person set in place of the computed status; it holds until it expires (S7). */
  override: Override | null;
  /** Epoch ms. */
  now: number;
  /** Writes a value with its unit, for the sentence. */
  format: (value: number) => string;
}
