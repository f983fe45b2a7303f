import type { ReactNode } from "react";
import { fanOf, lineUntil, type Place, phaseLines, signalMarks } from "../prepare/behaviour.ts";
import type { Chart } from "../prepare/chart.ts";
import { pathThrough } from "./path.ts";
import "./behaviour.css";

interface LayerProps {
  chart: Chart;
}

const through = ({ x, y }: Chart, places: readonly Place[]): string =>
  pathThrough(places.map(({ at, value }) => ({ x: x(at), y: y(value) })));

/** The area between two lines. */
const areaBetween = (chart: Chart, upper: readonly Place[], lower: readonly Place[]): string =>
  `${through(chart, [...upper, ...lower.toReversed()])}Z`;

/** The range season and trend let expect of each period, behind the line. */
export const ExpectedBand = ({ chart }: LayerProps): ReactNode => {
  const { behaviour, observations } = chart;
  const byKey = new Map(observations.map((each) => [each.periodKey, (each.start + each.end) / 2]));
  const places = behaviour.expected.flatMap(({ periodKey, lower, upper }) => {
    const at = byKey.get(periodKey);
    return at === undefined ? [] : [{ at, lower, upper }];
  });
  if (places.length < 2) return null;
  const upper = places.map((place) => ({ at: place.at, value: place.upper }));
  const lower = places.map((place) => ({ at: place.at, value: place.lower }));
  return <path className="chart-expected" d={areaBetween(chart, upper, lower)} />;
};

/** Natural limits, each phase with its own; a phase that starts within the chart has an upright where it does. */
export const PhaseLimits = ({ chart }: LayerProps): ReactNode => {
  const { behaviour, observations, plot, x, y } = chart;
  const span = [observations[0]?.start ?? 0, observations.at(-1)?.end ?? 0] as const;
  return phaseLines(behaviour.phases, span).map(({ start, end, limits, because }) => (
    <g key={start}>
      {(["upper", "mean", "lower"] as const).map((name) => (
        <line
          key={name}
          className="chart-limit"
          data-limit={name}
          x1={x(start)}
          x2={x(end)}
          y1={y(limits[name])}
          y2={y(limits[name])}
        />
      ))}
      {because !== "start" && (
        <line className="chart-phase" x1={x(start)} x2={x(start)} y1={plot.top} y2={plot.bottom} />
      )}
    </g>
  ));
};

/** What the periods to come are expected to be: a line that fans out, 80 % darker than 95 %. */
export const ForecastFan = ({ chart }: LayerProps): ReactNode => {
  const fan = fanOf(chart.observations, chart.ahead);
  if (fan === null) return null;
  const { line, within80, within95 } = fan;
  return (
    <g className="chart-fan">
      <path className="chart-fan-95" d={areaBetween(chart, within95.upper, within95.lower)} />
      <path className="chart-fan-80" d={areaBetween(chart, within80.upper, within80.lower)} />
      <path className="chart-fan-line" d={through(chart, line)} />
      {line.length === 2 && line[1] !== undefined && (
        <circle cx={chart.x(line[1].at)} cy={chart.y(line[1].value)} r={2.5} />
      )}
    </g>
  );
};

/** What is wanted from now on, up to the date of the target. */
export const PaceLine = ({ chart }: LayerProps): ReactNode => {
  const { behaviour, until } = chart;
  const line = behaviour.pace === null ? null : lineUntil(behaviour.pace, until);
  return line === null ? null : <path className="chart-target" d={through(chart, line)} />;
};

/** Half the width of a mark, its height, and how far it stays off its value, pixels. */
const mark = { half: 5, height: 8, off: 8 };

/** A triangle over or under each value that signals, pointing away from what was expected; a notch where the series changed. */
export const SignalMarks = ({ chart }: LayerProps): ReactNode => {
  const { behaviour, observations, plot, x, y } = chart;
  const [from, to] = [observations[0]?.start ?? 0, observations.at(-1)?.end ?? 0];
  return (
    <g className="chart-signals">
      {signalMarks(observations, behaviour.signals).map(({ at, value, side }) => {
        const up = side === "above" ? -1 : 1;
        const base = Math.min(plot.bottom - 2, Math.max(plot.top + 2, y(value) + up * mark.off));
        return (
          <path
            key={at}
            className="chart-signal"
            data-side={side}
            d={`M${x(at) - mark.half},${base}h${2 * mark.half}l${-mark.half},${up * mark.height}Z`}
          />
        );
      })}
      {behaviour.changes
        .filter(({ start }) => start >= from && start < to)
        .map(({ start }) => (
          <path key={start} className="chart-change" d={`M${x(start) - 5},${plot.bottom}h10l-5,-7Z`} />
        ))}
    </g>
  );
};
