import { manualEntries } from "@sextant/model/dataset/manual-entries";
import type { Catalog, DefinitionType } from "@sextant/model/definition/catalog";
import type { Metric } from "@sextant/model/metric/metric";
import { builtInUnits } from "@sextant/model/metric/unit";
import { canonicalExpression } from "../expression/canonical.ts";
import { namesIn } from "../expression/names.ts";
import { parseExpression } from "../expression/parse.ts";
import type { Path } from "../kinds/kind.ts";
import { joinedBy, kindOf, knownOf, reportingOf } from "../kinds/kinds.ts";
import { wantedMeaning } from "./wanted.ts";

/** Plain data that JSON can hold; keys without a value are left out. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };
export type JsonRecord = { readonly [key: string]: Json };

/** The definition as its author wrote it, defaults filled in; null when there is none. */
export const definitionOf = (catalog: Catalog, type: DefinitionType, id: string): JsonRecord | null => {
  const found = (): object | undefined => {
    switch (type) {
      case "workspace":
        return catalog.workspace.id === id ? catalog.workspace : undefined;
      case "calendar":
        return catalog.calendar;
      case "unit":
        return Object.hasOwn(builtInUnits, id) ? undefined : catalog.units.get(id);
      case "person":
        return catalog.people.get(id);
      case "org_unit":
        return catalog.orgUnits.get(id);
      case "source":
        return catalog.sources.get(id);
      case "dataset":
        return id === manualEntries.id ? undefined : catalog.datasets.get(id);
      case "metric":
        return catalog.metrics.get(id);
      case "kpi":
        return catalog.kpis.get(id);
      case "dashboard":
        return catalog.dashboards.get(id);
      case "alert":
        return catalog.alerts.get(id);
      case "review":
        return catalog.reviews.get(id);
      case "objective":
        return catalog.objectives.get(id);
    }
  };
  const definition = found();
  return definition === undefined ? null : (definition as JsonRecord);
};

/** Every definition of a catalog, by type and id; built-in units and datasets are not the workspace's own. */
export const definitionsOf = (catalog: Catalog): { type: DefinitionType; id: string }[] => {
  const all = (type: DefinitionType, ids: Iterable<string>) => Array.from(ids, (id) => ({ type, id }));
  return [
    { type: "workspace", id: catalog.workspace.id },
    { type: "calendar", id: "calendar" },
    ...all(
      "unit",
      [...catalog.units.keys()].filter((id) => !Object.hasOwn(builtInUnits, id)),
    ),
    ...all("person", catalog.people.keys()),
    ...all("org_unit", catalog.orgUnits.keys()),
    ...all("source", catalog.sources.keys()),
    ...all(
      "dataset",
      [...catalog.datasets.keys()].filter((id) => id !== manualEntries.id),
    ),
    ...all("metric", catalog.metrics.keys()),
    ...all("kpi", catalog.kpis.keys()),
    ...all("dashboard", catalog.dashboards.keys()),
    ...all("alert", catalog.alerts.keys()),
    ...all("review", catalog.reviews.keys()),
    ...all("objective", catalog.objectives.keys()),
  ];
};

/** Fields that are for people's eyes, or about the life of the definition; changing them changes no meaning (K3). */
const cosmetic: Record<DefinitionType, readonly string[]> = {
  workspace: ["label", "description", "approval"],
  calendar: [],
  unit: ["label", "symbol", "position", "decimals"],
  person: ["label", "email", "digest", "alert_budget"],
  org_unit: ["label"],
  // How and when a source is read changes no number's meaning, only what it is read from.
  source: ["label", "description", "schedule", "jitter", "promised_lag", "secret", "tls"],
  dataset: ["label", "description"],
  // An identity tests a number and does not change it.
  metric: ["label", "description", "synonyms", "identities", "lifecycle", "formerly"],
  kpi: ["label", "departments", "state", "formerly"],
  dashboard: ["label", "description"],
  alert: ["label", "description"],
  review: ["label", "description"],
  objective: ["label", "description", "state"],
};

/** Fields for people's eyes further inside a definition. */
const cosmeticInside: Partial<Record<DefinitionType, Record<string, readonly string[]>>> = {
  kpi: { target: ["provenance"] },
};

const isRecord = (value: Json): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const without = (record: JsonRecord, keys: readonly string[]): JsonRecord =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));

const replaceAt = (value: Json, path: Path, text: string): Json => {
  const [key, ...rest] = path;
  if (key === undefined) return text;
  if (Array.isArray(value))
    return value.map((item: Json, index) => (index === key ? replaceAt(item, rest, text) : item));
  return isRecord(value) ? { ...value, [key]: replaceAt(value[key], rest, text) } : value;
};

