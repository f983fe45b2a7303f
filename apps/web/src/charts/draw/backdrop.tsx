import type { UnitView } from "@sextant/model/api/answers/tile";
import type { Observation } from "@sextant/model/series/observation";
import { type ReactNode, useId } from "react";
import type { Chart } from "../prepare/chart.ts";
import { finiteValue } from "../prepare/series.ts";
import { targetPaths } from "../prepare/targets.ts";
import { textWidth } from "../prepare/text.ts";
import { axisCaption } from "../prepare/value-ticks.ts";
import { PaceLine, PhaseLimits } from "./behaviour.tsx";
import { pathThrough } from "./path.ts";
import { StatusMark } from "./StatusMark.tsx";

interface LayerProps {
  chart: Chart;
}

/** Height a band needs for its mark, pixels. */
const markRoom = 14;

/** Status bands behind the line, with the shape of each status at its right edge so that colour is not alone (S8). */
export const Bands = ({ chart: { bands, plot, y } }: LayerProps): ReactNode =>
  bands.map(({ status, low, high }) => {
    const [top, bottom] = [y(high), y(low)];
    const size = { y: top, height: bottom - top };
    return (
      <g key={`${status} ${low}`} className="chart-band" data-status={status}>
        <rect className="chart-band-area" x={plot.left} width={plot.right - plot.left} {...size} />
        <rect className="chart-band-edge" x={plot.right} width={3} {...size} />
        {bottom - top >= markRoom && <StatusMark status={status} x={plot.right + 13} y={(top + bottom) / 2} />}
      </g>
    );
  });

/** Value lines and their numbers; the unit is written above when the numbers do not carry it. */
export const Grid = ({ chart: { plot, valueTicks, y }, unit }: LayerProps & { unit: UnitView }): ReactNode => {
  const caption = axisCaption(unit);
  return (
    <g className="chart-grid">
      {valueTicks.map(({ value, text }) => (
        <g key={value}>
          <line x1={plot.left} x2={plot.right} y1={y(value)} y2={y(value)} />
          <text x={plot.left - 8} y={y(value)} dy="0.35em" textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {caption !== null && (
        <text x={plot.left - 8} y={10} textAnchor="end">
          {caption}
        </text>
      )}
    </g>
  );
};

/** Names of time below the plot; one that would leave the drawing is not written. */
export const TimeAxis = ({ chart: { plot, timeTicks, x } }: LayerProps): ReactNode => (
  <g className="chart-time">
    <line x1={plot.left} x2={plot.right} y1={plot.bottom} y2={plot.bottom} />
    {timeTicks.map(({ at, text }) => {
      const middle = Math.max(x(at), textWidth(text) / 2);
      return (
        <g key={at}>
          <line x1={x(at)} x2={x(at)} y1={plot.bottom} y2={plot.bottom + 4} />
          <text x={middle} y={plot.bottom + 19} textAnchor="middle">
            {text}
          </text>
        </g>
      );
    })}
  </g>
);

/** Spans without values: hatched where nobody reported, a plain bar at the foot where nothing happened (T5). */
export const Gaps = ({ chart: { plot, series, x } }: LayerProps): ReactNode => {
  const hatch = useId();
  if (series.gaps.length === 0) return null;
  return (
    <g className="chart-gaps">
      <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" y1="0" x2="0" y2="6" />
      </pattern>
      {series.gaps.map(({ presence, start, end }) => {
        const size = { x: x(start), width: Math.max(1, x(end) - x(start)) };
        return presence === "unknown" ? (
          <rect key={start} {...size} y={plot.top} height={plot.bottom - plot.top} fill={`url(#${hatch})`} />
        ) : (
          <rect key={start} className="chart-empty" {...size} y={plot.bottom - 5} height={5} />
        );
      })}
    </g>
  );
};

interface CurrentPeriodProps extends LayerProps {
  observations: readonly Observation[];
  write: (value: number) => string;
}

/** The span of the period that is not over, named with its value, so that it is not read as that of a whole one (T3). */
export const CurrentPeriod = ({ chart, observations, write }: CurrentPeriodProps): ReactNode => {
  const { plot, domain, x } = chart;
  const current = observations.findLast((each) => each.current);
  if (current === undefined) return null;
  const [left, right] = [x(current.start), x(current.end)];
  const value = finiteValue(current);
  const arrow = value === null || (value >= domain.low && value <= domain.high) ? "" : value < domain.low ? "↓ " : "↑ ";
  return (
    <g className="chart-current">
      <rect x={left} width={Math.max(0, right - left)} y={plot.top} height={plot.bottom - plot.top} />
      <text x={right} y={plot.top - 7} textAnchor="end">
        {value === null ? "so far no value" : `${arrow}so far ${write(value)}`}
      </text>
    </g>
  );
};

const limitLines = (limits: { lower: number; mean: number; upper: number }) => [
  { name: "upper", value: limits.upper },
  { name: "mean", value: limits.mean },
  { name: "lower", value: limits.lower },
];

interface TargetLinesProps extends LayerProps {
  limits: { lower: number; mean: number; upper: number } | null;
}

/** The target as level steps, and the limits of the process where they are known. */
export const TargetLines = ({ chart, limits }: TargetLinesProps): ReactNode => {
  const { plot, steps, behaviour, x, y } = chart;
  return (
    <g>
      <PhaseLimits chart={chart} />
      {limits !== null &&
        behaviour.phases.length === 0 &&
        limitLines(limits).map(({ name, value }) => (
          <line
            key={name}
            className="chart-limit"
            data-limit={name}
            x1={plot.left}
            x2={plot.right}
            y1={y(value)}
            y2={y(value)}
          />
        ))}
      {targetPaths(steps).map((path) => (
        <path
          key={path[0]?.at}
          className="chart-target"
          d={pathThrough(path.map(({ at, value }) => ({ x: x(at), y: y(value) })))}
        />
      ))}
      <PaceLine chart={chart} />
    </g>
  );
};

/** Room a name on the plot needs above its line, pixels. */
const nameRoom = 20;

/** Names of target and limits: beside the plot, moved apart; on a narrow one the target's alone, on its line. */
export const LineNames = ({ chart }: LayerProps): ReactNode => {
  const { plot, labels, narrow, steps, y, targetName } = chart;
  if (!narrow) {
    return labels.map(({ label, y: middle }) => (
      <text key={label.text} className="chart-name" data-kind={label.kind} x={plot.right + 24} y={middle} dy="0.35em">
        {label.text}
      </text>
    ));
  }
  const target = steps.at(-1);
  if (target === undefined || targetName === null) return null;
  const above = y(target.value) - 6;
  return (
    <text
      className="chart-name on-plot"
      data-kind="target"
      x={plot.left + 6}
      y={above - nameRoom < 0 ? y(target.value) + 16 : above}
    >
      {targetName}
    </text>
  );
};
