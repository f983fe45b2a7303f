import type { ReactNode } from "react";
import type { Chart } from "../prepare/chart.ts";
import { pathThrough } from "./path.ts";

interface LayerProps {
  chart: Chart;
}

/** Half the height of the mark of a restated value, pixels. */
const markSize = 4;

/** Pixels between restated values from which on each gets its mark. */
const markRoom = 9;

/** Values as they were first published: a thin dashed line, a diamond at each that was restated (N2). */
export const ReportedLine = ({ chart: { plot, reported, series, x, y } }: LayerProps): ReactNode => {
  if (reported.marks.length === 0) return null;
  const dense = (plot.right - plot.left) / Math.max(1, series.points.length) < markRoom;
  return (
    <g className="chart-reported">
      {reported.runs.map((points) => (
        <path key={points[0]?.index} d={pathThrough(points.map(({ at, value }) => ({ x: x(at), y: y(value) })))} />
      ))}
      {!dense &&
        reported.marks.map(({ at, value }) => (
          <rect
            key={at}
            x={x(at) - markSize}
            y={y(value) - markSize}
            width={2 * markSize}
            height={2 * markSize}
            transform={`rotate(45 ${x(at)} ${y(value)})`}
          />
        ))}
    </g>
  );
};

/** Where values began to be published with another definition, named with its version (K3). */
export const Breaks = ({ chart: { plot, breaks, x } }: LayerProps): ReactNode =>
  breaks.map(({ at, text }) => (
    <g key={`${at} ${text}`} className="chart-break">
      <line x1={x(at)} x2={x(at)} y1={plot.top} y2={plot.bottom} />
      <text className="chart-name on-plot" x={x(at) + 4} y={plot.bottom - 8}>
        {text}
      </text>
    </g>
  ));
