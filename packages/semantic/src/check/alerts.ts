import { readCondition } from "@sextant/model/alert/condition";
import type { AlertRule } from "@sextant/model/alert/rule";
import { ownerOf } from "@sextant/model/alert/rules-of";
import type { Kpi } from "@sextant/model/kpi/kpi";
import type { Fault } from "../kinds/kind.ts";
import { slicedDatasetsOf } from "../kinds/kinds.ts";
import { about, type Check, type Draft } from "./draft.ts";
import { refer } from "./references.ts";

/** What slices can be watched by: what reads their own values. */
const slicedConditions: readonly string[] = ["threshold", "change", "signal"];

const checkCondition = ({ when }: AlertRule, kpi: Kpi, { catalog }: Draft): Fault[] => {
  const unit = catalog.units.get(catalog.metrics.get(kpi.metric)?.unit ?? "");
  if (unit === undefined) return [];
  const reading = readCondition(when, unit);
  if (!reading.ok)
    return reading.faults.map(({ field, message, hint }) => ({
      rule: "alert/condition",
      message,
      hint,
      path: ["when", field],
    }));
  if (when.on !== "pace" || kpi.target?.points !== undefined) return [];
  const message = `The KPI \`${kpi.id}\` has no dated target to keep pace with.`;
  return [{ rule: "alert/target", message, hint: "Give the KPI a target with `points`.", path: ["when", "on"] }];
};

const checkSlices = ({ by, when }: AlertRule, kpi: Kpi, { catalog }: Draft): Fault[] => {
  if (by === undefined || !catalog.metrics.has(kpi.metric)) return [];
  const fault = (message: string, hint: string): Fault[] => [{ rule: "alert/slices", message, hint, path: ["by"] }];
  if (!slicedConditions.includes(when.on))
    return fault(`Slices have no ${when.on}.`, "Watch them by threshold, change or signal.");
  const datasets = slicedDatasetsOf(kpi.metric, catalog).flatMap((id) => catalog.datasets.get(id) ?? []);
  const lacking = datasets.find(({ dimensions }) => !dimensions.includes(by));
  if (lacking === undefined) return [];
  const known = lacking.dimensions.join(", ");
  return fault(
    `\`${by}\` is no dimension of the dataset \`${lacking.id}\`.`,
    `Its dimensions are: ${known || "none"}.`,
  );
};

const checkOwner = (rule: AlertRule, { catalog }: Draft): Fault[] =>
  ownerOf(rule, catalog) === null
    ? [{ rule: "alert/owner", message: "Nobody answers for this alert.", hint: "Add `owner`.", path: [] }]
    : [];

/** Alerts watch what exists, fire on what can be read, and belong to somebody. */
export const checkAlerts: Check = (draft) =>
  [...draft.catalog.alerts.values()].flatMap((rule) => {
    const kpi = draft.catalog.kpis.get(rule.kpi);
    const known = kpi === undefined ? [] : [...checkCondition(rule, kpi, draft), ...checkSlices(rule, kpi, draft)];
    return about("alert", rule.id, [
      ...refer(draft, "kpi", rule.kpi, ["kpi"]),
      ...refer(draft, "person", rule.owner, ["owner"]),
      ...refer(draft, "person", rule.escalate?.to, ["escalate", "to"]),
      ...known,
      ...(kpi === undefined ? [] : checkOwner(rule, draft)),
    ]);
  });
