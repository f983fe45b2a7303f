import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Metric } from "@sextant/model/metric/metric";
import type { Calendar } from "@sextant/model/time/calendar";
import { stringify } from "yaml";
import { definitionOf, definitionsOf, type Json, type JsonRecord } from "../../version/meaning.ts";
import { type Note, sortedNotes } from "../note.ts";
import { dataTypes, expressionIn, extensionOf, identifier, ossieVersion, sealOf } from "./format.ts";
import { metricSql } from "./metric-sql.ts";
import { keyOf, relationshipsOf } from "./relationships.ts";

/** A catalog as an Ossie document, and what readers of the document must know. */
export interface Exported {
  text: string;
  notes: Note[];
}

const sealed = (part: JsonRecord, definition: Json): JsonRecord => ({
  ...part,
  custom_extensions: extensionOf({ definition, seal: sealOf(part) }),
});

const defined = (record: JsonRecord): JsonRecord =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const fieldOf = (dataset: Dataset, name: string): Json => {
  const column = dataset.columns[name];
  if (column === undefined) return null;
  return defined({
    name,
    expression: expressionIn(identifier(column.from ?? name)),
    datatype: dataTypes[column.type],
    dimension: name === dataset.time ? { is_time: true } : undefined,
    description: column.description,
  });
};

const sourceOf = ({ id, source }: Dataset): string => source?.file ?? source?.package ?? source?.upload ?? id;

const datasetPart = (dataset: Dataset): JsonRecord =>
  sealed(
    defined({
      name: dataset.id,
      source: sourceOf(dataset),
      primary_key: keyOf(dataset),
      description: dataset.description ?? dataset.label,
      fields: Object.keys(dataset.columns).map((name) => fieldOf(dataset, name)),
    }),
    dataset,
  );

const metricPart = (metric: Metric, sql: string): JsonRecord =>
  sealed(
    {
      name: metric.id,
      expression: expressionIn(sql),
      description: metric.description ?? metric.label,
      ai_context: { synonyms: [metric.label, ...metric.synonyms] },
    },
    metric,
  );

/** A calendar as definition files write it. */
const writtenCalendar = (calendar: Calendar): JsonRecord => {
  const weeks = calendar.fiscalWeeks;
  return defined({
    time_zone: calendar.timeZone,
    week_start: calendar.weekStart,
    fiscal_year_start: calendar.fiscalYearStart,
    fiscal_weeks:
      weeks === undefined
        ? undefined
        : {
            pattern: weeks.pattern,
            year_end: weeks.yearEnd,
            weekday: weeks.weekday,
            month: weeks.month,
            named_by: weeks.namedBy,
            extra_week_in: weeks.extraWeekIn,
          },
    holidays: calendar.holidays as unknown as Json,
    weekend: calendar.weekend,
  });
};

/** All that Ossie has no place for: everything but datasets, and metrics without an expression. */
const carriedOf = (
  catalog: Catalog,
  elsewhere: ReadonlySet<string>,
): { type: string; id: string; definition: Json }[] =>
  definitionsOf(catalog)
    .filter(({ type, id }) => type !== "dataset" && !(type === "metric" && elsewhere.has(id)))
    .map(({ type, id }) => ({
      type,
      id,
      definition: type === "calendar" ? writtenCalendar(catalog.calendar) : definitionOf(catalog, type, id),
    }));

/**
 * Writes a catalog as an Apache Ossie document. What Ossie has no key for stands in `custom_extensions` (vendor SEXTANT),
 * so that importing the document gives the same catalog back.
 */
export const exportOssie = (catalog: Catalog): Exported => {
  const notes: Note[] = [];
  const metrics = [...catalog.metrics.values()].flatMap((metric): JsonRecord[] => {
    const sql = metricSql(metric.id, catalog);
    if (sql !== null) return [metricPart(metric, sql)];
    const message = `A ${metric.kind} metric like this is no single expression of standard SQL: only Sextant reads it from the document.`;
    notes.push({ severity: "info", subject: `metric ${metric.id}`, message });
    return [];
  });
  const carried = carriedOf(catalog, new Set(metrics.map(({ name }) => `${name as string}`)));
  const counts = Map.groupBy(carried, ({ type }) => type);
  const words = [...counts].map(
    ([type, all]) => `${all.length} ${type.replace("_", " ")}${all.length === 1 ? "" : "s"}`,
  );
  notes.push({ severity: "info", subject: "document", message: `Only in custom_extensions: ${words.join(", ")}.` });
  if (catalog.datasets.size === 0)
    notes.push({
      severity: "left_out",
      subject: "document",
      message: "Ossie wants at least one dataset; tools will refuse this document.",
    });
  const relationships = relationshipsOf(catalog);
  const datasets = [...catalog.datasets.values()].filter(({ id }) => definitionOf(catalog, "dataset", id) !== null);
  const document = {
    version: ossieVersion,
    semantic_model: [
      defined({
        name: catalog.workspace.id,
        description: catalog.workspace.description ?? catalog.workspace.label,
        datasets: datasets.map(datasetPart),
        relationships: relationships.length === 0 ? undefined : relationships,
        metrics,
        custom_extensions: extensionOf({ definitions: carried }),
      }),
    ],
  };
  return { text: stringify(document, { lineWidth: 0, aliasDuplicateObjects: false }), notes: sortedNotes(notes) };
};
