import type { DictionaryPage } from "@sextant/model/api/answers/dictionary";
import type { Catalog } from "@sextant/model/definition/catalog";
import { handleNow } from "@sextant/model/dictionary/handle";
import type { Kpi } from "@sextant/model/kpi/kpi";
import { formulaInCode } from "@sextant/semantic/formula";
import { kindOf } from "@sextant/semantic/kinds/kinds";
import type { KeptStanding } from "../store/standing.ts";
import { entriesOf, usersOfMetrics, withStandings } from "./dictionary.ts";
import type { Moment } from "./moment.ts";
import { unknownName } from "./unknown-name.ts";

type Named = DictionaryPage["guardrails"][number];
type Relations = Pick<DictionaryPage, "guardrails" | "guards" | "leads" | "ledBy">;

const kpiNamed = (catalog: Catalog, id: string): Named => {
  const kpi = catalog.kpis.get(id);
  return { id, label: kpi?.label ?? catalog.metrics.get(kpi?.metric ?? "")?.label ?? id };
};

const metricNamed = (catalog: Catalog, id: string): Named => ({ id, label: catalog.metrics.get(id)?.label ?? id });

const relationsOf = (kpi: Kpi | undefined, catalog: Catalog): Relations => {
  if (kpi === undefined) return { guardrails: [], guards: [], leads: [], ledBy: [] };
  const others = (of: (one: Kpi) => readonly string[]): Named[] =>
    [...catalog.kpis.values()].filter((one) => of(one).includes(kpi.id)).map(({ id }) => kpiNamed(catalog, id));
  return {
    guardrails: kpi.guardrails.map((id) => kpiNamed(catalog, id)),
    guards: others((one) => one.guardrails),
    leads: kpi.leads.map((id) => kpiNamed(catalog, id)),
    ledBy: others((one) => one.leads),
  };
};

const targetText = ({ target }: Kpi): string | null => {
  if (target === undefined) return null;
  const value = target.value === undefined ? "" : String(target.value);
  const points = (target.points ?? []).map((point) => `${point.value} by ${point.at}`).join(", ");
  return [value || points, target.provenance].filter((part) => part !== undefined && part !== "").join(" – ");
};

const contractOf = (kpi: Kpi | undefined) => ({
  objective: kpi?.objective ?? null,
  target: kpi === undefined ? null : targetText(kpi),
  thresholds: kpi?.thresholds === undefined ? null : { ...kpi.thresholds, yellow: kpi.thresholds.yellow ?? null },
  actionWhenRed: kpi?.action_when_red ?? null,
  cannotBeGamedBecause: kpi?.cannot_be_gamed_because ?? null,
  cadence: kpi?.cadence ?? null,
});

/** Where an id is found: as it is asked, a KPI before a metric of the same handle; else as a handle somebody had before. */
const found = (catalog: Catalog, asked: string, type: "kpi" | "metric" | undefined) => {
  const types = type === undefined ? (["kpi", "metric"] as const) : [type];
  const own = types.find((one) => (one === "kpi" ? catalog.kpis : catalog.metrics).has(asked));
  const hits = own === undefined ? types : [own];
  for (const one of hits) {
    const id = handleNow(catalog, one, asked);
    if (id !== null) return { type: one, id };
  }
  throw unknownName("KPI or metric", asked, [...catalog.kpis.keys(), ...catalog.metrics.keys()]);
};

const usesOf = (
  catalog: Catalog,
  type: "kpi" | "metric",
  id: string,
  onDashboards: readonly string[],
): DictionaryPage["usedIn"] => {
  const nothing = { reviews: [], alerts: [], keyResults: [], experiments: [] };
  if (type === "kpi") {
    const dashboards = onDashboards.map((one) => ({ id: one, label: catalog.dashboards.get(one)?.label ?? one }));
    return { ...nothing, dashboards, kpis: [], metrics: [] };
  }
  const users = usersOfMetrics(catalog).get(id);
  const kpis = (users?.kpis ?? []).map((one) => kpiNamed(catalog, one));
  return { ...nothing, dashboards: [], kpis, metrics: (users?.metrics ?? []).map((one) => metricNamed(catalog, one)) };
};

/** Everything known of one definition but its versions; reviews, alerts and decisions arrive with the practice. */
export const answerDictionaryPage = (
  { inForce, landed, problems }: Pick<Moment, "inForce" | "landed" | "problems">,
  standings: ReadonlyMap<string, KeptStanding>,
  asked: string,
  wanted: "kpi" | "metric" | undefined,
): Omit<DictionaryPage, "history"> => {
  const { catalog } = inForce;
  const { type, id } = found(catalog, asked, wanted);
  const listed = entriesOf(inForce).filter(({ entry }) => entry.type === type && entry.id === id);
  const [one] = withStandings(listed, inForce, standings);
  const metric = one === undefined ? undefined : catalog.metrics.get(one.entry.metric);
  if (one === undefined || metric === undefined) throw unknownName("KPI or metric", asked, []);
  const kpi = type === "kpi" ? catalog.kpis.get(id) : undefined;
  return {
    entry: one.entry,
    askedAs: asked === id ? null : asked,
    code: formulaInCode(metric, catalog),
    sources: one.entry.sources.map((dataset) => ({
      id: dataset,
      label: catalog.datasets.get(dataset)?.label ?? dataset,
      watermark: landed.get(dataset)?.watermark ?? null,
      landedAt: landed.get(dataset)?.landedAt ?? null,
      problem: problems.get(dataset) ?? null,
    })),
    ...contractOf(kpi),
    ...relationsOf(kpi, catalog),
    components: kindOf(metric)
      .builtOn(metric)
      .map((base) => metricNamed(catalog, base)),
    usedIn: usesOf(catalog, type, id, one.entry.usedIn),
    lastReview: null,
    lastDecision: null,
  };
};
