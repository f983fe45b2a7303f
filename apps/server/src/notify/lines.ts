import { type Message, type MessageLine, messageOf } from "@sextant/model/alert/message";
import { type AlertRule, severities } from "@sextant/model/alert/rule";
import { isDefaultRule, rulesOf } from "@sextant/model/alert/rules-of";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { AlertRow } from "../store/alert.ts";

const known = new WeakMap<Catalog, ReadonlyMap<string, AlertRule>>();

/** The rules of a catalog by id. */
export const rulesById = (catalog: Catalog): ReadonlyMap<string, AlertRule> => {
  const before = known.get(catalog);
  if (before !== undefined) return before;
  const rules = new Map(rulesOf(catalog).map((rule) => [rule.id, rule]));
  known.set(catalog, rules);
  return rules;
};

/** The name of a KPI people read. */
export const labelOf = (kpi: string, catalog: Catalog): string => {
  const definition = catalog.kpis.get(kpi);
  return definition?.label ?? catalog.metrics.get(definition?.metric ?? "")?.label ?? kpi;
};

/** What is said of an alert in one line of a message. */
export const lineOf = (alert: AlertRow, kind: MessageLine["kind"], catalog: Catalog): MessageLine => {
  const rule = rulesById(catalog).get(alert.rule);
  const name = labelOf(alert.kpi, catalog);
  const slice = alert.slice === "" ? "" : `, ${alert.slice}`;
  const own = rule === undefined || isDefaultRule(rule) ? "" : ` (${rule.label ?? rule.id})`;
  const action = kind === "recovered" ? null : (rule?.action ?? catalog.kpis.get(alert.kpi)?.action_when_red ?? null);
  return {
    kind,
    alert: alert.id,
    kpi: alert.kpi,
    title: `${name}${slice}${own}`,
    sentence: alert.sentence,
    action,
    path: `/alerts/${alert.id}`,
  };
};

/** The loudest severity of some alerts. */
const loudest = (alerts: readonly AlertRow[]): Message["severity"] =>
  severities[Math.max(0, ...alerts.map(({ severity }) => severities.indexOf(severity)))] ?? "info";

/** One message about several alerts. */
export const messageAbout = (
  told: readonly { alert: AlertRow; kind: MessageLine["kind"] }[],
  catalog: Catalog,
  at: number,
): Message =>
  messageOf(
    told.map(({ alert, kind }) => lineOf(alert, kind, catalog)),
    { severity: loudest(told.map(({ alert }) => alert)), at },
  );
