import type { Status } from "@sextant/model/standing/status";
import { type ChangeEvent, type PointerEvent, type ReactNode, useMemo, useState } from "react";
import { expectedWords, shownForecast, signalWords } from "../prepare/behaviour.ts";
import { type ChartInput, chartOf } from "../prepare/chart.ts";
import { periodAt } from "../prepare/period-at.ts";
import { remarkWords } from "../prepare/remarks.ts";
import { finiteValue } from "../prepare/series.ts";
import { periodWords, pointWords, seriesWords } from "../prepare/words.ts";
import { Bands, CurrentPeriod, Gaps, Grid, LineNames, TargetLines, TimeAxis } from "./backdrop.tsx";
import { ExpectedBand, ForecastFan, SignalMarks } from "./behaviour.tsx";
import { ChartTip, ForecastTip } from "./ChartTip.tsx";
import { Crosshair, SeriesLine } from "./foreground.tsx";
import { NowcastMark } from "./nowcast.tsx";
import { RemarkMarks } from "./remarks.tsx";
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
  const { bands, limits, reported, breaks, nowcast, behaviour, unit, grain } = input;
  const [ref, { width, height }] = useSize();
  const [picked, setPicked] = useState<number | null>(null);
  const chart = useMemo(
    () =>
      width === 0
        ? null
        : chartOf(
            {
              observations,
              targets,
              bands,
              limits,
              reported,
              breaks,
              nowcast,
              behaviour,
              unit,
              grain,
              timeZone,
              write,
            },
            width,
            height,
          ),
    [
      observations,
      targets,
      bands,
      limits,
      reported,
      breaks,
      nowcast,
      behaviour,
      unit,
      grain,
      timeZone,
      write,
      width,
      height,
    ],
  );
  const last = observations.length - 1;
  // Periods to come are walked through after those that were, the one that is not over only once.
  const ahead = useMemo(
    () =>
      shownForecast(observations, behaviour.forecast).filter(({ start }) => start >= (observations.at(-1)?.end ?? 0)),
    [observations, behaviour],
  );
  const furthest = last + ahead.length;
  const index = picked === null ? null : Math.min(picked, furthest);
  const shown = index === null ? undefined : observations[index];
  const coming = index === null ? undefined : ahead[index - observations.length];
  const spoken = observations[index ?? last];
  const words = (): string => {
    if (coming !== undefined) return `${periodWords(coming, timeZone)}: ${expectedWords(coming, write)}`;
    if (spoken === undefined) return "";
    const target = targets[index ?? last] ?? null;
    const signal = signalWords(spoken.periodKey, behaviour.signals);
    const remark = remarkWords(spoken.periodKey, behaviour.annotations);
    const facts = { target, reported: reported[index ?? last] ?? null, nowcast, signal, remark };
    return pointWords(spoken, facts, timeZone, write);
  };
  const pick = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): void => {
    if (chart === null) return;
    setPicked(periodAt([...observations, ...ahead], chart.at(clientX - currentTarget.getBoundingClientRect().left)));
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
          <ExpectedBand chart={chart} />
          <ForecastFan chart={chart} />
          <Breaks chart={chart} />
          <RemarkMarks chart={chart} />
          <ReportedLine chart={chart} />
          <SeriesLine chart={chart} status={status} />
          <NowcastMark chart={chart} observations={observations} nowcast={nowcast} />
          <SignalMarks chart={chart} />
          <LineNames chart={chart} />
          {shown !== undefined && <Crosshair chart={chart} at={shown} value={finiteValue(shown)} />}
          {coming !== undefined && <Crosshair chart={chart} at={coming} value={coming.value} />}
        </svg>
      )}
      {chart !== null && shown !== undefined && (
        <ChartTip
          chart={chart}
          observation={shown}
          target={targets[index ?? -1]}
          reported={reported[index ?? -1] ?? null}
          nowcast={nowcast}
          signal={signalWords(shown.periodKey, behaviour.signals)}
          remark={remarkWords(shown.periodKey, behaviour.annotations)}
          timeZone={timeZone}
          write={write}
        />
      )}
      {chart !== null && coming !== undefined && (
        <ForecastTip chart={chart} period={coming} timeZone={timeZone} write={write} />
      )}
      {(spoken !== undefined || coming !== undefined) && (
        <input
          type="range"
          className="series-chart-walk"
          aria-label={`${label}, period by period. ${seriesWords(observations, timeZone, write)}`}
          aria-valuetext={words()}
          min={0}
          max={furthest}
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
