import { contains } from "../standing/interval.ts";
import type { Standing } from "../standing/status.ts";
import { periodLabel } from "../time/label.ts";
import type { Condition } from "./condition.ts";

/** A signal of the series' own noise in the period judged. */
export interface SeriesSignal {
  side: "above" | "below";
  sentence: string;
}

/** What is known about a KPI, or one slice of it, when a rule is evaluated. */
export interface AlertFacts {
  /** The period judged; null when there is none. */
  period: { key: string; end: number } | null;
  standing: Pick<Standing, "status" | "reason" | "sentence">;
  value: number | null;
  /** The value compared with, for a change. */
  earlier: number | null;
  /** Null with too little history to tell. */
  signals: readonly SeriesSignal[] | null;
  /** Chance of reaching the dated target, 0 to 1; null where there is none, or not yet. */
  chance: number | null;
  /** Milliseconds since the data's newest row; null without rows. */
  age: number | null;
  /** Why the definition drifted, one sentence each. */
  drift: readonly string[];
  format: (value: number) => string;
}

/**
 * What a rule says: it fires, it is clear, it is neither (`hold`: between the limit and the recovery limit, or not yet to be
 * told), or it cannot say and why.
 */
export type VerdictKind = "firing" | "clear" | "hold" | "no_data" | "stale" | "error";

/** A verdict and the sentence that gives its reason. */
export interface Verdict {
  kind: VerdictKind;
  sentence: string;
  /** The period it is about; null when it is about none. */
  period: { key: string; end: number } | null;
}

type Said = Omit<Verdict, "period">;

const firesIf = (fires: boolean, sentence: string): Said => ({ kind: fires ? "firing" : "clear", sentence });

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const onThreshold = (
  { written, fires, recovers }: Extract<Condition, { on: "threshold" }>,
  facts: AlertFacts,
): Said => {
  const { value } = facts;
  if (value === null) return { kind: "no_data", sentence: "There is no value to compare." };
  const shown = facts.format(value);
  if (fires.some((interval) => contains(interval, value)))
    return { kind: "firing", sentence: `${shown} meets the limit of the rule, ${written}.` };
  if (recovers === null || recovers.some((interval) => contains(interval, value)))
    return { kind: "clear", sentence: `${shown} does not meet the limit of the rule, ${written}.` };
  return {
    kind: "hold",
    sentence: `${shown} no longer meets the limit of the rule, ${written}, but has not recovered yet.`,
  };
};

const onChange = (condition: Extract<Condition, { on: "change" }>, facts: AlertFacts): Said => {
  const { value, earlier, format } = facts;
  if (value === null) return { kind: "no_data", sentence: "There is no value to compare." };
  if (earlier === null) return { kind: "hold", sentence: "There is no earlier value to compare with." };
  const change = value - earlier;
  const size = Math.abs(change);
  const isSide = condition.direction === "moves" || change > 0 === (condition.direction === "rises");
  const share = earlier === 0 ? Number.POSITIVE_INFINITY : size / Math.abs(earlier);
  const fires = isSide && size > 0 && share >= condition.share && size >= condition.floor;
  const by = earlier === 0 ? format(size) : `${format(size)} (${percent(share)})`;
  if (change === 0) return firesIf(false, `It did not move from ${format(earlier)}.`);
  return firesIf(fires, `It ${change > 0 ? "rose" : "fell"} by ${by}, from ${format(earlier)} to ${format(value)}.`);
};

const onSignal = ({ side }: Extract<Condition, { on: "signal" }>, { signals, value }: AlertFacts): Said => {
  if (value === null) return { kind: "no_data", sentence: "There is no value to judge." };
  if (signals === null) return { kind: "hold", sentence: "There is too little history to know its noise." };
  const found = signals.find((signal) => side === "both" || signal.side === side);
  return found === undefined
    ? firesIf(false, "Its own noise explains the value.")
    : { kind: "firing", sentence: found.sentence };
};

const onFreshness = (olderThan: number, age: number | null): Said => {
  const hours = (milliseconds: number): string => `${(milliseconds / 3_600_000).toFixed(1)} h`;
  if (age === null) return { kind: "no_data", sentence: "No row has arrived yet." };
  return firesIf(age > olderThan, `The newest row is ${hours(age)} old; ${hours(olderThan)} are allowed.`);
};

const said = (condition: Condition, facts: AlertFacts): Said => {
  const { standing, chance, drift } = facts;
  switch (condition.on) {
    case "status":
      return firesIf(condition.is.includes(standing.status), standing.sentence);
    case "threshold":
      return onThreshold(condition, facts);
    case "change":
      return onChange(condition, facts);
    case "signal":
      return onSignal(condition, facts);
    case "pace":
      return chance === null
        ? { kind: "hold", sentence: "It is too early to give a chance of reaching the target." }
        : firesIf(chance < condition.chanceBelow, `The chance of reaching the target is ${percent(chance)}.`);
    case "freshness":
      return onFreshness(condition.olderThan, facts.age);
    case "guardrail":
      return firesIf(standing.reason === "guardrail", standing.sentence);
    case "drift":
      return firesIf(drift.length > 0, drift[0] ?? "The definition has not drifted.");
  }
};

/** What the state of the data says before any condition is looked at; null when the condition may speak. */
const withoutData = (condition: Condition, { standing }: AlertFacts): Said | null => {
  if (condition.on === "freshness" || condition.on === "drift") return null;
  const wantsUnknown = condition.on === "status" && condition.is.includes("unknown");
  if (standing.status !== "unknown" || wantsUnknown) return null;
  const { reason, sentence } = standing;
  if (reason === "stale" || reason === "error" || reason === "no_data") return { kind: reason, sentence };
  return reason === "incomplete" || condition.on === "status" || condition.on === "guardrail"
    ? { kind: "hold", sentence }
    : null;
};

/** What a rule says and why, without naming the period. */
export const readingOf = (condition: Condition, facts: AlertFacts): Omit<Verdict, "period"> =>
  withoutData(condition, facts) ?? said(condition, facts);

/** The verdict of a rule: never firing on stale or missing data, which are verdicts of their own (S3). */
export const verdictOf = (condition: Condition, facts: AlertFacts): Verdict => {
  const { kind, sentence } = readingOf(condition, facts);
  const label = facts.period === null || condition.on === "freshness" || condition.on === "drift";
  const prefix = label || facts.period === null ? "" : `${periodLabel(facts.period.key)}: `;
  const whole = sentence.startsWith(prefix) ? sentence : `${prefix}${sentence}`;
  return { kind, sentence: whole, period: facts.period };
};
