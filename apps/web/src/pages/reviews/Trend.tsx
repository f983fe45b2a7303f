import { formatValue } from "@sextant/model/metric/format";
import type { ReviewKpi } from "@sextant/model/practice/review-kpi";
import { type ReactNode, useCallback, useMemo } from "react";
import { SeriesChart } from "../../charts/draw/SeriesChart.tsx";
import { plainBehaviour } from "../../charts/prepare/behaviour.ts";

interface TrendProps {
  fields: ReviewKpi;
  unit: NonNullable<ReviewKpi["unit"]>;
  timeZone: string;
}

/** Whole periods on the short chart, beside the one that is not over. */
const recent = 6;

/** Lists that stay the same for all renderings, so that a chart is laid out again only when something changed. */
const none: readonly never[] = [];

/** The last weeks and the last twelve months on one view; by month only, where that is how it is judged. */
export const Trend = ({ fields: { label, grain, trend, value }, unit, timeZone }: TrendProps): ReactNode => {
  const write = useCallback((one: number) => formatValue(one, unit), [unit]);
  const short = useMemo(() => {
    const count = recent + (trend.series.at(-1)?.current === true ? 1 : 0);
    return { series: trend.series.slice(-count), targets: trend.targets.slice(-count) };
  }, [trend]);
  const same = {
    bands: none,
    limits: null,
    reported: none,
    breaks: none,
    nowcast: null,
    behaviour: plainBehaviour,
    unit,
    timeZone,
    write,
  };
  const showsRecent = grain !== "month" && short.series.length > 0;
  return (
    <div className="review-trend">
      {showsRecent && (
        <figure>
          <figcaption>By {grain}</figcaption>
          <SeriesChart
            label={label}
            status={value.status}
            grain={grain}
            observations={short.series}
            targets={short.targets}
            {...same}
          />
        </figure>
      )}
      {trend.months.length > 0 && (
        <figure>
          <figcaption>By month</figcaption>
          <SeriesChart
            label={label}
            status={showsRecent ? null : value.status}
            grain="month"
            observations={trend.months}
            targets={grain === "month" ? trend.targets.slice(-trend.months.length) : none}
            {...same}
          />
        </figure>
      )}
    </div>
  );
};
