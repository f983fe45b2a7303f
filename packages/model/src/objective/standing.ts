import type { Status } from "../standing/status.ts";
import type { Objective } from "./objective.ts";
import { colourOf, type Progress } from "./progress.ts";

/** A key result in the standing of its objective. */
export interface Weighed {
  label: string;
  weight: number;
  progress: Progress;
  /** Latest confidence of reaching it, 0 to 1; null when nobody said. */
  confidence: number | null;
}

/** How an objective stands: a function of its key results alone. */
export interface ObjectiveStanding {
  /** Share of the way, each key result counted from 0 to 1. */
  progress: number | null;
  expected: number | null;
  confidence: number | null;
  status: Status;
  sentence: string;
}

const share = (value: number): number => Math.min(1, Math.max(0, value));

/** A red key result settles the weakest; an unknown one could be red, so it hides a yellow and a green. */
const order: readonly Status[] = ["red", "unknown", "yellow", "green"];

const weakestOf = (results: readonly Weighed[]): ObjectiveStanding => {
  const [weakest] = results.toSorted(
    (a, b) =>
      order.indexOf(a.progress.status) - order.indexOf(b.progress.status) ||
      (a.progress.progress ?? 0) - (b.progress.progress ?? 0),
  );
  const known = results.flatMap(({ progress }) => (progress.progress === null ? [] : [share(progress.progress)]));
  const expected = results.flatMap((one) => (one.progress.expected === null ? [] : [share(one.progress.expected)]));
  const confidences = results.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  return {
    progress: known.length < results.length ? null : Math.min(...known),
    expected: expected.length < results.length ? null : Math.min(...expected),
    confidence: confidences.length === 0 ? null : Math.min(...confidences),
    status: weakest?.progress.status ?? "unknown",
    sentence: `Its weakest key result is “${weakest?.label ?? ""}”: ${weakest?.progress.sentence ?? ""}`,
  };
};

const weightedOf = (results: readonly Weighed[]): ObjectiveStanding => {
  const total = results.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (of: (one: Weighed) => number | null): number | null => {
    const values = results.map((one) => [of(one), one.weight] as const);
    if (values.some(([value]) => value === null)) return null;
    return values.reduce((sum, [value, weight]) => sum + share(value ?? 0) * weight, 0) / total;
  };
  const progress = mean((one) => one.progress.progress);
  const expected = mean((one) => one.progress.expected);
  const confidence = mean((one) => one.confidence);
  const unknown = results.find((one) => one.progress.status === "unknown");
  if (progress === null || expected === null || unknown !== undefined) {
    const sentence = `“${unknown?.label ?? ""}” cannot be told: ${unknown?.progress.sentence ?? ""}`;
    return { progress, expected, confidence, status: "unknown", sentence };
  }
  const told = `By weight ${Math.round(progress * 100)} % of the way; ${Math.round(expected * 100)} % was expected by then.`;
  return { progress, expected, confidence, status: colourOf(progress, expected), sentence: told };
};

/** How an objective stands by its rule; unknown without key results. */
export const standingOf = (rule: Objective["rule"], results: readonly Weighed[]): ObjectiveStanding => {
  if (results.length === 0) {
    const sentence = "It has no key result yet.";
    return { progress: null, expected: null, confidence: null, status: "unknown", sentence };
  }
  return rule === "weighted" ? weightedOf(results) : weakestOf(results);
};

/** What a final share of the way is worth: a stretch succeeds from 0.7 on, what was committed only in full. */
export const gradeOf = (progress: number, commitment: Objective["commitment"]): { grade: number; success: boolean } => {
  const grade = Math.round(share(progress) * 100) / 100;
  return { grade, success: grade >= (commitment === "stretch" ? 0.7 : 1) };
};
