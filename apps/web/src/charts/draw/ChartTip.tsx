import type { Observation } from "@sextant/model/series/observation";
import type { ReactNode } from "react";
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
  timeZone: string;
  write: (value: number) => string;
}

/** Width reserved for the box, pixels; the style sheet uses the same. */
const boxWidth = 240;
/** Distance from the crosshair, pixels. */
const away = 14;
/** Distance from the upper or lower end of the plot, pixels. */
const edge = 4;

/** What is known about the period under the crosshair, beside it on the side where there is room. */
export const ChartTip = ({
  chart,
  observation,
  target,
  reported,
  nowcast,
  timeZone,
  write,
}: ChartTipProps): ReactNode => {
  const { plot, width, height, x, y } = chart;
  const middle = x((observation.start + observation.end) / 2);
  const left = middle > (plot.left + plot.right) / 2 ? middle - boxWidth - away : middle + away;
  const value = finiteValue(observation);
  const isLow = value !== null && y(value) > (plot.top + plot.bottom) / 2;
  const heading = nowcastWords(observation, nowcast, write);
  const state = stateWords(observation);
  return (
    <div
      className="chart-tip number"
      style={{
        left: Math.max(0, Math.min(left, width - boxWidth)),
        ...(isLow ? { top: plot.top + edge } : { bottom: height - plot.bottom + edge }),
      }}
      aria-hidden="true"
    >
      <p>{periodWords(observation, timeZone)}</p>
      <p>
        <strong>{valueWords(observation, write)}</strong>
        {target !== null && target !== undefined && <span>target {write(target)}</span>}
      </p>
      {heading !== null && <p>{heading}</p>}
      {reported !== null && <p>first reported as {write(reported)}</p>}
      <p>{[sampleWords(observation.sampleSize), state].filter((part) => part !== null).join(" · ")}</p>
    </div>
  );
};
