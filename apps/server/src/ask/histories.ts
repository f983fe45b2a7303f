import type { Kpi } from "@sextant/model/kpi/kpi";
import { type Metric, traitsOf } from "@sextant/model/metric/metric";
import { builtInUnits, type UnitOfMeasure } from "@sextant/model/metric/unit";
import type { Observation } from "@sextant/model/series/observation";
import type { History } from "@sextant/model/standing/history";
import { parsePeriodKey } from "@sextant/model/time/arithmetic";
import type { Calendar } from "@sextant/model/time/calendar";
import type { Grain } from "@sextant/model/time/grain";
import { type Gathering, gather } from "./gather.ts";
import { hasArrived } from "./limits.ts";
import { meaningOf, type ResolvedKpi, resolvedKpi } from "./resolved.ts";
import { watermarkOf, windowOf } from "./standings.ts";

/** How far back values help: two or more cycles of the longest season, few enough to be of the same time. */
const historyBack: Record<Grain, number> = { day: 730, week: 208, month: 120, quarter: 60, year: 30 };

/** A duration is never negative; nor is a number of things. */
const neverNegative = (unit: string): boolean => {
  const known: UnitOfMeasure | undefined =
    unit in builtInUnits ? builtInUnits[unit as keyof typeof builtInUnits] : undefined;
  return unit === "count" || known?.seconds !== undefined;
};

const isPart = ({ value, numerator, denominator }: Observation): boolean => {
  const [part, whole] = [numerator ?? value ?? 0, denominator ?? 1];
  return part >= 0 && part <= whole;
};

/**
 * What values can be: a proportion, or a percentage that has always been a part of a whole, between 0 and 1; counts, durations,
 * and what adds up over time and was never negative, at least 0. Where the definition cannot say, history does.
 */
const domainOf = (
  { metric, unit, scalesWithGrain }: Pick<ResolvedKpi, "metric" | "unit" | "scalesWithGrain">,
  observations: readonly Observation[],
): History["domain"] => {
  const known = observations.filter(({ value }) => value !== null);
  const estimate = traitsOf<Metric["kind"]>(metric).estimate;
  const share = estimate === "proportion" || (!scalesWithGrain && unit.scale === 100);
  if (share && known.length > 0 && known.every(isPart)) return { lower: 0, upper: 1 };
  const positive = known.every(({ value }) => (value ?? 0) >= 0);
  return { lower: positive && (scalesWithGrain || neverNegative(unit.id)) ? 0 : null, upper: null };
};

const needOf = ({ metric, grain, window }: Kpi) => ({ metric, grain, window: Math.max(window, historyBack[grain]) });

/** Where the days somebody acted on begin, epoch ms. */
const instantsOf = (days: readonly string[], calendar: Calendar): number[] =>
  [...new Set(days)].flatMap((day) => parsePeriodKey(day, calendar)?.start ?? []);

/**
 * The history of every KPI at its judged grain, for whoever studies it; `acted` has the days on which somebody acted on a KPI. A
 * KPI that cannot be computed is left out.
 */
export const gatherHistories = async (
  gathering: Gathering,
  acted: ReadonlyMap<string, readonly string[]>,
): Promise<{ at: number; histories: History[] }> => {
  const { moment } = gathering;
  const { catalog, inForce } = moment;
  const gathered = await gather(gathering, [...catalog.kpis.values()].map(needOf));
  const histories = [...catalog.kpis.keys()].flatMap((id): History[] => {
    const resolved = resolvedKpi(catalog, id);
    if (resolved === undefined) return [];
    const { kpi, metric, target, rule, format } = resolved;
    const here = gathered.get(kpi.grain);
    const all = here?.observations.get(metric.id);
    if (all === undefined) return [];
    const watermark = watermarkOf(resolved, moment);
    const observations = windowOf(all, needOf(kpi).window, kpi.grain, moment).filter((one) =>
      hasArrived(one, watermark),
    );
    return [
      {
        kpi: id,
        grain: kpi.grain,
        direction: metric.direction,
        target,
        observations,
        domain: domainOf(resolved, observations),
        minimumSample: rule.minimumSample,
        recorded: instantsOf(acted.get(id) ?? [], catalog.calendar),
        calendar: catalog.calendar,
        meaning: meaningOf(kpi, inForce.versions),
        definition: inForce.versions.get(`metric:${metric.id}`)?.hash ?? "",
        receipt: here?.receipts.get(metric.id) ?? "",
        format,
      },
    ];
  });
  return { at: moment.now, histories };
};
