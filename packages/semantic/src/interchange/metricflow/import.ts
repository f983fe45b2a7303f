import type { WorkspaceFile } from "../../read/read.ts";
import type { Attempt } from "../attempt.ts";
import { openIds } from "../names.ts";
import { type Note, sortedNotes } from "../note.ts";
import { cover, type Entry, note, noteUntaken, openFile, take, takeList, takeText } from "../reader.ts";
import { settle } from "../settle.ts";
import { type Import, wordsOf } from "./context.ts";
import { conversionShape } from "./conversion.ts";
import { makeDatasets } from "./dataset.ts";
import { cumulativeShape, derivedShape, ratioShape, type Shape, simpleShape } from "./kinds.ts";
import { openModel } from "./open-model.ts";
import { inOrder } from "./order.ts";
import { metricOf } from "./read-metric.ts";
import { latestModel, legacyModel } from "./read-model.ts";
import type { MetricSource, Project } from "./source.ts";
import type { Workshop } from "./workshop.ts";

/** What an import made: workspace files that pass the check, and what a reader must know of the rest. */
export interface Imported {
  files: WorkspaceFile[];
  notes: Note[];
}

/** Sections of dbt files that say how rows are made, not what they mean. */
const building = [
  "sources",
  "seeds",
  "snapshots",
  "macros",
  "analyses",
  "unit_tests",
  "data_tests",
  "groups",
  "exposures",
];

/** Whether a file holds definitions; of other files, such as dbt_project.yml, one note is enough. */
const isMeant = (root: Entry): boolean => {
  const value = root.value as Record<string, unknown>;
  if (["semantic_models", "models", "metrics", "saved_queries"].some((key) => Array.isArray(value[key]))) return true;
  note(root, "info", "file", "It holds no semantic models, metrics or saved queries; it is not read.");
  cover(root);
  return false;
};

const readProject = (roots: readonly Entry[]): Project => {
  const project: Project = { models: [], metrics: [] };
  for (const root of roots) {
    for (const section of building) {
      const inner = take(root, section);
      if (inner === undefined) continue;
      note(inner, "info", section, "It says how dbt makes rows, nothing of a KPI; it is not read.");
      cover(inner);
    }
    const version = takeText(root, "version");
    if (version !== undefined && version !== "2")
      note(root, "changed", "file", `It says version ${version.slice(0, 20)}; it was read as version 2.`);
    project.models.push(...takeList(root, "semantic_models").flatMap(legacyModel));
    for (const at of takeList(root, "models")) {
      const model = latestModel(at);
      if (model === null) continue;
      project.models.push(model);
      project.metrics.push(...takeList(at, "metrics").flatMap((metric) => metricOf(metric, model)));
    }
    project.metrics.push(...takeList(root, "metrics").flatMap((metric) => metricOf(metric, null)));
    for (const query of takeList(root, "saved_queries")) {
      const name = takeText(query, "name") ?? "without a name";
      note(
        query,
        "left_out",
        `saved query ${name}`,
        "A saved query is a question: ask it with `sextant ask`, or make a dashboard of KPIs.",
      );
      cover(query);
    }
  }
  return project;
};

const shapeOf: Record<string, (metric: MetricSource, shop: Workshop) => Attempt<Shape>> = {
  simple: simpleShape,
  ratio: ratioShape,
  derived: derivedShape,
  cumulative: cumulativeShape,
  conversion: conversionShape,
};

const leaveOut = (metric: MetricSource, reason: string): void => {
  note(metric.at, "left_out", `metric ${metric.name}`, reason);
  cover(metric.at);
};

const openShop = (project: Project, all: Import): Workshop => {
  for (const model of project.models) {
    const open = openModel(model, all);
    if (open !== null) all.models.push(open);
  }
  const shop: Workshop = {
    all,
    measures: new Map(),
    opened: new Map(),
    built: new Map(),
    helpers: new Map(),
    used: new Set(),
    worded: new Set(),
  };
  for (const open of all.models)
    for (const source of open.model.measures)
      if (shop.measures.has(source.name))
        note(source.at, "left_out", `measure ${source.name}`, "There is a measure of this name already.");
      else shop.measures.set(source.name, { open, source });
  return shop;
};

