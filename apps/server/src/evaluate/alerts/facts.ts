import { type Condition, readCondition } from "@sextant/model/alert/condition";
import type { AlertRule } from "@sextant/model/alert/rule";
import type { AlertFacts } from "@sextant/model/alert/verdict";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Kpi } from "@sextant/model/kpi/kpi";
import { formatValue } from "@sextant/model/metric/format";
import type { Metric } from "@sextant/model/metric/metric";
import type { UnitOfMeasure } from "@sextant/model/metric/unit";
import type { Observation } from "@sextant/model/series/observation";
import { readTarget } from "@sextant/model/standing/read-target";
import type { Standing } from "@sextant/model/standing/status";
import { parsePeriodKey, periodsBetween, samePeriodLastYear } from "@sextant/model/time/arithmetic";
import type { Calendar } from "@sextant/model/time/calendar";
import type { Grain } from "@sextant/model/time/grain";
import { paceOf } from "@sextant/statistics/pace/pace";
import { readNoise } from "./noise.ts";

/** A rule with what its words mean in its catalog. */
export interface ReadRule {
  rule: AlertRule;
  kpi: Kpi;
  metric: Metric;
  unit: UnitOfMeasure;
  condition: Condition;
  label: string;
  format: (value: number) => string;
}

/** Reads a rule; a sentence where it cannot be evaluated, which makes it a broken one. */
export const readRule = (rule: AlertRule, catalog: Catalog): ReadRule | string => {
  const kpi = catalog.kpis.get(rule.kpi);
  if (kpi === undefined) return `There is no KPI ${rule.kpi} any more.`;
  const metric = catalog.metrics.get(kpi.metric);
  const unit = catalog.units.get(metric?.unit ?? "");
  if (metric === undefined || unit === undefined) return `The metric of the KPI ${rule.kpi} cannot be read.`;
  const reading = readCondition(rule.when, unit);
  if (!reading.ok) return reading.faults.map(({ message }) => message).join(" ");
  const label = kpi.label ?? metric.label;
  const format = (value: number): string => formatValue(value, unit);
  return { rule, kpi, metric, unit, condition: reading.condition, label, format };
};

/** The value compared with, of the same series. */
const earlierOf = (
  condition: Condition,
  observations: readonly Observation[],
  index: number,
  calendar: Calendar,
): number | null => {
  if (condition.on !== "change") return null;
  if (condition.compare === "previous_period") return observations[index - 1]?.value ?? null;
  const here = parsePeriodKey(observations[index]?.periodKey ?? "", calendar);
  const start = here === null ? null : samePeriodLastYear(here, calendar).start;
  return observations.find((observation) => observation.start === start)?.value ?? null;
};

/** Numbers of periods after which a series may repeat. */
const seasons: Record<Grain, readonly number[]> = { day: [7], week: [52], month: [12], quarter: [4], year: [] };

/** The chance of reaching the last point of a KPI's dated target; null where there is none, or nothing can be said yet. */
const chanceOf = (
  { kpi, metric, unit, condition }: ReadRule,
  known: readonly Observation[],
  { calendar, grain }: { calendar: Calendar; grain: Grain },
): number | null => {
  if (condition.on !== "pace" || kpi.target?.points === undefined) return null;
  const { target } = readTarget(kpi.target, unit, calendar.timeZone);
  const last = target?.kind === "curve" ? target.points.at(-1) : undefined;
  const newest = known.at(-1);
  if (last === undefined || newest === undefined || last.at <= newest.end) return null;
  const made = paceOf({
    series: known.map(({ value }) => value),
    periods: seasons[grain],
    domain: { lower: unit.scale === 100 ? 0 : null, upper: unit.scale === 100 ? 1 : null },
    steps: Math.max(1, periodsBetween(newest.end, last.at, grain, calendar).length),
    target: last.value,
    wanted: metric.direction === "down_is_good" ? "at_most" : "at_least",
    basis: { kind: "value" },
  });
  return made.kind === "pace" ? made.chance : null;
};

/** What a rule is held against, of a whole KPI or of one slice, and how surprising its last value is. */
export interface Held {
  facts: AlertFacts;
  pValue: number | null;
}

/** What is known of a series up to the period judged. */
export const factsOf = (
  read: ReadRule,
  series: {
    observations: readonly Observation[];
    grain: Grain;
    standing: Standing;
    calendar: Calendar;
    age: number | null;
    drift: readonly string[];
    /** The value compared with by period key, where it lies outside the series. */
    bases?: ReadonlyMap<string, number | null> | undefined;
  },
): Held => {
  const { condition, format } = read;
  const { observations, standing, calendar, grain, age, drift } = series;
  const index = observations.findLastIndex(({ periodKey }) => periodKey === standing.periodKey);
  const judged = observations[index];
  const known = observations.slice(0, index + 1);
  const noise =
    condition.on === "signal" || condition.on === "change"
      ? readNoise(
          known.map(({ value }) => value),
          format,
        )
      : null;
  return {
    pValue: noise?.pValue ?? null,
    facts: {
      period: judged === undefined ? null : { key: judged.periodKey, end: judged.end },
      standing,
      value: judged?.value ?? null,
      earlier:
        earlierOf(condition, observations, index, calendar) ?? series.bases?.get(judged?.periodKey ?? "") ?? null,
      signals: noise?.signals ?? null,
      chance: chanceOf(read, known, { calendar, grain }),
      age,
      drift,
      format,
    },
  };
};

/** The facts a condition read, for the record of its evaluation (A2). */
export const inputsOf = ({ on }: Condition, { facts, pValue }: Held): Record<string, unknown> => {
  const { standing, value, earlier, chance, age, drift } = facts;
  const status = { status: standing.status, reason: standing.reason };
  switch (on) {
    case "status":
    case "guardrail":
      return { ...status, value };
    case "threshold":
      return { ...status, value };
    case "change":
      return { ...status, value, earlier, pValue };
    case "signal":
      return { ...status, value, pValue };
    case "pace":
      return { ...status, chance };
    case "freshness":
      return { ageMinutes: age === null ? null : Math.floor(age / 60_000) };
    case "drift":
      return { drift };
  }
};
