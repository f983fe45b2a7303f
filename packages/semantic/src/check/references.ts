import type { DefinitionType } from "@sextant/model/definition/catalog";
import { nearest } from "../expression/suggest.ts";
import type { Fault, Path } from "../kinds/kind.ts";
import { kindOf } from "../kinds/kinds.ts";
import { about, type Check, type DefinitionFault, type Draft } from "./draft.ts";

const nouns: Record<DefinitionType, string> = {
  workspace: "workspace",
  calendar: "calendar",
  unit: "unit of measure",
  person: "person",
  org_unit: "unit of the organisation",
  source: "source",
  dataset: "dataset",
  metric: "metric",
  kpi: "KPI",
  dashboard: "dashboard",
  alert: "alert rule",
  review: "review",
  objective: "objective",
};

/** A fault where no definition has this id. */
export const refer = (draft: Draft, type: DefinitionType, id: string | undefined, path: Path): Fault[] => {
  const known = draft.ids[type];
  if (id === undefined || known.has(id)) return [];
  const close = nearest(id, known);
  const all = [...known].slice(0, 8).join(", ");
  const list = known.size === 0 ? `No ${nouns[type]} is defined.` : `Known are: ${all}${known.size > 8 ? ", …" : ""}.`;
  const hint = close === null ? list : `Did you mean \`${close}\`?`;
  return [{ rule: "reference/unknown", message: `There is no ${nouns[type]} \`${id}\`.`, hint, path }];
};

const ofMetrics = (draft: Draft): DefinitionFault[] =>
  [...draft.catalog.metrics.values()].flatMap((metric) => {
    const kind = kindOf(metric);
    const close = nearest(metric.unit, draft.catalog.units.keys());
    const unit: Fault[] = draft.ids.unit.has(metric.unit)
      ? []
      : [
          {
            rule: "metric/unit",
            message: `There is no unit of measure \`${metric.unit}\`.`,
            hint: close === null ? `Known are: ${[...draft.ids.unit].join(", ")}.` : `Did you mean \`${close}\`?`,
            path: ["unit"],
          },
        ];
    return about("metric", metric.id, [
      ...unit,
      ...kind.datasets(metric).flatMap(({ dataset, path }) => refer(draft, "dataset", dataset, path)),
      ...kind.references(metric).flatMap(({ metric: id, path }) => refer(draft, "metric", id, path)),
    ]);
  });

const ofKpis = (draft: Draft): DefinitionFault[] =>
  [...draft.catalog.kpis.values()].flatMap((kpi) =>
    about("kpi", kpi.id, [
      ...refer(draft, "metric", kpi.metric, ["metric"]),
      ...refer(draft, "person", kpi.owner, ["owner"]),
      ...refer(draft, "org_unit", kpi.org_unit, ["org_unit"]),
      ...kpi.guardrails.flatMap((id, index) => refer(draft, "kpi", id, ["guardrails", index])),
      ...(kpi.contributes_to ?? []).flatMap((id, index) => refer(draft, "kpi", id, ["contributes_to", index])),
      ...kpi.leads.flatMap((id, index) => refer(draft, "kpi", id, ["leads", index])),
    ]),
  );

/** What metrics, KPIs, dashboards, people and units of the organisation refer to exists. */
export const checkReferences: Check = (draft) => {
  const { dashboards, people, orgUnits } = draft.catalog;
  return [
    ...ofMetrics(draft),
    ...ofKpis(draft),
    ...[...dashboards.values()].flatMap(({ id, kpis }) =>
      about(
        "dashboard",
        id,
        kpis.flatMap((kpi, index) => refer(draft, "kpi", kpi, ["kpis", index])),
      ),
    ),
    ...[...people.values()].flatMap(({ id, org_unit }) =>
      about("person", id, refer(draft, "org_unit", org_unit, ["org_unit"])),
    ),
    ...[...orgUnits.values()].flatMap(({ id, parent }) =>
      about("org_unit", id, refer(draft, "org_unit", parent, ["parent"])),
    ),
  ];
};
