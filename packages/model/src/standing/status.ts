export const statuses = ["green", "yellow", "red", "unknown"] as const;
export type Status = (typeof statuses)[number];

export const statusReasons = [
  "ok",
  "stale",
  "no_data",
  "error",
  "incomplete",
  "insufficient_sample",
  "too_early",
  "guardrail",
  "restated",
  "overridden",
] as const;
export type StatusReason = (typeof statusReasons)[number];

/** A KPI's standing at an instant: status with its reason (S1 to S4), and what it was judged from. */
export interface Standing {
  status: Status;
  reason: StatusReason;
  /** One sentence a person can act on, e.g. "76.1 % is below the yellow limit of 80 %". */
  sentence: string;
  /** The period judged; absent when there was none. */
  periodKey?: string;
  /** The status before guardrail, staleness or override changed it. */
  computed: Status;
  /** Last status known before it became unknown, and when (epoch ms) that was. */
  lastKnown?: { status: Status; at: number };
  /** What a person set in its place, by whom, why and until when (epoch ms); the computed one stays beside it (S7). */
  override?: { status: Status; reason: string; by: string; until: number };
  /** Ids of the guardrail KPIs that are red (S4). */
  guardrails?: string[];
}
