import type { UnitOfMeasure } from "../metric/unit.ts";
import { readAmount } from "../standing/amount.ts";
import { readComparator } from "../standing/comparator.ts";
import type { Interval } from "../standing/interval.ts";
import type { Status } from "../standing/status.ts";
import { readSpan } from "./hold.ts";
import type { AlertWhen } from "./rule.ts";

/** What a rule fires on, with its amounts in the metric's stored unit and its times in milliseconds. */
export type Condition =
  | { on: "status"; is: readonly Status[] }
  | { on: "threshold"; written: string; fires: readonly Interval[]; recovers: readonly Interval[] | null }
  | {
      on: "change";
      compare: "previous_period" | "previous_year";
      direction: "falls" | "rises" | "moves";
      share: number;
      floor: number;
    }
  | { on: "signal"; side: "above" | "below" | "both" }
  | { on: "pace"; chanceBelow: number }
  | { on: "freshness"; olderThan: number }
  | { on: "guardrail" }
  | { on: "drift" };

/** What is wrong with what an author wrote below `when`. */
export interface ConditionFault {
  field: string;
  message: string;
  hint: string;
}

type Reading = { ok: true; condition: Condition } | { ok: false; faults: ConditionFault[] };

const failed = (field: string, { message, hint }: { message: string; hint: string }): Reading => ({
  ok: false,
  faults: [{ field, message, hint }],
});

const readThreshold = (when: Extract<AlertWhen, { on: "threshold" }>, unit: UnitOfMeasure): Reading => {
  const fires = readComparator(when.value, unit);
  if (!fires.ok) return failed("value", fires.fault);
  const written = when.value;
  if (when.recovers === undefined)
    return { ok: true, condition: { on: "threshold", written, fires: fires.intervals, recovers: null } };
  const recovers = readComparator(when.recovers, unit);
  if (!recovers.ok) return failed("recovers", recovers.fault);
  return { ok: true, condition: { on: "threshold", written, fires: fires.intervals, recovers: recovers.intervals } };
};

const readChange = (when: Extract<AlertWhen, { on: "change" }>, unit: UnitOfMeasure): Reading => {
  const floor = readAmount(when.floor, unit);
  if (!floor.ok) return failed("floor", floor);
  const { compare, direction, percent } = when;
  return { ok: true, condition: { on: "change", compare, direction, share: percent / 100, floor: floor.value } };
};

/** Reads what a rule fires on; amounts are those of the KPI's metric. */
export const readCondition = (when: AlertWhen, unit: UnitOfMeasure): Reading => {
  switch (when.on) {
    case "threshold":
      return readThreshold(when, unit);
    case "change":
      return readChange(when, unit);
    case "freshness": {
      const olderThan = readSpan(when.older_than);
      const hint = "Write a number with min, h, d or w, e.g. 2d.";
      return olderThan === null
        ? failed("older_than", { message: `"${when.older_than}" is no length of time.`, hint })
        : { ok: true, condition: { on: "freshness", olderThan } };
    }
    case "pace":
      return { ok: true, condition: { on: "pace", chanceBelow: when.chance_below } };
    default:
      return { ok: true, condition: when };
  }
};
