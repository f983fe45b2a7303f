import type { Delta } from "@sextant/model/api/answers/observation";
import type { Direction } from "@sextant/model/metric/direction";
import type { Observation } from "@sextant/model/series/observation";
import { compareObservations } from "@sextant/model/standing/comparison";
import { parsePeriodKey, samePeriodLastYear, shiftPeriod } from "@sextant/model/time/arithmetic";
import type { Calendar } from "@sextant/model/time/calendar";

/** The delta between two observations, or null when there is none to say. */
export const deltaBetween = (
  comparison: Delta["comparison"],
  later: Observation,
  earlier: Observation | undefined,
  direction: Direction,
): Delta | null => {
  const likeForLike = comparison === "like_for_like_to_date";
  const compared = compareObservations(later, earlier ?? null, { direction, share: false, likeForLike });
  if (earlier === undefined || compared.missing !== null) return null;
  return {
    comparison,
    periodKey: earlier.periodKey,
    base: earlier.value,
    absolute: compared.absolute,
    relative: compared.relative,
    good: compared.better,
  };
};

/** How far a value is from the wanted one; good when it is met. */
export const deltaToTarget = (later: Observation, wanted: number | null, direction: Direction): Delta | null => {
  if (later.value === null || wanted === null || later.current) return null;
  const absolute = later.value - wanted;
  const good = direction === "up_is_good" ? absolute >= 0 : direction === "down_is_good" ? absolute <= 0 : null;
  return {
    comparison: "target",
    periodKey: null,
    base: wanted,
    absolute,
    relative: wanted === 0 ? null : absolute / Math.abs(wanted),
    good,
  };
};

/** The key of the period a comparison sets beside this one. */
const comparedKey = (
  comparison: "previous_period" | "previous_year",
  later: Observation,
  calendar: Calendar,
): string | null => {
  const period = parsePeriodKey(later.periodKey, calendar);
  if (period === null) return null;
  return (comparison === "previous_year" ? samePeriodLastYear(period, calendar) : shiftPeriod(period, -1, calendar))
    .key;
};

/** The delta to the period before or the year before, from a series that holds it. */
export const deltaWithin = (
  comparison: "previous_period" | "previous_year",
  later: Observation,
  series: readonly Observation[],
  direction: Direction,
  calendar: Calendar,
): Delta | null => {
  const key = comparedKey(comparison, later, calendar);
  return deltaBetween(
    comparison,
    later,
    series.find((observation) => observation.periodKey === key),
    direction,
  );
};
