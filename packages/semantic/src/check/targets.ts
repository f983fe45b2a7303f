import type { Kpi } from "@sextant/model/kpi/kpi";
import type { Metric } from "@sextant/model/metric/metric";
import type { UnitOfMeasure } from "@sextant/model/metric/unit";
import { readAmount } from "@sextant/model/standing/amount";
import { parseThresholds } from "@sextant/model/standing/threshold";
import { localToInstant } from "@sextant/model/time/zone";
import type { Fault, Path } from "../kinds/kind.ts";
import { about, type Check } from "./draft.ts";
import { isRule } from "./rules.ts";

const amountFaults = (written: string | number, unit: UnitOfMeasure, path: Path): Fault[] => {
  const reading = readAmount(written, unit);
  return reading.ok ? [] : [{ rule: "kpi/target", message: reading.message, hint: reading.hint, path }];
};

const checkTarget = ({ target }: Kpi, unit: UnitOfMeasure): Fault[] => {
  if (target === undefined) return [];
  const { value, points = [] } = target;
  if ((value === undefined) === (points.length === 0)) {
    const hint = "Give `value`, or `points` with a date and a value each.";
    return [{ rule: "kpi/target", message: "A target is one value or a curve.", hint, path: ["target"] }];
  }
  const instants = points.map((point) => localToInstant(point.at, "UTC"));
  const dates = points.flatMap((point, index): Fault[] => {
    const at = instants[index] ?? null;
    const before = index === 0 ? null : (instants[index - 1] ?? null);
    const fault = (message: string, hint: string): Fault[] => [
      { rule: "kpi/target", message, hint, path: ["target", "points", index, "at"] },
    ];
    if (at === null) return fault(`\`${point.at}\` is no date.`, "Write it as 2026-09-30.");
    return before !== null && at <= before ? fault("The dates of a curve ascend.", "Sort the points by date.") : [];
  });
  return [
    ...(value === undefined ? [] : amountFaults(value, unit, ["target", "value"])),
    ...points.flatMap((point, index) => amountFaults(point.value, unit, ["target", "points", index, "value"])),
    ...dates,
  ];
};

const checkThresholds = ({ thresholds, target }: Kpi, metric: Metric, unit: UnitOfMeasure): Fault[] => {
  if (thresholds === undefined) return [];
  const { basis } = thresholds;
  const { findings } = parseThresholds(thresholds, { basis, unit, direction: metric.direction });
  const faults = findings.flatMap(({ rule, message, hint, colour, offset, length }): Fault[] =>
    isRule(rule) ? [{ rule, message, hint, path: ["thresholds", colour], span: { offset, length } }] : [],
  );
  if (target !== undefined || (basis !== "target" && basis !== "pace")) return faults;
  const message = `The thresholds compare with the ${basis}, but there is no target.`;
  const hint = "Add `target`, or write the thresholds as values with `basis: absolute`.";
  return [...faults, { rule: "kpi/needs-target", message, hint, path: ["thresholds", "basis"] }];
};

const checkStatus = ({ status }: Kpi, unit: UnitOfMeasure): Fault[] => {
  const reading = readAmount(status.hysteresis, unit);
  const hysteresis: Fault[] = reading.ok
    ? reading.value >= 0
      ? []
      : [
          {
            rule: "kpi/status",
            message: "The hysteresis is negative.",
            hint: "Write it as 1%.",
            path: ["status", "hysteresis"],
          },
        ]
    : [{ rule: "kpi/status", message: reading.message, hint: reading.hint, path: ["status", "hysteresis"] }];
  if (status.periods <= status.of) return hysteresis;
  const message = `${status.periods} of the last ${status.of} periods cannot be.`;
  return [...hysteresis, { rule: "kpi/status", message, hint: "Raise `of`.", path: ["status", "periods"] }];
};

/** Targets, thresholds (S1) and status rules of KPIs can be read in their metric's unit. */
export const checkTargets: Check = ({ catalog }) =>
  [...catalog.kpis.values()].flatMap((kpi) => {
    const metric = catalog.metrics.get(kpi.metric);
    const unit = metric === undefined ? undefined : catalog.units.get(metric.unit);
    if (metric === undefined || unit === undefined) return [];
    return about("kpi", kpi.id, [
      ...checkTarget(kpi, unit),
      ...checkThresholds(kpi, metric, unit),
      ...checkStatus(kpi, unit),
    ]);
  });
