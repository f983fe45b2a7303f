import { type ReactNode, useMemo } from "react";
import { type AlertPoint, layoutAlerts } from "../prepare/alert-chart.ts";
import { pathThrough } from "./path.ts";
import { useSize } from "./useSize.ts";
import "./alert-chart.css";

interface AlertChartProps {
  /** Oldest first. */
  points: readonly AlertPoint[];
  /** What a screen reader hears of the whole. */
  label: string;
}

/** What a rule saw over time: values, stretches in which it alerted, a triangle where that was told and a circle where it ended. */
export const AlertChart = ({ points, label }: AlertChartProps): ReactNode => {
  const [ref, { width, height }] = useSize();
  const { lines, bands, marks } = useMemo(() => layoutAlerts(points, width, height), [points, width, height]);
  return (
    <svg ref={ref} className="alert-chart" role="img" aria-label={label}>
      {bands.map((band) => (
        <rect key={band.x} className="alert-chart-band" x={band.x} y={0} width={band.width} height={height} />
      ))}
      {lines.map((line) => (
        <path key={line[0]?.x} className="alert-chart-line" d={pathThrough(line)} />
      ))}
      {marks.map(({ x, y, kind, label: title }) =>
        kind === "alerted" ? (
          <path key={x} className="alert-chart-alerted" d={`M${x} ${y - 6} ${x + 6} ${y + 5}H${x - 6}Z`}>
            <title>{title}</title>
          </path>
        ) : (
          <circle key={x} className="alert-chart-recovered" cx={x} cy={y} r={4}>
            <title>{title}</title>
          </circle>
        ),
      )}
    </svg>
  );
};
