import type { Catalog } from "../definition/catalog.ts";
import type { Kpi } from "../kpi/kpi.ts";
import { type AlertRule, alertRuleSchema } from "./rule.ts";

/** Prefix of the rule of a KPI whose author wrote none; no written id can hold a colon. */
const byDefault = "default:";

/** Whether a rule is one that nobody wrote. */
export const isDefaultRule = ({ id }: Pick<AlertRule, "id">): boolean => id.startsWith(byDefault);

const defaultRule = (kpi: Kpi): AlertRule => ({
  ...alertRuleSchema.parse({ id: "standing", kpi: kpi.id, when: { on: "status" } }),
  id: `${byDefault}${kpi.id}`,
});

/**
 * Every rule in force: the written ones, and for an approved KPI with an owner and no rule one that fires on red and tells
 * its owner's inbox, so that no KPI turns red unseen.
 */
export const rulesOf = (catalog: Pick<Catalog, "alerts" | "kpis">): AlertRule[] => {
  const written = [...catalog.alerts.values()];
  const watched = new Set(written.map(({ kpi }) => kpi));
  const silent = [...catalog.kpis.values()].filter(
    ({ id, owner, state }) => state === "approved" && owner !== undefined && !watched.has(id),
  );
  return [...written, ...silent.map(defaultRule)];
};

/** Who answers for a rule: its owner, else the KPI's; null when neither is named. */
export const ownerOf = (rule: AlertRule, catalog: Pick<Catalog, "kpis">): string | null =>
  rule.owner ?? catalog.kpis.get(rule.kpi)?.owner ?? null;
