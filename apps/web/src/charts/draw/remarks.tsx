import type { ReactNode } from "react";
import type { Chart } from "../prepare/chart.ts";
import { remarkMarks, remarkNames } from "../prepare/remarks.ts";

/** Radius of a mark, and its distance from the upper end of the plot, pixels. */
const mark = { radius: 3.5, off: 5 };

/** What was remarked, at the upper end of the plot: a dot with its name where there is room, a small one for a holiday. */
export const RemarkMarks = ({ chart }: { chart: Chart }): ReactNode => {
  const { behaviour, observations, plot, x } = chart;
  const marks = remarkMarks(observations, behaviour.annotations);
  if (marks.length === 0) return null;
  const y = plot.top + mark.off;
  return (
    <g className="chart-remarks">
      {marks.map(({ at, quiet }) => (
        <g key={at} data-quiet={quiet}>
          {!quiet && <line x1={x(at)} x2={x(at)} y1={y} y2={plot.bottom} />}
          <circle cx={x(at)} cy={y} r={quiet ? mark.radius / 2 : mark.radius} />
        </g>
      ))}
      {remarkNames(marks, x, plot.right).map(({ at, left, text }) => (
        <text key={at} className="chart-name on-plot" x={left} y={y + 4}>
          {text}
        </text>
      ))}
    </g>
  );
};
