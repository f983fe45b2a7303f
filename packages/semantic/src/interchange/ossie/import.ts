import { type DefinitionType, definitionTypes } from "@sextant/model/definition/catalog";
import type { WorkspaceFile } from "../../read/read.ts";
import { labelFor, openIds } from "../names.ts";
import { type Note, sortedNotes } from "../note.ts";
import { cover, type Entry, note, noteUntaken, openFile, take, takeList, takeText } from "../reader.ts";
import { type Made, settle } from "../settle.ts";
import { exportedFrom, ownExtension } from "./extension.ts";
import { readableVersions } from "./format.ts";
import type { Known } from "./metric.ts";
import { isOneAggregate, metricFrom } from "./read-metric.ts";
import { readRelationship } from "./relationships.ts";
import { openTable, type Table } from "./table.ts";
import { noteContext } from "./words.ts";

/** What an import made: workspace files that pass the check, and what a reader must know of the rest. */
export interface Imported {
  files: WorkspaceFile[];
  notes: Note[];
}

interface Import extends Known {
  tables: Table[];
  metrics: Map<string, string>;
  datasetIds: ReturnType<typeof openIds>;
  made: Made[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The same entry with notes of its own, which are thrown away. */
const quietly = (at: Entry): Entry => ({ ...at, file: { ...at.file, notes: [] } });

const readDataset = (at: Entry, all: Import): void => {
  const name = takeText(at, "name") ?? "";
  const subject = `dataset ${name}`;
  if (name === "" || all.tables.some((table) => table.name === name)) {
    note(at, "left_out", subject, "There is a dataset of this name already, or it has none.");
    cover(at);
    return;
  }
  const exported = exportedFrom(at, subject);
  const id = all.datasetIds.give(name);
  if (id !== name) note(at, "changed", subject, `Its id is ${id}.`);
  const untouched = exported?.untouched === true;
  const table = openTable(untouched ? quietly(at) : at, name, id);
  if (exported !== null) table.definition = { ...exported.definition, ...table.definition };
  if (untouched) table.whole = { ...exported.definition, id };
  all.tables.push(table);
};

/** Makes the datasets, when every metric has said what it knows of their columns. */
const makeDatasets = (all: Import, relationships: readonly Entry[]): void => {
  for (const relationship of relationships) readRelationship(relationship, all.tables);
  for (const table of all.tables) {
    const from = table.at;
    if (table.whole !== null) {
      all.made.push({ type: "dataset", id: table.id, definition: table.whole, needs: [], from });
      continue;
    }
    if ("reason" in table.time) {
      note(from, "left_out", `dataset ${table.name}`, table.time.reason);
      continue;
    }
    const { value: time } = table.time;
    const rows = table.source === "" ? "" : ` They are the rows of ${table.source.slice(0, 500)}.`;
    note(from, "info", `dataset ${table.id}`, `It has no source: push its rows, or name a file as its source.${rows}`);
    const sliced = [...table.fields.values()].flatMap(({ column, isTime }) =>
      isTime || column === null ? [] : [column],
    );
    const assumed = table.columns.assumed();
    if (assumed.length > 0) {
      const message = `The document says no types for these columns; they were taken from their use: ${assumed.join(", ")}.`;
      note(from, "info", `dataset ${table.id}`, message.slice(0, 2000));
    }
    const written = table.columns.written(time);
    const texts = sliced.filter((column) => written[column]?.type === "string" || written[column]?.type === "boolean");
    const definition = { ...table.definition, time, columns: written, dimensions: [...new Set(texts)] };
    all.made.push({ type: "dataset", id: table.id, definition, needs: [], from });
  }
};

const readMetric = (at: Entry, name: string, all: Import): void => {
  const id = all.metrics.get(name) ?? name;
  const made = metricFrom(at, name, id, all);
  if ("value" in made) {
    all.made.push(...made.value);
    return;
  }
  note(at, "left_out", `metric ${name}`, made.reason);
  cover(at);
  all.metrics.delete(name);
};

const readMetrics = (model: Entry, all: Import): void => {
  const named: { at: Entry; name: string }[] = [];
  for (const at of takeList(model, "metrics")) {
    const name = takeText(at, "name") ?? "";
    if (name !== "" && !all.metrics.has(name)) {
      all.metrics.set(name, all.ids.give(name));
      named.push({ at, name });
      continue;
    }
    note(at, "left_out", `metric ${name}`, "There is a metric of this name already, or it has none.");
    cover(at);
  }
  const isPlain = ({ at }: { at: Entry }): boolean => isOneAggregate(at);
  for (const { at, name } of named.filter(isPlain)) readMetric(at, name, all);
  for (const { at, name } of named.filter((one) => !isPlain(one))) readMetric(at, name, all);
};

const isType = (type: unknown): type is DefinitionType => definitionTypes.some((one) => one === type);

/** Definitions that only our extension of a model holds. */
const readCarried = (model: Entry, subject: string, all: Import): void => {
  const carried = ownExtension(model, subject)?.definitions;
  if (carried === undefined) return;
  const seen = new Set<string>();
  for (const one of Array.isArray(carried) ? (carried as unknown[]) : []) {
    const sound =
      isRecord(one) &&
      isType(one.type) &&
      typeof one.id === "string" &&
      isRecord(one.definition) &&
      (one.definition.id ?? one.id) === one.id;
    const key = sound ? `${String(one.type)}:${String(one.id)}` : "";
    if (!sound || seen.has(key))
      note(
        model,
        "left_out",
        subject,
        `The extension of SEXTANT holds something that is no definition, or one twice: ${JSON.stringify(one).slice(0, 100)}`,
      );
    else {
      seen.add(key);
      all.made.push({
        type: one.type as DefinitionType,
        id: one.id as string,
        definition: one.definition as Record<string, unknown>,
        needs: [],
        from: model,
      });
      if (one.type === "metric") all.ids.give(one.id as string);
    }
  }
};

const readModel = (model: Entry, all: Import): void => {
  const name = takeText(model, "name") ?? "unnamed";
  const subject = `semantic model ${name}`;
  const description = takeText(model, "description");
  readCarried(model, subject, all);
  noteContext(model, subject);
  for (const dataset of takeList(model, "datasets")) readDataset(dataset, all);
  readMetrics(model, all);
  makeDatasets(all, takeList(model, "relationships"));
  const workspace = all.made.find(({ type }) => type === "workspace");
  if (workspace === undefined) {
    const id = openIds().give(name);
    const definition = {
      id,
      label: labelFor(name),
      ...(description === undefined ? {} : { description: description.slice(0, 4000) }),
    };
    all.made.push({ type: "workspace", id, definition, needs: [], from: model });
    all.made.push({ type: "calendar", id: "calendar", definition: { time_zone: "UTC" }, needs: [], from: model });
    note(
      model,
      "info",
      "workspace",
      `Its id is ${id}. The calendar is in UTC with weeks from Monday; the document says nothing of time zones.`,
    );
    return;
  }
  const { id, label } = workspace.definition;
  const said = workspace.definition.description ?? label;
  if (id !== name || said !== description)
    note(
      model,
      "changed",
      subject,
      `The workspace keeps its id ${String(id)} and its words; name and description (${(description ?? "none").slice(0, 200)}) are not carried.`,
    );
};

/** Imports an Apache Ossie (Open Semantic Interchange) document, YAML or JSON. */
export const importOssie = (file: WorkspaceFile): Imported => {
  const notes: Note[] = [];
  const root = openFile(file, notes);
  if (root === null) return { files: [], notes: sortedNotes(notes) };
  const version = takeText(root, "version");
  if (version === undefined || !readableVersions.includes(version)) {
    const message = `Version ${(version ?? "none").slice(0, 40)} of the specification is not known; ${readableVersions.join(", ")} are. Nothing was read.`;
    note(take(root, "version") ?? root, "left_out", "document", message);
    return { files: [], notes: sortedNotes(notes) };
  }
  const all: Import = {
    tables: [],
    metrics: new Map(),
    aggregates: new Map(),
    ids: openIds(),
    datasetIds: openIds(),
    made: [],
  };
  const [model, ...more] = takeList(root, "semantic_model");
  if (model !== undefined) readModel(model, all);
  for (const other of more) {
    const name = takeText(other, "name") ?? "unnamed";
    note(
      other,
      "left_out",
      `semantic model ${name}`,
      "A workspace holds one model; put this one into a document of its own.",
    );
    cover(other);
  }
  noteUntaken(root, "document");
  return { files: settle(all.made, notes), notes: sortedNotes(notes) };
};
