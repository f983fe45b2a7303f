import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import { sameNumber } from "@sextant/model/series/same-number";
import type { ChartBreak } from "../../charts/prepare/reported.ts";

/** Per observation of the tile's series its first published value where it is another one now, else null. */
export const reportedOf = ({ tile, history }: KpiAnswer): (number | null)[] => {
  const published = new Map(history.periods.map(({ periodKey, reported }) => [periodKey, reported?.value ?? null]));
  return tile.series.map(({ periodKey, value, current }) => {
    const first = published.get(periodKey) ?? null;
    return current || first === null || sameNumber(first, value) ? null : first;
  });
};

/** Where the shown periods began to be published with another definition. */
export const breaksOf = ({ tile, history }: KpiAnswer): ChartBreak[] =>
  history.breaks.flatMap(({ periodKey, toVersion }) => {
    const period = tile.series.find((observation) => observation.periodKey === periodKey);
    return period === undefined ? [] : [{ at: period.start, text: `version ${toVersion}` }];
  });
