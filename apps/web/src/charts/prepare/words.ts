import type { Observation } from "@sextant/model/series/observation";
import { periodLabel } from "@sextant/model/time/label";
import { utcFormat } from "d3-time-format";
import type { Heading } from "./chart.ts";
import { finiteValue } from "./series.ts";
import { toWall } from "./wall.ts";

const dayText = utcFormat("%-d %b");
const counts = new Intl.NumberFormat("en-GB");

/** One millisecond before the end lies on the last day of a half-open period. */
const lastInstant = 1;

/** A period's name, with its days where the name alone does not tell them: `Week 10, 2001 (5 Mar to 11 Mar)`. */
export const periodWords = (
  observation: Pick<Observation, "periodKey" | "start" | "end">,
  timeZone: string,
): string => {
  const name = periodLabel(observation.periodKey);
  if (!/^(Week |P\d)/.test(name)) return name;
  const from = dayText(new Date(toWall(observation.start, timeZone)));
  const to = dayText(new Date(toWall(observation.end - lastInstant, timeZone)));
  return `${name} (${from} to ${to})`;
};

/** Why a value may change, or is missing; null for a settled value. */
export const stateWords = (observation: Observation): string | null => {
  if (observation.current) return finiteValue(observation) === null ? "not over, no value so far" : "so far, not over";
  if (finiteValue(observation) === null) {
    return observation.presence === "empty" ? "nothing happened in this period" : "nobody has reported on this period";
  }
  return observation.settled ? null : "ended, may still change";
};

/** The number of rows a value rests on, in words (N4). */
export const sampleWords = (size: number): string => (size === 1 ? "1 row" : `${counts.format(size)} rows`);

/** A value, or what stands in its place: a missing value is never written as zero (T5). */
export const valueWords = (observation: Observation, write: (value: number) => string): string => {
  const value = finiteValue(observation);
  if (value !== null) return write(value);
  return observation.presence === "empty" ? "none" : "unknown";
};

/** Where a period that is not over is heading, in words; null for any other period, or where that is not known. */
export const nowcastWords = (
  { periodKey, current }: Observation,
  nowcast: Heading | null,
  write: (value: number) => string,
): string | null =>
  nowcast === null || !current || nowcast.periodKey !== periodKey
    ? null
    : `on course for ≈ ${write(nowcast.value)} (80 % between ${write(nowcast.lower80)} and ${write(nowcast.upper80)})`;

/** What is said of a point beside its value; null where there is nothing to say. */
export interface PointFacts {
  target: number | null;
  reported: number | null;
  nowcast: Heading | null;
  signal?: string | null;
  remark?: string | null;
}

/** Everything about one point in one sentence, for a screen reader and the tooltip alike. */
export const pointWords = (
  observation: Observation,
  { target, reported, nowcast, signal = null, remark = null }: PointFacts,
  timeZone: string,
  write: (value: number) => string,
): string => {
  const parts = [`${periodWords(observation, timeZone)}: ${valueWords(observation, write)}`];
  const state = stateWords(observation);
  if (state !== null) parts.push(state);
  const heading = nowcastWords(observation, nowcast, write);
  if (heading !== null) parts.push(heading);
  if (reported !== null) parts.push(`first reported as ${write(reported)}`);
  if (target !== null) parts.push(`target ${write(target)}`);
  parts.push(sampleWords(observation.sampleSize));
  if (signal !== null) parts.push(`signal: ${signal}`);
  if (remark !== null) parts.push(`remark: ${remark}`);
  return parts.join(", ");
};

/** What the whole line shows in a sentence: how many periods, the range, and the last whole value. */
export const seriesWords = (
  observations: readonly Observation[],
  timeZone: string,
  write: (value: number) => string,
): string => {
  const whole = observations.filter((each) => !each.current && finiteValue(each) !== null);
  const last = whole.at(-1);
  if (last === undefined) return "No values in this range.";
  const values = whole.map((each) => finiteValue(each) ?? 0);
  const low = values.reduce((one, other) => Math.min(one, other));
  const high = values.reduce((one, other) => Math.max(one, other));
  const missing = observations.filter((each) => !each.current && finiteValue(each) === null).length;
  const gaps = missing === 0 ? "" : ` ${missing} without a value.`;
  const extent = low === high ? `always ${write(low)}` : `between ${write(low)} and ${write(high)}`;
  return `${whole.length} whole ${whole.length === 1 ? "period" : "periods"}, ${extent}; last ${write(values.at(-1) ?? 0)} in ${periodWords(last, timeZone)}.${gaps}`;
};
