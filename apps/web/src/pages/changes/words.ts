import type { DefinitionChange } from "@sextant/model/api/answers/definitions";
import type { SeriesEffectView } from "@sextant/model/api/answers/effect";
import { formatValue } from "@sextant/model/metric/format";

/** What each sort of change is called. */
export const changeWords: Record<DefinitionChange["change"], string> = {
  added: "New",
  semantic: "Meaning",
  cosmetic: "Words only",
  removed: "Removed",
};

/** What a definition is called in a sentence. */
export const typeWords: Record<DefinitionChange["type"], string> = {
  workspace: "Workspace",
  calendar: "Calendar",
  unit: "Unit of measure",
  person: "Person",
  org_unit: "Unit",
  source: "Source",
  dataset: "Dataset",
  metric: "Metric",
  kpi: "KPI",
  dashboard: "Dashboard",
  alert: "Alert rule",
  review: "Review",
  objective: "Objective",
};

const percent = { symbol: "%", position: "after", scale: 100, decimals: 1 } as const;

/** How many past values of a series move, in a few words. */
export const movedWords = ({ moved, appeared, disappeared, periods }: SeriesEffectView): string => {
  const more = [appeared > 0 ? `${appeared} appear` : null, disappeared > 0 ? `${disappeared} disappear` : null].filter(
    (word) => word !== null,
  );
  if (moved === 0 && more.length === 0) return `None of ${periods} past values moves`;
  return [`${moved} of ${periods} past values ${moved === 1 ? "moves" : "move"}`, ...more].join(", ");
};

/** The largest move of a series in its unit, with its share of what the value was. */
export const largestWords = ({ largest, unit }: SeriesEffectView): string => {
  if (largest === null) return "—";
  const absolute = formatValue(largest.absolute, unit, { compact: true, signed: true, points: true });
  if (largest.relative === null) return absolute;
  return `${absolute} (${formatValue(largest.relative, percent, { signed: true })})`;
};