/** The joined columns a metric names: by which columns their rows are found, and what is read of them. */
const joinsOf = (metric: Metric, catalog: Catalog): JsonRecord | undefined => {
  const joined = [...joinedBy(metric, catalog)].map(([name, { hops, column }]) => {
    const ways = hops.map(({ dataset, on }): Json => ({ dataset, on: on.map((pair): Json => [...pair]) }));
    const { type, from } = catalog.datasets.get(hops.at(-1)?.dataset ?? "")?.columns[column] ?? {};
    return [name, { ways, column, type, from }] as const;
  });
  return joined.length === 0 ? undefined : Object.fromEntries(joined);
};

/** What a metric reads: the time column of its datasets, the zone of their wall clocks, and the columns its own expressions name. */
const readsOf = (metric: Metric, catalog: Catalog, columns: ReadonlySet<string>): JsonRecord =>
  Object.fromEntries(
    reportingOf(metric.id, catalog).map((id) => {
      const dataset = catalog.datasets.get(id);
      const named = Object.entries(dataset?.columns ?? {}).filter(
        ([name]) => columns.has(name) || name === dataset?.time,
      );
      const types = Object.fromEntries(named.map(([name, { type, from }]) => [name, { type, from }]));
      return [id, { time: dataset?.time, time_zone: dataset?.time_zone ?? catalog.calendar.timeZone, columns: types }];
    }),
  );

const metricMeaning = (metric: Metric, own: JsonRecord, catalog: Catalog): JsonRecord => {
  const columns = new Set<string>();
  let canonical: Json = own;
  for (const { path, text, scope } of kindOf(metric).expressions(metric, knownOf(catalog))) {
    const { tree } = parseExpression(String(text));
    if (tree === null) continue;
    if (scope?.kind === "columns") for (const { name } of namesIn(tree)) columns.add(name);
    canonical = replaceAt(canonical, path, canonicalExpression(tree));
  }
  return { metric: canonical, reads: readsOf(metric, catalog, columns), joins: joinsOf(metric, catalog) };
};

const withoutDescriptions = (own: JsonRecord): JsonRecord => {
  const columns = isRecord(own.columns) ? own.columns : {};
  const plain = Object.entries(columns).map(([name, column]) => [
    name,
    isRecord(column) ? without(column, ["description"]) : column,
  ]);
  return { ...own, columns: Object.fromEntries(plain) };
};

/** The days of rest in one order and each once, and holidays without their names: none of that moves a working day. */
const calendarMeaning = ({ fiscalWeeks, holidays, weekend, ...rest }: Catalog["calendar"]): JsonRecord => ({
  ...rest,
  fiscalWeeks: fiscalWeeks === undefined ? undefined : { ...fiscalWeeks },
  holidays: (holidays ?? []).map(({ date }) => date).toSorted(),
  weekend: weekend === undefined ? undefined : [...new Set(weekend)].toSorted(),
});

/** What a definition means by itself: cosmetic fields dropped, expressions in their one form. */
export const ownMeaning = (catalog: Catalog, type: DefinitionType, id: string): JsonRecord | null => {
  const definition = definitionOf(catalog, type, id);
  if (definition === null) return null;
  if (type === "calendar") return calendarMeaning(catalog.calendar);
  const inside = Object.entries(cosmeticInside[type] ?? {}).map(([key, keys]) => {
    const value = definition[key];
    return [key, isRecord(value) ? without(value, keys) : value];
  });
  const own = without({ ...definition, ...Object.fromEntries(inside) }, cosmetic[type]);
  if (type === "dataset") return withoutDescriptions({ time_zone: catalog.calendar.timeZone, ...own });
  const kpi = type === "kpi" ? catalog.kpis.get(id) : undefined;
  if (kpi !== undefined) return { ...own, ...wantedMeaning(kpi, catalog) };
  const metric = type === "metric" ? catalog.metrics.get(id) : undefined;
  return metric === undefined ? own : metricMeaning(metric, own, catalog);
};

/** Ids of the metrics a definition is built on: their meaning is part of its own. */
export const builtOn = (catalog: Catalog, type: DefinitionType, id: string): string[] => {
  const kpi = type === "kpi" ? catalog.kpis.get(id) : undefined;
  const metric = type === "metric" ? catalog.metrics.get(id) : undefined;
  if (kpi !== undefined) return [kpi.metric];
  return metric === undefined ? [] : kindOf(metric).builtOn(metric);
};
