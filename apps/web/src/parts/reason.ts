import type { StatusReason } from "@sextant/model/standing/status";

/** A word or two beside the status for every reason that is not simply the value. */
export const reasonRemarks: Record<StatusReason, string | undefined> = {
  ok: undefined,
  stale: "stale data",
  no_data: "no data",
  error: "error",
  incomplete: "incomplete",
  insufficient_sample: "too few rows",
  too_early: "too early",
  guardrail: "guardrail",
  restated: "restated",
  overridden: "set by a person",
};
