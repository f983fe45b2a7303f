import type { Observation } from "@sextant/model/series/observation";
import type { ExpectedPeriod } from "@sextant/model/standing/behaviour";
import type { CSSProperties, ReactNode } from "react";
import type { Chart, Heading } from "../prepare/chart.ts";
import { finiteValue } from "../prepare/series.ts";
import { nowcastWords, periodWords, sampleWords, stateWords, valueWords } from "../prepare/words.ts";

interface ChartTipProps {
  chart: Chart;
  observation: Observation;
  target: number | null | undefined;
  /** The value it was first published with, when it is another one now. */
  reported: number | null;
  nowcast: Heading | null;
  /** What signals in the period, in words; null when nothing does. */
  signal: string | null;
  /** What was remarked of the period; null when nothing was. */
  remark: string | null;
  timeZone: string;
  write: (value: number) => string;
}

/** Width reserved for the box, pixels; the style sheet uses the same. */
const boxWidth = 240;
/** Distance from the crosshair, pixels. */
const away = 14;
/** Distance from the upper or lower end of the plot, pixels. */
const edge = 4;

/** Beside the crosshair, on the side and at the end of the plot where there is room. */
const placeOf = (
  { plot, width, height, x, y }: Chart,
  { start, end }: { start: number; end: number },
  value: number | null,
): CSSProperties => {
  const middle = x((start + end) / 2);
  const left = middle > (plot.left + plot.right) / 2 ? middle - boxWidth - away : middle + away;
  const isLow = value !== null && y(value) > (plot.top + plot.bottom) / 2;
  const side = isLow ? { top: plot.top + edge } : { bottom: height - plot.bottom + edge };
  return { left: Math.max(0, Math.min(left, width - boxWidth)), ...side };
};

interface ForecastTipProps {
  chart: Chart;
  period: ExpectedPeriod;
  timeZone: string;
  write: (value: number) => string;
}

/** What a period to come is expected to be. */
export const ForecastTip = ({ chart, period, timeZone, write }: ForecastTipProps): ReactNode => (
  <div className="chart-tip number" style={placeOf(chart, period, period.value)} aria-hidden="true">
    <p>{periodWords(period, timeZone)}</p>
    <p>
      <strong>≈ {write(period.value)}</strong>
      <span>expected</span>
    </p>
    <p>
      80 % between {write(period.lower80)} and {write(period.upper80)}
    </p>
    <p>
      95 % between {write(period.lower95)} and {write(period.upper95)}
    </p>
  </div>
);

/** What is known about the period under the crosshair, beside it on the side where there is room. */
export const ChartTip = ({
  chart,
  observation,
  target,
  reported,
  nowcast,
  signal,
  remark,
  timeZone,
  write,
}: ChartTipProps): ReactNode => {
  const value = finiteValue(observation);
  const heading = nowcastWords(observation, nowcast, write);
  const state = stateWords(observation);
  return (
    <div className="chart-tip number" style={placeOf(chart, observation, value)} aria-hidden="true">
      <p>{periodWords(observation, timeZone)}</p>
      <p>
        <strong>{valueWords(observation, write)}</strong>
        {target !== null && target !== undefined && <span>target {write(target)}</span>}
      </p>
      {signal !== null && <p>{signal}</p>}
      {remark !== null && <p>{remark}</p>}
      {heading !== null && <p>{heading}</p>}
      {reported !== null && <p>first reported as {write(reported)}</p>}
      <p>{[sampleWords(observation.sampleSize), state].filter((part) => part !== null).join(" · ")}</p>
    </div>
  );
};
