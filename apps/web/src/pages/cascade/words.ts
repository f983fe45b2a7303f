import type { CascadeAnswer } from "@sextant/model/api/answers/cascade";
import type { UnitView } from "@sextant/model/api/answers/tile";
import { formatValue } from "@sextant/model/metric/format";

/** Whether the target of a KPI follows from those of its parts, as a sentence. */
export const wholeWords = (whole: CascadeAnswer["wholes"][number], unit: UnitView | undefined): string => {
  const show = (value: number | null): string =>
    unit === undefined || value === null ? String(value) : formatValue(value, unit);
  const { outcome, wanted, fromParts, gap, bounds } = whole;
  if (outcome === "no_target") return "It has no target.";
  if (outcome === "reconciled") return `The parts give ${show(fromParts)}, as wanted.`;
  if (outcome === "cannot_tell" && bounds !== null)
    return `Between ${show(bounds[0])} and ${show(bounds[1])}, by weights that are not known; ${show(wanted)} is wanted.`;
  if (outcome === "cannot_tell") return "Cannot tell: a part has no target.";
  const by = show(Math.abs(gap ?? 0));
  return outcome === "gap"
    ? `Gap: the parts give ${show(fromParts)}, ${by} short of the ${show(wanted)} wanted.`
    : `Over-committed: the parts give ${show(fromParts)}, ${by} more than the ${show(wanted)} wanted.`;
};

/** Why nobody carries a driver. */
export const whyWords = {
  no_kpi: "no KPI measures it",
  no_owner: "its KPI has no owner",
  no_target: "its KPI has no target",
} as const;
