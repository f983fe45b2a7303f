import type { KpiAnswer } from "@sextant/model/api/answers/kpi";

/**
 * The period most likely to be entered next: the one after the last that has a value, or the last that is over when none
 * has; empty when the page shows another grain.
 */
export const nextPeriod = ({ tile, entered }: Pick<KpiAnswer, "tile" | "entered">): string => {
  if (entered === null || tile.grain !== entered.grain) return "";
  const last = tile.series.findLastIndex(({ presence }) => presence === "value");
  if (last < 0) return (tile.series.findLast(({ current }) => !current) ?? tile.series.at(-1))?.periodKey ?? "";
  return tile.series[last + 1]?.periodKey ?? tile.series.at(-1)?.periodKey ?? "";
};