/** The metrics of a project by name, each once, with those that measures ask for. */
const metricsOf = (project: Project, shop: Workshop): MetricSource[] => {
  const byName = new Map<string, MetricSource>();
  for (const metric of project.metrics)
    if (byName.has(metric.name)) leaveOut(metric, "There is a metric of this name already.");
    else byName.set(metric.name, metric);
  for (const { source } of shop.measures.values())
    if (source.isMetric && !byName.has(source.name))
      byName.set(source.name, {
        ...bareMetric(source.at, source.name),
        label: source.label,
        description: source.description,
      });
  return [...byName.values()];
};

const bareMetric = (at: Entry, name: string): MetricSource => ({
  name,
  type: "simple",
  label: undefined,
  description: undefined,
  filters: [],
  measure: {
    name,
    isMetric: false,
    alias: undefined,
    filters: [],
    offsetWindow: undefined,
    offsetToGrain: undefined,
    fillNullsWith: undefined,
    joinToTimespine: false,
    at,
  },
  numerator: undefined,
  denominator: undefined,
  expr: undefined,
  inputs: [],
  input: undefined,
  window: undefined,
  grainToDate: undefined,
  periodAgg: undefined,
  entity: undefined,
  calculation: undefined,
  base: undefined,
  conversion: undefined,
  constants: [],
  at,
});

const buildAll = (metrics: readonly MetricSource[], shop: Workshop): void => {
  const ids = new Map(metrics.map(({ name }) => [name, shop.all.metricIds.give(name)]));
  const { ordered, circular } = inOrder(metrics);
  for (const metric of circular) leaveOut(metric, "It is built on itself, or on a metric that is.");
  for (const metric of ordered) {
    const id = ids.get(metric.name) ?? metric.name;
    const shape = Object.hasOwn(shapeOf, metric.type) ? shapeOf[metric.type]?.(metric, shop) : undefined;
    if (shape === undefined) leaveOut(metric, `\`${metric.type.slice(0, 40)}\` is no known type of metric.`);
    else if ("reason" in shape) leaveOut(metric, shape.reason);
    else {
      const { definition, needs, measure, conditions } = shape.value;
      if (id !== metric.name) note(metric.at, "changed", `metric ${metric.name}`, `Its id is ${id}.`);
      shop.built.set(metric.name, { id, measure, conditions });
      const own = metric.measure === undefined || metric.type !== "simple" ? undefined : measure?.source;
      const label = metric.label ?? own?.label;
      const description = metric.description ?? own?.description;
      shop.worded.add(label).add(description);
      const words = wordsOf(metric.name, { label, description });
      shop.all.made.push({ type: "metric", id, definition: { id, ...words, ...definition }, needs, from: metric.at });
    }
  }
};

/** What becomes of measures is told by metrics; the rest is noted. */
const noteMeasures = (shop: Workshop): void => {
  for (const { source } of shop.measures.values()) {
    const subject = `measure ${source.name}`;
    if (!shop.used.has(source.name)) {
      note(source.at, "left_out", subject, "No metric that could be carried reads it.");
      cover(source.at);
      continue;
    }
    for (const words of [source.label, source.description])
      if (words !== undefined && !shop.worded.has(words))
        note(
          source.at,
          "left_out",
          subject,
          `The metrics that read it have words of their own; this is not carried: ${words.slice(0, 200)}`,
        );
  }
};

const makeWorkspace = (roots: readonly Entry[], all: Import): void => {
  const [from] = roots;
  if (from === undefined || all.made.length === 0) return;
  const message = "The calendar is in UTC with weeks from Monday; the source says nothing of time zones.";
  note(from, "info", "workspace", message);
  const workspace = { id: "imported", label: "Imported" };
  all.made.unshift(
    { type: "workspace", id: "imported", definition: workspace, needs: [], from },
    { type: "calendar", id: "calendar", definition: { time_zone: "UTC" }, needs: [], from },
  );
};

/** Imports MetricFlow (dbt semantic layer) YAML, of the legacy and of the latest specification. */
export const importMetricFlow = (texts: readonly WorkspaceFile[]): Imported => {
  const notes: Note[] = [];
  const roots = texts.flatMap((file) => openFile(file, notes) ?? []).filter(isMeant);
  const project = readProject(roots);
  const all: Import = { models: [], datasetIds: openIds(), metricIds: openIds(), made: [] };
  const shop = openShop(project, all);
  buildAll(metricsOf(project, shop), shop);
  noteMeasures(shop);
  for (const open of all.models) makeDatasets(open, all);
  makeWorkspace(roots, all);
  for (const root of roots) noteUntaken(root);
  return { files: settle(all.made, notes), notes: sortedNotes(notes) };
};
