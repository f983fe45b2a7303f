import type { JudgeInput } from "./input.ts";
import { judge } from "./judge.ts";
import type { Standing, Status } from "./status.ts";

/** The status a past period would have had by itself. */
export interface PeriodStatus {
  periodKey: string;
  status: Status;
}

/**
 * The status of every period that is over and has arrived, oldest first, as if it had been judged in turn by this target, these
 * thresholds and this rule: without guardrails and staleness, which say how a KPI stands now and not how a period was.
 */
export const replayStatuses = (input: JudgeInput): PeriodStatus[] => {
  const { observations, rule, freshness, controlLimits, now } = input;
  const past = observations.filter((observation) => !observation.current && observation.end <= now);
  // What the last of `of` periods votes on, and the period judged before.
  const depth = (rule.persistence?.of ?? 1) + 1;
  const steady = {
    ...input,
    guardrails: [],
    override: null,
    freshness: { ...freshness, staleAfter: Number.POSITIVE_INFINITY, broken: null },
    // A run is a signal of the end of the series, not of a period within it.
    controlLimits: controlLimits === null ? null : { ...controlLimits, run: null },
  };
  let previous: Standing | null = null;
  return past.flatMap(({ periodKey }, index): PeriodStatus[] => {
    const window = past.slice(Math.max(0, index + 1 - depth), index + 1);
    const standing: Standing = judge({ ...steady, observations: window, previous });
    if (standing.periodKey !== periodKey) return [];
    previous = standing;
    return [{ periodKey, status: standing.status }];
  });
};
