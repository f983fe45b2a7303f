import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import type { Annotation } from "@sextant/model/practice/annotation";
import type { ChartRemark } from "../../charts/prepare/remarks.ts";
import { dayIn } from "../../ui/instant.ts";

/** The days a page shows, both included. */
export const daysOf = ({ from, to, timeZone }: KpiAnswer): { from: string; to: string } => ({
  from: dayIn(from, timeZone),
  to: dayIn(to - 1, timeZone),
});

const textOf = ({ kind, text }: Annotation): string =>
  kind === "remark" || kind === "holiday" ? text : `${kind}: ${text}`;

/** Remarks and holidays by the periods shown that they speak of. */
export const remarksOf = ({ tile, timeZone }: KpiAnswer, annotations: readonly Annotation[]): ChartRemark[] => {
  if (annotations.length === 0) return [];
  const periods = tile.series.map(({ periodKey, start, end }) => ({
    periodKey,
    first: dayIn(start, timeZone),
    last: dayIn(end - 1, timeZone),
  }));
  return annotations.flatMap((annotation) => {
    const spoken = periods.filter(({ first, last }) => annotation.from <= last && annotation.to >= first);
    const periodKeys = spoken.map(({ periodKey }) => periodKey);
    return spoken.length === 0 ? [] : [{ periodKeys, text: textOf(annotation), quiet: annotation.kind === "holiday" }];
  });
};
