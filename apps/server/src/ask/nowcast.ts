import type { NowcastView } from "@sextant/model/api/answers/nowcast";
import type { Kpi } from "@sextant/model/kpi/kpi";
import type { Observation } from "@sextant/model/series/observation";
import { type Colour, colours } from "@sextant/model/standing/bands";
import { contains } from "@sextant/model/standing/interval";
import { resolveBands } from "@sextant/model/standing/yardstick";
import { periodAt, shiftPeriod } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import type { Period } from "@sextant/model/time/period";
import type { Domain } from "@sextant/statistics/forecast/expected";
import { type EarlierPeriod, nowcast, type Reading } from "@sextant/statistics/forecast/nowcast";
import type { KeptShift } from "../store/behaviour.ts";
import { asItStood, askTogether, elapsedParts, firstOf, type Gathering, plainQuestion } from "./gather.ts";
import { hasArrived, limitsOf } from "./limits.ts";
import type { Moment } from "./moment.ts";
import type { ResolvedKpi } from "./resolved.ts";
import { coveredOf, isStale } from "./standings.ts";

/** Earlier periods a nowcast is made from: enough for a spread, few enough to be of the same time. */
const periodsBack = 8;

/** Days are alike a week apart; other periods follow their neighbours. */
const stepOf = (grain: Grain): number => (grain === "day" ? 7 : 1);

const backOf = (grain: Grain): number[] =>
  Array.from({ length: periodsBack }, (_, index) => (index + 1) * stepOf(grain));

/** Whether the KPI asks for an estimate of the period that is not over (T3). */
export const wantsNowcast = ({ current_period }: Pick<Kpi, "current_period">): boolean => current_period === "nowcast";

/** Periods back that have to be gathered for a KPI at a grain. */
export const windowFor = (kpi: Pick<Kpi, "current_period" | "window">, grain: Grain): number =>
  wantsNowcast(kpi) ? Math.max(kpi.window, periodsBack * stepOf(grain)) : kpi.window;

/** The whole periods nowcasts of some metrics are made from, ascending: none that began before the first row. */
export const earlierPeriods = (metrics: readonly string[], grain: Grain, moment: Moment): Period[] => {
  const { calendar } = moment.catalog;
  const current = periodAt(moment.now, grain, calendar);
  const first = firstOf(metrics, moment);
  if (first === null) return [];
  return backOf(grain)
    .map((count) => shiftPeriod(current, -count, calendar))
    .filter((period) => period.start >= first)
    .reverse();
};

/** What earlier periods had reached after the part that has passed of the current one. */
export interface ToDate {
  /** Where the data ends, epoch ms, exclusive. */
  until: number;
  /** By the start of their periods. */
  observations: ReadonlyMap<number, Observation>;
  receipt: string;
}

/** Nothing is known of parts of periods: observations are kept of whole ones. */
export const nothingToDate: ReadonlyMap<string, ToDate> = new Map();

/** What metrics had reached in earlier periods by now, each period asked as it stood then; by metric. */
export const gatherToDate = async (
  gathering: Gathering,
  metrics: readonly string[],
  grain: Grain,
): Promise<ReadonlyMap<string, ToDate>> => {
  const { moment } = gathering;
  const first = firstOf(metrics, moment);
  const elapsed = elapsedParts(metrics, grain, { moment, back: backOf(grain) });
  const answers = await Promise.all(
    elapsed.map(async ({ until, parts, metrics: here }): Promise<[string, ToDate][]> => {
      const within = parts.filter((part) => first !== null && part.end > first);
      const answers = await Promise.all(
        within.map((part) => {
          const { spans, until: then } = asItStood(part, moment);
          return askTogether(gathering, plainQuestion(here, grain, spans, then));
        }),
      );
      return here.map((metric) => {
        const known = answers.flatMap((answer) => answer.observations.get(metric) ?? []);
        const receipt = answers.at(-1)?.receipts.get(metric) ?? "";
        return [metric, { until, observations: new Map(known.map((one) => [one.start, one])), receipt }];
      });
    }),
  );
  return new Map(answers.flat());
};

const readingOf = (observation: Observation | undefined): Reading | null => {
  if (observation === undefined || observation.value === null) return null;
  const { value, numerator, denominator } = observation;
  return numerator === null || denominator === null ? { value } : { value, numerator, denominator };
};

const pairsOf = (
  resolved: ResolvedKpi,
  { grain, all, earlierToDate }: NowcastParts & { earlierToDate: ToDate },
  moment: Moment,
): EarlierPeriod[] => {
  const watermark = coveredOf(resolved, moment);
  const byStart = new Map(all.filter((one) => hasArrived(one, watermark)).map((one) => [one.start, one]));
  return earlierPeriods([resolved.metric.id], grain, moment).map(({ start }) => ({
    toDate: readingOf(earlierToDate.observations.get(start)),
    whole: readingOf(byStart.get(start)),
  }));
};

