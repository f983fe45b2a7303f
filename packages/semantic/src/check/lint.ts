import type { Kpi } from "@sextant/model/kpi/kpi";
import { kindOf } from "../kinds/kinds.ts";
import type { Check, DefinitionFault } from "./draft.ts";

const isActive = ({ state }: Kpi): boolean => state === "proposed" || state === "approved";

/** Counts of KPIs stay within their budgets (K6). */
export const checkBudgets: Check = ({ catalog }) => {
  const { budgets } = catalog.workspace;
  const active = [...catalog.kpis.values()].filter(isActive);
  const dashboards = [...catalog.dashboards.values()]
    .filter(({ kpis }) => kpis.length > budgets.dashboard)
    .map(({ id, kpis }): DefinitionFault => {
      const message = `The dashboard shows ${kpis.length} KPIs; the budget is ${budgets.dashboard}.`;
      const hint = "Keep those that are acted on; the others stay metrics in the dictionary.";
      return { type: "dashboard", id, rule: "lint/dashboard-budget", message, hint, path: ["kpis"], key: true };
    });
  const units = [...catalog.orgUnits.values()].flatMap(({ id, level }): DefinitionFault[] => {
    const count = active.filter((kpi) => kpi.org_unit === id).length;
    const budget = level === "person" ? budgets.person : budgets.team;
    if (count <= budget) return [];
    const message = `This unit has ${count} KPIs; the budget is ${budget}.`;
    const hint = "Demote the ones that never changed a decision.";
    const rule = level === "person" ? "lint/person-budget" : "lint/team-budget";
    return [{ type: "org_unit", id, rule, message, hint, path: ["id"] }];
  });
  const people = [...catalog.people.values()].flatMap(({ id }): DefinitionFault[] => {
    const count = active.filter((kpi) => kpi.level === "person" && kpi.owner === id).length;
    if (count <= budgets.person) return [];
    const message = `This person has ${count} personal KPIs; the budget is ${budgets.person}.`;
    const hint = "Keep the three to five that are acted on every day.";
    return [{ type: "person", id, rule: "lint/person-budget", message, hint, path: ["id"] }];
  });
  return [...dashboards, ...units, ...people];
};

/** KPIs guard and lead others, and every lagging one is led by a leading one (K6). */
export const checkPairs: Check = ({ catalog }) => {
  const kpis = [...catalog.kpis.values()];
  const led = new Set(kpis.filter(({ timing }) => timing === "leading").flatMap(({ leads }) => leads));
  return kpis.flatMap((kpi): DefinitionFault[] => {
    const base = { type: "kpi", id: kpi.id } as const;
    const itself = (field: "guardrails" | "leads"): DefinitionFault[] => {
      const index = kpi[field].indexOf(kpi.id);
      if (index === -1) return [];
      const [rule, verb] =
        field === "leads" ? (["kpi/leads-itself", "leads"] as const) : (["kpi/guards-itself", "guards"] as const);
      return [{ ...base, rule, message: `The KPI ${verb} itself.`, hint: "Name another KPI.", path: [field, index] }];
    };
    const unled = isActive(kpi) && kpi.timing === "lagging" && !led.has(kpi.id);
    const hint = `Pair it: give a leading KPI \`leads: [${kpi.id}]\`.`;
    const message = "No leading KPI runs ahead of this lagging one, so it is known only when it is too late.";
    return [
      ...itself("guardrails"),
      ...itself("leads"),
      ...(unled ? [{ ...base, rule: "lint/no-leading", message, hint, path: ["timing"] } as const] : []),
    ];
  });
};

/** Dashboards show KPIs in force, and every metric is used. */
export const checkUse: Check = ({ catalog }) => {
  const shown = [...catalog.dashboards.values()].flatMap(({ id, kpis }) =>
    kpis.flatMap((kpiId, index): DefinitionFault[] => {
      const kpi = catalog.kpis.get(kpiId);
      if (kpi === undefined || isActive(kpi)) return [];
      const message = `\`${kpiId}\` is ${kpi.state}.`;
      const hint = kpi.state === "draft" ? "Complete and propose it, or take it off the dashboard." : "Take it off.";
      return [{ type: "dashboard", id, rule: "lint/not-approved", message, hint, path: ["kpis", index] }];
    }),
  );
  const used = new Set([
    ...[...catalog.kpis.values()].map((kpi) => kpi.metric),
    ...[...catalog.metrics.values()].flatMap((metric) => kindOf(metric).builtOn(metric)),
  ]);
  const unused = [...catalog.metrics.keys()]
    .filter((id) => !used.has(id))
    .map((id): DefinitionFault => {
      const hint = "Promote it, build on it, or keep it for deep dives.";
      return {
        type: "metric",
        id,
        rule: "lint/unused-metric",
        message: "No KPI and no other metric uses this metric.",
        hint,
        path: ["id"],
      };
    });
  return [...shown, ...unused];
};
