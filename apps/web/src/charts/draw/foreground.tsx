import type { Status } from "@sextant/model/standing/status";
import type { ReactNode } from "react";
import type { Chart } from "../prepare/chart.ts";
import type { SeriesPoint } from "../prepare/series.ts";
import { thin } from "../prepare/thin.ts";
import { pathThrough } from "./path.ts";

interface LayerProps {
  chart: Chart;
}

/** Pixels between points from which on each gets a dot. */
const dotRoom = 9;

interface DotProps extends LayerProps {
  point: SeriesPoint;
  /** Status of the last whole point. */
  status?: Status | null;
}

const Dot = ({ chart: { x, y }, point, status }: DotProps): ReactNode => (
  <circle
    className="chart-dot"
    data-firmness={point.firmness}
    data-status={status ?? undefined}
    cx={x(point.at)}
    cy={y(point.value)}
    r={status === undefined ? (point.firmness === "settled" ? 2.25 : 3.75) : 4.5}
  />
);

/** The line of values: solid where settled, dashed where a value may still change, broken at gaps, dots apart for lonely ones. */
export const SeriesLine = ({ chart, status }: LayerProps & { status: Status | null }): ReactNode => {
  const { plot, series, x, y } = chart;
  const end = series.points.findLast((point) => point.firmness !== "current");
  const dense = (plot.right - plot.left) / Math.max(1, series.points.length) < dotRoom;
  const dots = series.points.filter(
    (point) => point !== end && (!dense || point.firmness !== "settled" || series.alone.includes(point)),
  );
  return (
    <g>
      {series.runs.map(({ dashed, points }) => (
        <path
          key={points[0]?.index}
          className={dashed ? "chart-line dashed" : "chart-line"}
          d={pathThrough(thin(points, x).map(({ at, value }) => ({ x: x(at), y: y(value) })))}
        />
      ))}
      {dots.map((point) => (
        <Dot key={point.index} chart={chart} point={point} />
      ))}
      {end !== undefined && <Dot chart={chart} point={end} status={status} />}
    </g>
  );
};

interface CrosshairProps extends LayerProps {
  /** The period, epoch ms. */
  at: { start: number; end: number };
  value: number | null;
}

/** The upright line and ring at the period being looked at. */
export const Crosshair = ({ chart, at, value }: CrosshairProps): ReactNode => {
  const { plot, x, y } = chart;
  const middle = x((at.start + at.end) / 2);
  return (
    <g>
      <line className="chart-crosshair-line" x1={middle} x2={middle} y1={plot.top} y2={plot.bottom} />
      {value !== null && <circle className="chart-crosshair-ring" cx={middle} cy={y(value)} r={6} />}
    </g>
  );
};
