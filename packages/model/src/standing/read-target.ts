import type { UnitOfMeasure } from "../metric/unit.ts";
import { localParts, localToInstant, startOfDay } from "../time/zone.ts";
import { readAmount } from "./amount.ts";
import type { Target, TargetPoint } from "./target.ts";

/** A target as an author wrote it: one value, or a curve of values by date. */
export interface WrittenTarget {
  value?: string | number | undefined;
  points?: readonly { at: string; value: string | number }[] | undefined;
  provenance?: string | undefined;
}

/** Something wrong with a written target; `path` leads to it within the target. */
export interface TargetFault {
  path: (string | number)[];
  message: string;
  hint: string;
}

/** A date counts to its end, so that a value wanted by 30 September is the one of September; a date-time is exact. */
const readDeadline = (at: string, timeZone: string): number | null => {
  const instant = localToInstant(at, timeZone);
  if (instant === null || at.length > "2026-09-30".length) return instant;
  return startOfDay(localParts(instant, timeZone).dayNumber + 1, timeZone);
};

const readPoints = (
  written: readonly { at: string; value: string | number }[],
  unit: UnitOfMeasure,
  timeZone: string,
  faults: TargetFault[],
): TargetPoint[] => {
  const points = written.flatMap(({ at, value }, index): TargetPoint[] => {
    const instant = readDeadline(at, timeZone);
    const amount = readAmount(value, unit);
    const path = ["points", index];
    if (instant === null) {
      faults.push({
        path: [...path, "at"],
        message: `"${at}" is not a date.`,
        hint: "Write a date such as 2026-09-30.",
      });
    }
    if (!amount.ok) faults.push({ path: [...path, "value"], message: amount.message, hint: amount.hint });
    return instant === null || !amount.ok ? [] : [{ at: instant, value: amount.value }];
  });
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (before === undefined || before.at < point.at || points.length !== written.length) continue;
    const message = "The points of a target go forward in time.";
    faults.push({ path: ["points", index, "at"], message, hint: "Sort them by date, one per date." });
  }
  return points;
};

/** Reads a target in the metric's stored unit, dates at the end of the local day; or all that is wrong with it. */
export const readTarget = (
  written: WrittenTarget,
  unit: UnitOfMeasure,
  timeZone: string,
): { target: Target | null; faults: TargetFault[] } => {
  const faults: TargetFault[] = [];
  const provenance = written.provenance ?? null;
  const one = written.value === undefined ? null : readAmount(written.value, unit);
  const points = written.points === undefined ? null : readPoints(written.points, unit, timeZone, faults);
  if (one !== null && !one.ok) faults.push({ path: ["value"], message: one.message, hint: one.hint });
  if ((one === null) === (points === null)) {
    const message = one === null ? "The target has no value." : "The target has both one value and a curve.";
    faults.push({ path: [], message, hint: "Give either value or points." });
  }
  if (faults.length > 0) return { target: null, faults };
  if (points !== null) return { target: { kind: "curve", interpolation: "linear", points, provenance }, faults };
  return { target: one?.ok === true ? { kind: "constant", value: one.value, provenance } : null, faults };
};
