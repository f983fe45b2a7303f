import type { Direction } from "../metric/direction.ts";
import type { Observation } from "../series/observation.ts";
import type { Status, StatusReason } from "../standing/status.ts";
import { paceAt, type Target } from "../standing/target.ts";
import type { Cycle } from "./cycle.ts";

/** A key result read in the unit of its KPI. */
export interface Aim {
  /** Null for what is maintained. */
  baseline: number | null;
  target: number;
  window: Cycle;
  direction: Direction;
  /** The KPI's own curve where the pace follows it; null for a straight line. */
  curve: Target | null;
}

/** How far a key result is. Values in the KPI's unit; shares of the way from baseline to target, 1 is there. */
export interface Progress {
  /** The value of the last whole period that ended within the window; null when there is none. */
  value: number | null;
  periodKey: string | null;
  /** Below 0 it went the wrong way, above 1 past the target; for what is maintained, the share of periods that held. */
  progress: number | null;
  /** Where it should be at the end of that period. */
  expected: number | null;
  expectedValue: number | null;
  status: Status;
  reason: StatusReason;
  sentence: string;
  /** Whether the window is over: what it says then is final. */
  over: boolean;
  reached: boolean;
}

/** Shares of the expected way from which on a key result is on pace, and from which on it is only behind. */
const onPace = 0.9;
const behind = 0.7;

/** The colour of progress set beside the progress expected by then (both shares of the way). */
export const colourOf = (progress: number, expected: number): Exclude<Status, "unknown"> => {
  if (progress >= 1 || progress >= onPace * expected) return "green";
  return progress >= behind * expected ? "yellow" : "red";
};

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

/** Where the value should be at an instant (epoch ms): on the curve, or straight from baseline to target. */
export const expectedAt = ({ baseline, target, window, curve }: Aim, at: number): number | null => {
  if (baseline === null) return target;
  const paced = curve === null ? null : paceAt(curve, at);
  if (paced !== null) return paced;
  return baseline + (target - baseline) * clamp((at - window.start) / (window.end - window.start));
};

const shareOf = (value: number, { baseline, target }: Aim): number | null =>
  baseline === null || baseline === target ? null : (value - baseline) / (target - baseline);

const holds = (value: number, { target, direction }: Aim): boolean =>
  direction === "down_is_good" ? value <= target : value >= target;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

type Told = Pick<Progress, "progress" | "expected" | "expectedValue" | "status" | "sentence" | "reached">;

const toldOfWay = (value: number, at: number, aim: Aim, over: boolean): Told => {
  const expectedValue = expectedAt(aim, at);
  const progress = shareOf(value, aim) ?? 0;
  const expected = over ? 1 : expectedValue === null ? 1 : (shareOf(expectedValue, aim) ?? 1);
  const sentence =
    progress >= 1
      ? "The target is reached."
      : over
        ? `The window closed at ${percent(progress)} of the way.`
        : `${percent(progress)} of the way; ${percent(expected)} was expected by then.`;
  return { progress, expected, expectedValue, status: colourOf(progress, expected), sentence, reached: progress >= 1 };
};

const toldOfHold = (values: readonly number[], aim: Aim): Told => {
  const held = values.filter((value) => holds(value, aim)).length;
  const now = holds(values.at(-1) ?? Number.NaN, aim);
  const all = held === values.length;
  return {
    ...{ progress: held / values.length, expected: 1, expectedValue: aim.target, reached: all },
    status: all ? "green" : now ? "yellow" : "red",
    sentence: `It held in ${held} of ${values.length} ${values.length === 1 ? "period" : "periods"}${now ? "" : ", not in the last"}.`,
  };
};

/** Why the data says nothing now; such a key result is never green (S3). */
export interface Doubt {
  reason: StatusReason;
  sentence: string;
}

/**
 * Computes how far a key result is from the KPI's observations (ascending) at `now` (epoch ms). Only whole periods that
 * ended within the window count, so that a part of a period is never held against a line drawn for all of it (T3).
 */
export const progressOf = (
  aim: Aim,
  observations: readonly Observation[],
  { now, doubt }: { now: number; doubt: Doubt | null },
): Progress => {
  const { window } = aim;
  const over = now >= window.end;
  const whole = observations.filter(
    ({ value, current, end }) => value !== null && !current && end <= now && end > window.start && end <= window.end,
  );
  const last = whole.at(-1);
  if (last === undefined || last.value === null) {
    const early = now < window.end;
    const reason = doubt?.reason ?? (early ? "too_early" : "no_data");
    const sentence = doubt?.sentence ?? (early ? "No period has ended within the window." : "There is no value.");
    const none = { value: null, periodKey: null, progress: null, expected: null, expectedValue: null };
    return { ...none, status: "unknown", reason, sentence, over, reached: false };
  }
  const values = whole.flatMap(({ value }) => (value === null ? [] : [value]));
  const told = aim.baseline === null ? toldOfHold(values, aim) : toldOfWay(last.value, last.end, aim, over);
  const base = { value: last.value, periodKey: last.periodKey, over, ...told };
  if (doubt !== null && !over) return { ...base, status: "unknown", ...doubt };
  return { ...base, reason: "ok" };
};
