import type { KpiAnswer } from "@sextant/model/api/answers/kpi";

/** The period most likely to be entered next: the oldest of those shown that lacks a value after the last one that has one; empty when the page shows another grain. */
export const nextPeriod = ({ tile, entered }: Pick<KpiAnswer, "tile" | "entered">): string => {
  if (entered === null || tile.grain !== entered.grain) return "";
  const last = tile.series.findLastIndex(({ presence }) => presence === "value");
  return tile.series[last + 1]?.periodKey ?? tile.series.at(-1)?.periodKey ?? "";
};

/** The value as it is kept, of a number written in the unit shown (78.4 of per cent is 0.784); null when it is no number. */
export const keptValue = (text: string, scale: number): number | null => {
  const shown = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(shown) ? Number((shown / scale).toPrecision(15)) : null;
};

/** The address of evidence that is a link, null for any other text. */
export const linkOf = (evidence: string): string | null => (/^https?:\/\/\S+$/.test(evidence) ? evidence : null);
