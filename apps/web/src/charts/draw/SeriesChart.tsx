import type { Status } from "@sextant/model/standing/status";
import { type ChangeEvent, type PointerEvent, type ReactNode, useMemo, useState } from "react";
import { type ChartInput, chartOf } from "../prepare/chart.ts";
import { periodAt } from "../prepare/period-at.ts";
import { pointWords, seriesWords } from "../prepare/words.ts";
import { Bands, CurrentPeriod, Gaps, Grid, LineNames, TargetLines, TimeAxis } from "./backdrop.tsx";
import { ChartTip } from "./ChartTip.tsx";
import { Crosshair, SeriesLine } from "./foreground.tsx";
import { NowcastMark } from "./nowcast.tsx";
import { Breaks, ReportedLine } from "./reported.tsx";
import { useSize } from "./useSize.ts";
import "./chart.css";

interface SeriesChartProps extends ChartInput {
  /** What the line is called, for screen readers. */
  label: string;
  /** Colours the last whole period; null leaves it neutral, as for a grain that is not judged. */
  status: Status | null;
}

/** The chart of one series over time, with its target, bands and limits; walked through by pointer or arrow keys. */
export const SeriesChart = ({ label, status, ...input }: SeriesChartProps): ReactNode => {
  const { observations, targets, timeZone, write } = input;
  const { bands, limits, reported, breaks, nowcast, unit, grain } = input;
  const [ref, { width, height }] = useSize();
  const [picked, setPicked] = useState<number | null>(null);
  const chart = useMemo(
    () =>
      width === 0
        ? null
        : chartOf(
            { observations, targets, bands, limits, reported, breaks, nowcast, unit, grain, timeZone, write },
            width,
            height,
          ),
    [observations, targets, bands, limits, reported, breaks, nowcast, unit, grain, timeZone, write, width, height],
  );
  const last = observations.length - 1;
  const index = picked === null ? null : Math.min(picked, last);
  const shown = index === null ? undefined : observations[index];
  const spoken = observations[index ?? last];
  const pick = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): void => {
    if (chart === null) return;
    setPicked(periodAt(observations, chart.at(clientX - currentTarget.getBoundingClientRect().left)));
  };
  // A finger leaves when it is lifted: what it pointed at stays to be read.
  const leave = ({ pointerType }: PointerEvent): void => {
    if (pointerType === "mouse") setPicked(null);
  };
  return (
    <div ref={ref} className="series-chart" onPointerMove={pick} onPointerDown={pick} onPointerLeave={leave}>
      {chart !== null && (
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          <Bands chart={chart} />
          <Grid chart={chart} unit={unit} />
          <CurrentPeriod chart={chart} observations={observations} write={write} />
          <Gaps chart={chart} />
          <TimeAxis chart={chart} />
          <TargetLines chart={chart} limits={limits} />
          <Breaks chart={chart} />
          <ReportedLine chart={chart} />
          <SeriesLine chart={chart} status={status} />
          <NowcastMark chart={chart} observations={observations} nowcast={nowcast} />
          <LineNames chart={chart} />
          {shown !== undefined && <Crosshair chart={chart} observation={shown} />}
        </svg>
      )}
      {chart !== null && shown !== undefined && (
        <ChartTip
          chart={chart}
          observation={shown}
          target={targets[index ?? -1]}
          reported={reported[index ?? -1] ?? null}
          nowcast={nowcast}
          timeZone={timeZone}
          write={write}
        />
      )}
      {spoken !== undefined && (
        <input
          type="range"
          className="series-chart-walk"
          aria-label={`${label}, period by period. ${seriesWords(observations, timeZone, write)}`}
          aria-valuetext={pointWords(
            spoken,
            { target: targets[index ?? last] ?? null, reported: reported[index ?? last] ?? null, nowcast },
            timeZone,
            write,
          )}
          min={0}
          max={last}
          step={1}
          value={index ?? last}
          onChange={({ target }: ChangeEvent<HTMLInputElement>) => setPicked(Number(target.value))}
          onFocus={({ target }) => target.matches(":focus-visible") && setPicked(index ?? last)}
          onBlur={() => setPicked(null)}
          onKeyDown={({ key }) => key === "Escape" && setPicked(null)}
        />
      )}
    </div>
  );
};
