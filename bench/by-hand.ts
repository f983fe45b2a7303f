import { instantColumn, tableName } from "@sextant/semantic/sql/name";

const zone = "'America/New_York'";

const buckets = {
  week: `toStartOfWeek(${instantColumn}, 1, ${zone})`,
  month: `toStartOfMonth(${instantColumn}, ${zone})`,
};

/** The KPIs of the example's dashboard in the order of the columns below. */
export const columnsByHand = [
  "on_time",
  "severe_delays",
  "mean_delay",
  "p90_delay",
  "morning_on_time",
  "flights",
  "routes",
  "miles",
] as const;

/** What someone who knows the engine writes for the example's dashboard: one pass over the table per grain. */
export const byHand = (grain: keyof typeof buckets): string => `
SELECT
  toUnixTimestamp(toDateTime(${buckets[grain]}, ${zone})) * 1000 AS period,
  countIf(delay < 15) / count() AS on_time,
  countIf(delay >= 60) / count() AS severe_delays,
  avg(delay) AS mean_delay,
  quantileExactInclusive(0.9)(delay) AS p90_delay,
  countIf(delay < 15 AND toHour(departure, ${zone}) < 9) / countIf(toHour(departure, ${zone}) < 9) AS morning_on_time,
  count() AS flights,
  uniqExact(origin, destination) AS routes,
  sum(distance) AS miles
FROM ${tableName("flights")}
WHERE ${instantColumn} >= {from:DateTime64(3, 'UTC')} AND ${instantColumn} < {until:DateTime64(3, 'UTC')}
GROUP BY period
ORDER BY period`;
