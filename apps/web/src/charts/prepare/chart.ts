import type { BandView, UnitView } from "@sextant/model/api/answers/tile";
import type { Observation } from "@sextant/model/series/observation";
import type { ExpectedPeriod } from "@sextant/model/standing/behaviour";
import type { Grain } from "@sextant/model/time/grain";
import { bandBoundaries, type VisibleBand, visibleBands } from "./bands.ts";
import { behaviourValues, type ChartBehaviour, shownForecast } from "./behaviour.ts";
import { type ValueDomain, valueDomain } from "./domain.ts";
import { placeLabels } from "./labels.ts";
import { linear } from "./linear.ts";
import { type ChartBreak, type ReportedLine, reportedLine } from "./reported.ts";
import { type DrawableSeries, drawableSeries, valuesOf } from "./series.ts";
import { type TargetStep, targetSteps } from "./targets.ts";
import { textWidth } from "./text.ts";
import { type TimeTick, timeTicks } from "./time-ticks.ts";
import { type ValueTick, valueTicks } from "./value-ticks.ts";

/** An estimate of a whole period with the ends of its 80 % interval, in the units of its series. */
export interface Heading {
  periodKey: string;
  value: number;
  lower80: number;
  upper80: number;
}

/** What a chart of one series shows; instants in epoch ms, numbers as stored. */
export interface ChartInput {
  observations: readonly Observation[];
  targets: readonly (number | null)[];
  bands: readonly BandView[];
  limits: { lower: number; mean: number; upper: number } | null;
  /** Per observation the value it was first published with, where it is another one now. */
  reported: readonly (number | null)[];
  breaks: readonly ChartBreak[];
  /** Where the period that is not over is heading; never a point of the line (T3). */
  nowcast: Heading | null;
  behaviour: ChartBehaviour;
  unit: UnitView;
  grain: Grain;
  timeZone: string;
  write: (value: number) => string;
}

/** A line that is named beside the chart. */
export interface NamedLine {
  kind: "target" | "limit";
  text: string;
  value: number;
}

/** A chart laid out in pixels: where the plot is, what is on it, and how to find places on it. */
export interface Chart {
  width: number;
  height: number;
  plot: { left: number; top: number; right: number; bottom: number };
  /** Too narrow for names beside the plot: they stand on it. */
  narrow: boolean;
  domain: ValueDomain;
  series: DrawableSeries;
  steps: TargetStep[];
  bands: VisibleBand[];
  reported: ReportedLine;
  breaks: readonly ChartBreak[];
  observations: readonly Observation[];
  behaviour: ChartBehaviour;
  /** What is drawn of the forecast. */
  ahead: readonly ExpectedPeriod[];
  /** Where the time axis ends, epoch ms. */
  until: number;
  valueTicks: ValueTick[];
  timeTicks: TimeTick[];
  /** Names beside the plot; none when it is narrow. */
  labels: { label: NamedLine; y: number }[];
  targetName: string | null;
  x: (at: number) => number;
  /** A value off the axis (only that of a period that is not over can be) lies on the axis' end. */
  y: (value: number) => number;
  /** The instant under a horizontal pixel. */
  at: (x: number) => number;
}

/** Below this width, in pixels, names beside the plot would take a quarter of it. */
const narrowBelow = 520;
const lineHeight = 16;
/** Pixels between value ticks, at least. */
const tickRoom = 46;
const edges = { top: 22, bottom: 28, narrowRight: 22, labelInset: 26 };

const namedLines = (input: ChartInput, steps: readonly TargetStep[]): (NamedLine & { rank: number })[] => {
  const target = steps.at(-1);
  const { limits, write } = input;
  const lines: (NamedLine & { rank: number })[] = [];
  if (target !== undefined) {
    lines.push({ kind: "target", text: `Target ${write(target.value)}`, value: target.value, rank: 0 });
  }
  if (limits !== null) {
    lines.push({ kind: "limit", text: `Upper limit ${write(limits.upper)}`, value: limits.upper, rank: 1 });
    lines.push({ kind: "limit", text: `Lower limit ${write(limits.lower)}`, value: limits.lower, rank: 1 });
    lines.push({ kind: "limit", text: `Mean ${write(limits.mean)}`, value: limits.mean, rank: 2 });
  }
  return lines.filter((line) => Number.isFinite(line.value));
};

const domainOf = (
  input: ChartInput,
  series: DrawableSeries,
  lines: readonly NamedLine[],
  steps: readonly TargetStep[],
): ValueDomain => {
  const { whole, current } = valuesOf(series);
  const { nowcast } = input;
  const heading = nowcast === null ? [] : [nowcast.value, nowcast.lower80, nowcast.upper80];
  const before = input.reported.filter((value) => value !== null);
  const { references, guests } = behaviourValues(input.observations, input.behaviour);
  return valueDomain({
    values: whole.length === 0 ? [...current, ...before] : [...whole, ...before],
    references: [...[...lines, ...steps].map((each) => each.value), ...references],
    guests: [...bandBoundaries(input.bands), ...current, ...heading, ...guests],
    share: input.unit.scale === 100,
  });
};

/** The value axis of a chart whatever its size, so that words beside it can say where it starts. */
export const chartDomain = (input: ChartInput): ValueDomain => {
  const steps = targetSteps(input.observations, input.targets);
  return domainOf(input, drawableSeries(input.observations), namedLines(input, steps), steps);
};

/** Lays a chart out in a box of the given pixels. */
export const chartOf = (input: ChartInput, width: number, height: number): Chart => {
  const { observations, bands } = input;
  const series = drawableSeries(observations);
  const steps = targetSteps(observations, input.targets);
  const lines = namedLines(input, steps);
  const domain = domainOf(input, series, lines, steps);
  const top = edges.top;
  const bottom = Math.max(top + 1, height - edges.bottom);
  const marks = valueTicks(domain, input.unit, Math.floor((bottom - top) / tickRoom));
  const narrow = width < narrowBelow;
  const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, textWidth(text)), 0);
  const left = Math.max(30, widest(marks.map((tick) => tick.text)) + 10);
  const beside = narrow ? edges.narrowRight : edges.labelInset + widest(lines.map((line) => line.text));
  const right = Math.max(left + 1, width - beside);
  const ahead = shownForecast(observations, input.behaviour.forecast);
  const coming = ahead.filter((period) => period.start >= (observations.at(-1)?.end ?? 0));
  const until = Math.max(observations.at(-1)?.end ?? 1, ahead.at(-1)?.end ?? 0);
  const span: [number, number] = [observations[0]?.start ?? 0, until];
  const x = linear(span, [left, right]);
  const scale = linear([domain.low, domain.high], [bottom, top]);
  const y = (value: number): number => Math.min(bottom, Math.max(top, scale(value)));
  const wishes = lines.map((line) => ({ ...line, wanted: y(line.value) }));
  return {
    width,
    height,
    plot: { left, top, right, bottom },
    narrow,
    domain,
    series,
    steps,
    bands: visibleBands(bands, domain),
    observations,
    behaviour: input.behaviour,
    ahead,
    until,
    reported: reportedLine(observations, input.reported),
    breaks: input.breaks,
    valueTicks: marks,
    timeTicks: timeTicks([...observations, ...coming], input.grain, input.timeZone, x),
    targetName: lines.find((line) => line.kind === "target")?.text ?? null,
    labels: narrow ? [] : placeLabels(wishes, lineHeight, [0, bottom]),
    x,
    y,
    at: linear([left, right], span),
  };
};
