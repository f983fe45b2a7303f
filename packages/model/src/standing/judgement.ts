import type { Observation } from "../series/observation.ts";
import type { Grain } from "../time/grain.ts";
import type { Standing } from "./status.ts";

/** How a KPI stands at its judged grain, and what it was judged from. */
export interface Judgement {
  kpi: string;
  grain: Grain;
  standing: Standing;
  observations: readonly Observation[];
  /** Version and hash of the metric: what the observations mean. */
  definition: { version: number; hash: string };
  /** Hash of what the standing rests on: another meaning starts without a memory. */
  meaning: string;
  receipt: string;
}