/** Whether the value only grew within every earlier period, from nothing: a sum of what is never negative does. */
const onlyGrew = ({ toDate, whole }: EarlierPeriod): boolean =>
  toDate === null || whole === null || (toDate.value >= 0 && toDate.value <= whole.value);

/** Whether a reading is a part of a whole: a numerator within its denominator. */
const isShare = (reading: Reading | null): boolean => {
  if (reading === null) return true;
  const { value, numerator = value, denominator = 1 } = reading;
  return numerator >= 0 && numerator <= denominator;
};

/**
 * What the value can be: a count, or a sum that has never shrunk, no less than it is; a percentage that has always been a part
 * of a whole between 0 and 1. History decides where the definition cannot: a sum may have negative addends, a rate exceed 1.
 */
const domainOf = (
  { scalesWithGrain, unit }: ResolvedKpi,
  earlier: readonly EarlierPeriod[],
  toDate: Reading,
): { domain: Domain; accumulates: boolean } => {
  if (scalesWithGrain && toDate.value >= 0 && earlier.every(onlyGrew))
    return { accumulates: true, domain: { lower: 0, upper: null } };
  const readings = [toDate, ...earlier.flatMap((one) => [one.toDate, one.whole])];
  const share = !scalesWithGrain && unit.scale === 100 && readings.every(isShare);
  return { accumulates: false, domain: share ? { lower: 0, upper: 1 } : { lower: null, upper: null } };
};

/** The band of which one stretch holds everything between two values, at the end of a period; null where none does. */
const courseOf = (
  resolved: ResolvedKpi,
  { grain, series, toDate, shifts }: NowcastParts,
  [lower, upper]: readonly [number, number],
  moment: Moment,
): Colour | null => {
  const { metric, bands, target, scalesWithGrain, kpi } = resolved;
  if (scalesWithGrain && grain !== kpi.grain) return null;
  const controlLimits = limitsOf(series, coveredOf(resolved, moment), shifts);
  const found = resolveBands({ direction: metric.direction, bands, target, controlLimits }, toDate.end);
  if (found.kind === "none") return null;
  const holds = (colour: Colour): boolean =>
    found.bands[colour].some((stretch) => contains(stretch, lower) && contains(stretch, upper));
  return colours.find(holds) ?? null;
};

const periodWords: Record<Grain, string> = {
  day: "today",
  week: "this week",
  month: "this month",
  quarter: "this quarter",
  year: "this year",
};

/** What a nowcast is made from, besides the KPI. */
export interface NowcastParts {
  grain: Grain;
  /** Everything asked for at the grain, the earlier whole periods among it. */
  all: readonly Observation[];
  /** What is shown, which limits are drawn from. */
  series: readonly Observation[];
  /** The period that is not over. */
  toDate: Observation;
  earlierToDate: ToDate | undefined;
  /** From where on limits are computed anew. */
  shifts: readonly KeptShift[];
}

/** Where the period that is not over is heading; null where that is not wanted, or its data is stale or has not begun. */
export const nowcastOf = (resolved: ResolvedKpi, parts: NowcastParts, moment: Moment): NowcastView | null => {
  const { grain, toDate: observed, earlierToDate } = parts;
  const toDate = readingOf(observed);
  if (earlierToDate === undefined || toDate === null || isStale(resolved, moment)) return null;
  const { until, receipt } = earlierToDate;
  const { periodKey, start, end } = observed;
  const elapsed = (until - start) / (end - start);
  const earlier = pairsOf(resolved, { ...parts, earlierToDate }, moment);
  const made = nowcast({ earlier, toDate, elapsed, ...domainOf(resolved, earlier, toDate) });
  const period = periodWords[grain];
  if (made.kind === "too_little_data") {
    const { kind, have, need } = made;
    const sentence = `Too early to say where ${period} is heading: ${have} of ${need} earlier periods are whole.`;
    return { kind, periodKey, have, need, sentence, receipt };
  }
  const { kind, value, within80, within95, have, model } = made;
  const course = courseOf(resolved, parts, [within80.lower, within80.upper], moment);
  const { format } = resolved;
  const range = `80 % between ${format(within80.lower)} and ${format(within80.upper)}`;
  const band = course === null ? "" : `, on course to be ${course}`;
  return {
    kind,
    periodKey,
    value,
    lower80: within80.lower,
    upper80: within80.upper,
    lower95: within95.lower,
    upper95: within95.upper,
    have,
    model,
    elapsed,
    course,
    sentence: `On course for ${format(value)} ${period} (${range})${band}.`,
    receipt,
  };
};
