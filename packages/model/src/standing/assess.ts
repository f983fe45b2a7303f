import type { Direction } from "../metric/direction.ts";
import type { Observation } from "../series/observation.ts";
import { periodLabel } from "../time/label.ts";
import type { Colour } from "./bands.ts";
import type { JudgeInput } from "./input.ts";
import { compareValues } from "./interval.ts";
import { describeReading } from "./sentence.ts";
import { countVotes, type Reading, readingOf, type Settled, settle } from "./settle.ts";
import type { Standing, Status } from "./status.ts";
import { type ControlLimits, type ResolvedBands, resolveBands } from "./yardstick.ts";

/** A standing before guardrails and staleness have their say. */
export type Computed = Pick<Standing, "status" | "reason" | "sentence" | "periodKey">;

const unknown = (reason: Standing["reason"], sentence: string, periodKey?: string): Computed =>
  periodKey === undefined
    ? { status: "unknown", reason, sentence }
    : { status: "unknown", reason, sentence, periodKey };

const hasArrived = (observation: Observation, covered: number | null): boolean =>
  observation.settled || (covered !== null && covered >= observation.end);

/**
 * The observations that may be judged, oldest first. A period counts once it is over and every dataset covers its end: one
 * whose data is still coming in is partial, and never judged as if it were whole (T3). The current period is judged only
 * against pace, in mode `to_date_like_for_like`, where the curve says what is due by now; `nowcast` judges like
 * `complete_only`, an estimate being no observation.
 */
const judgeable = ({ observations, freshness, bands, currentMode, now }: JudgeInput): Observation[] => {
  const toDate = currentMode === "to_date_like_for_like" && bands?.basis === "pace";
  return observations.filter((observation) =>
    observation.current || observation.end > now
      ? toDate && observation.current && observation.presence === "value"
      : hasArrived(observation, freshness.covered),
  );
};

/** A period that is not over speaks for the instant its data reaches: what has not arrived is not behind pace. */
const resolveFor = (input: JudgeInput, observation: Observation): ResolvedBands => {
  const { now, freshness } = input;
  return resolveBands(input, observation.current ? Math.min(now, freshness.covered ?? now) : observation.end);
};

const read = (input: JudgeInput, observation: Observation): Reading | null => {
  if (observation.value === null || observation.sampleSize < input.rule.minimumSample) return null;
  const resolved = resolveFor(input, observation);
  return resolved.kind === "bands" ? readingOf(observation.value, resolved.bands) : null;
};

/** Whether a status is known. */
export const isColour = (status: Status | undefined): status is Colour => status !== undefined && status !== "unknown";

const carry = (
  input: JudgeInput,
  periods: readonly Observation[],
  readings: readonly (Reading | null)[],
): Settled | null => {
  const { previous, rule } = input;
  const before = isColour(previous?.computed) ? previous.computed : null;
  const judgedBefore = periods.findIndex((period) => period.periodKey === previous?.periodKey) + 1;
  const seen = before === null ? 0 : Math.min(judgedBefore, periods.length - 1);
  return settle(before, readings, seen, rule);
};

const heldSentence = (settled: Settled, readings: readonly (Reading | null)[], input: JudgeInput): string => {
  const { hysteresis, persistence } = input.rule;
  const alone = readings.at(-1)?.colour;
  if (settled.heldBy === "hysteresis")
    return ` It stays ${settled.colour} until the limit is passed by ${input.format(hysteresis)}.`;
  if (settled.heldBy !== "persistence" || persistence === null || !isColour(alone ?? undefined)) return "";
  const votes = countVotes(alone ?? "red", readings, persistence.of);
  return ` It stays ${settled.colour}: ${votes} of the last ${persistence.of} periods are ${alone}, ${persistence.periods} are needed.`;
};

const processSentence = (
  shown: string,
  colour: Colour,
  resolved: Reading,
  limits: ControlLimits,
  input: JudgeInput,
): string => {
  const { format } = input;
  const range = `the natural limits ${format(limits.lower)} to ${format(limits.upper)}`;
  if (compareValues(resolved.value, limits.lower) < 0 || compareValues(resolved.value, limits.upper) > 0)
    return `Process behaviour: ${shown} is outside ${range}`;
  if (colour === "yellow")
    return `Process behaviour: a long run ${limits.run ?? "beside"} the mean of ${format(limits.mean)}`;
  return `Process behaviour: ${shown} is within ${range}, no signal`;
};

/** A run on the bad side is a signal as well (S6); where no side is good, a run on either side is. */
const isBadRun = (limits: ControlLimits, direction: Direction): boolean => {
  if (limits.run === undefined || limits.run === null) return false;
  if (direction === "up_is_good") return limits.run === "below";
  return direction === "down_is_good" ? limits.run === "above" : true;
};

const assessValue = (input: JudgeInput, periods: readonly Observation[], last: Observation): Computed => {
  const label = periodLabel(last.periodKey);
  const resolved = resolveFor(input, last);
  if (resolved.kind === "none") return unknown(resolved.reason, resolved.sentence, last.periodKey);
  const readings = periods.map((period) => read(input, period));
  const reading = readings.at(-1) ?? null;
  const settled = carry(input, periods, readings);
  if (reading === null || settled === null || reading.colour === null) {
    return unknown("error", `No threshold covers ${input.format(last.value ?? Number.NaN)}.`, last.periodKey);
  }
  const { controlLimits, direction, format } = input;
  if (resolved.yardstick === "process" && controlLimits !== null) {
    const colour = isBadRun(controlLimits, direction) ? "yellow" : settled.colour;
    const sentence = `${processSentence(format(reading.value), colour, reading, controlLimits, input)}.`;
    return { status: colour, reason: "ok", sentence: `${label}: ${sentence}`, periodKey: last.periodKey };
  }
  const stand = describeReading(reading.value, reading.colour, reading.bands, format);
  const sentence = `${label}: ${stand}.${heldSentence(settled, readings, input)}`;
  return { status: settled.colour, reason: "ok", sentence, periodKey: last.periodKey };
};

/** What the observations alone say of the KPI: its latest period that may be judged, held against the yardstick. */
export const assess = (input: JudgeInput): Computed => {
  const over = input.observations.filter((observation) => !observation.current && observation.end <= input.now);
  const periods = judgeable(input);
  const last = periods.at(-1);
  if (last === undefined) {
    const newest = over.at(-1);
    if (newest === undefined) return unknown("no_data", "No period is over yet.");
    return unknown(
      "incomplete",
      `${periodLabel(newest.periodKey)} is over, but its data has not all arrived.`,
      newest.periodKey,
    );
  }
  const label = periodLabel(last.periodKey);
  if (last.value === null) {
    const why = last.presence === "empty" ? "nothing to measure" : "no report from the source";
    return unknown("no_data", `${label}: ${why}.`, last.periodKey);
  }
  const { minimumSample } = input.rule;
  if (last.sampleSize < minimumSample) {
    const sentence = `${label} rests on ${last.sampleSize} ${last.sampleSize === 1 ? "row" : "rows"}; at least ${minimumSample} are needed.`;
    return unknown("insufficient_sample", sentence, last.periodKey);
  }
  const computed = assessValue(input, periods, last);
  const waiting = over.at(-1);
  const notes = [
    last.settled || last.current ? "" : " Provisional: late data may still change it.",
    waiting !== undefined && waiting.start > last.start ? ` ${periodLabel(waiting.periodKey)} is still coming in.` : "",
  ];
  return { ...computed, sentence: computed.sentence + notes.join("") };
};
