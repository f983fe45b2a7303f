import type { Catalog } from "@sextant/model/definition/catalog";
import type { Kpi } from "@sextant/model/kpi/kpi";
import type { RuleId } from "../check/rules.ts";

/** Fields a definition gets, null for one that goes; null when there is nothing obvious to do. */
type Fixer = (catalog: Catalog, id: string) => Readonly<Record<string, unknown>> | null;

const isRetired = ({ state }: Kpi): boolean => state === "deprecated" || state === "archived";

const without =
  (field: string): Fixer =>
  () => ({ [field]: null });

/** The KPI's list without some of its ids; null when it would be empty and something has to be chosen instead. */
const thinned =
  (
    field: "guardrails" | "leads",
    drops: (kpi: Kpi, other: string, catalog: Catalog) => boolean,
    mayBeEmpty: boolean,
  ): Fixer =>
  (catalog, id) => {
    const kpi = catalog.kpis.get(id);
    if (kpi === undefined) return null;
    const kept = kpi[field].filter((other) => !drops(kpi, other, catalog));
    if (kept.length === kpi[field].length || (kept.length === 0 && !mayBeEmpty)) return null;
    return { [field]: kept.length === 0 ? null : kept };
  };

const isItself = (kpi: Kpi, other: string): boolean => other === kpi.id;

const cadenceOfGrain = {
  day: "daily",
  week: "weekly",
  month: "monthly",
  quarter: "quarterly",
  year: "quarterly",
} as const;

/** Findings that have one obvious repair; what needs a decision is not here. */
export const fixers: Partial<Record<RuleId, Fixer>> = {
  "metric/needless-expression": without("expression"),
  "metric/needless-percentile": without("percentile"),
  "metric/needless-approximate": without("approximate"),
  "kpi/guards-itself": thinned("guardrails", isItself, true),
  "kpi/leads-itself": thinned("leads", isItself, true),
  "lint/guardrail-same-number": thinned(
    "guardrails",
    (kpi, other, { kpis }) => kpis.get(other)?.metric === kpi.metric,
    false,
  ),
  "lint/guardrail-not-in-force": thinned(
    "guardrails",
    (_, other, { kpis }) => {
      const guard = kpis.get(other);
      return guard !== undefined && isRetired(guard);
    },
    false,
  ),
  "lint/short-window": without("window"),
  "lint/reviewed-too-often": ({ kpis }, id) => {
    const kpi = kpis.get(id);
    return kpi === undefined ? null : { cadence: cadenceOfGrain[kpi.grain] };
  },
  "lint/not-approved": ({ dashboards, kpis }, id) => {
    const shown = dashboards.get(id)?.kpis ?? [];
    const kept = shown.filter((kpi) => {
      const found = kpis.get(kpi);
      return found === undefined || !isRetired(found);
    });
    return kept.length === 0 || kept.length === shown.length ? null : { kpis: kept };
  },
  "dataset/dimension": ({ datasets }, id) => {
    const written = datasets.get(id)?.dimensions ?? [];
    const once = [...new Set(written)];
    return once.length === written.length ? null : { dimensions: once };
  },
};
