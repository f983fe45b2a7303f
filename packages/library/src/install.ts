import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { WrittenDefinitionFile } from "@sextant/model/definition/file";
import { idSchema } from "@sextant/model/definition/id";
import type { Finding } from "@sextant/model/problem/finding";
import { nearest } from "@sextant/semantic/expression/suggest";
import type { Entry } from "./entry.ts";
import { finding } from "./finding.ts";
import { readMapping } from "./mapping.ts";

/** Which datasets and columns of a workspace stand for those of an entry. */
export interface Mapping {
  /** Dataset by the entry's table; may be left out when they are called the same. */
  datasets: Readonly<Record<string, string>>;
  /** A column, or an expression over columns, by the entry's column; may be left out when they are called the same. */
  columns: Readonly<Record<string, string>>;
  /** Handle of the new metric and KPI; the entry's when not given. */
  as?: string | undefined;
  /** Unit of measure for money; usd when not given. */
  currency?: string | undefined;
  /** Who answers for the KPI. */
  owner?: string | undefined;
}

/** What installing gives: definitions to be added, null when a finding is an error. */
export interface Installation {
  id: string;
  file: WrittenDefinitionFile | null;
  findings: Finding[];
}

interface Reading {
  /** What each `{name}` of the templates stands for. */
  names: Map<string, string>;
  findings: Finding[];
}

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 59).toWellFormed()}…` : text);

const meant = (wrong: string, known: Iterable<string>, label: string): string => {
  const all = [...known];
  const close = nearest(wrong, all);
  return close === null ? `${label}: ${all.slice(0, 12).join(", ") || "none"}.` : `Did you mean \`${close}\`?`;
};

const slotsOf = (entry: Entry): string[] =>
  Object.entries(entry.shapes).flatMap(([table, { columns }]) => [...Object.keys(columns), `${table}.time`]);

const strangers = (entry: Entry, mapping: Mapping): Finding[] => {
  const tables = Object.keys(entry.shapes);
  const slots = slotsOf(entry);
  const columns = Object.keys(mapping.columns)
    .filter((name) => !slots.includes(name))
    .map((name) =>
      finding(
        "library/unknown-slot",
        entry.id,
        `The entry has no column \`${cut(name)}\`.`,
        meant(name, slots, "It has"),
      ),
    );
  const datasets = Object.keys(mapping.datasets)
    .filter((name) => !tables.includes(name))
    .map((name) =>
      finding(
        "library/unknown-slot",
        entry.id,
        `The entry has no table \`${cut(name)}\`.`,
        meant(name, tables, "It has"),
      ),
    );
  return [...columns, ...datasets];
};

const readTime = (entry: Entry, table: string, dataset: Dataset, written: string | undefined): Finding[] => {
  if (written === undefined || written === dataset.time) return [];
  const { time } = entry.shapes[table] ?? { time: "" };
  const message = `\`${dataset.id}\` is dated by \`${dataset.time}\`, not by \`${cut(written)}\`; the entry needs: ${time}.`;
  return [
    finding(
      "library/time",
      entry.id,
      message,
      "Define a second dataset over the same source with that `time`, and map to it.",
    ),
  ];
};

const readTable = (entry: Entry, table: string, mapping: Mapping, catalog: Catalog): Reading => {
  const { columns, row, time } = entry.shapes[table] ?? { columns: {}, row: "", time: "" };
  const chosen = Object.hasOwn(mapping.datasets, table) ? (mapping.datasets[table] ?? table) : table;
  const dataset = catalog.datasets.get(chosen);
  if (dataset === undefined) {
    // A table that is called otherwise in the mapping is said there.
    if (
      !Object.hasOwn(mapping.datasets, table) &&
      Object.keys(mapping.datasets).some((name) => !Object.hasOwn(entry.shapes, name))
    )
      return { names: new Map(), findings: [] };
    const message = `There is no dataset \`${cut(chosen)}\` for \`${table}\`: ${row}, dated by: ${time}.`;
    return {
      names: new Map(),
      findings: [
        finding("library/unknown-dataset", entry.id, message, meant(chosen, catalog.datasets.keys(), "There are")),
      ],
    };
  }
  const names = new Map([
    [table, dataset.id],
    [`${table}.time`, dataset.time],
  ]);
  const findings = readTime(entry, table, dataset, mapping.columns[`${table}.time`]);
  for (const [name, slot] of Object.entries(columns)) {
    const given = Object.hasOwn(mapping.columns, name) ? mapping.columns[name] : undefined;
    const written = given ?? (Object.hasOwn(dataset.columns, name) ? name : undefined);
    if (written === undefined) {
      const message = `Nothing is mapped to \`${name}\`: ${slot.meaning}.`;
      findings.push(
        finding(
          "library/unmapped",
          entry.id,
          message,
          `Name a column of \`${dataset.id}\`: ${Object.keys(dataset.columns).slice(0, 12).join(", ")}.`,
        ),
      );
      continue;
    }
    const reading = readMapping(name, slot, written, { dataset, datasets: catalog.datasets, entry: entry.id });
    if (reading.text !== null) names.set(name, reading.text);
    findings.push(...reading.findings);
  }
  return { names, findings };
};

const readHandle = (entry: Entry, id: string, ids: readonly string[], catalog: Catalog): Finding[] => {
  if (!idSchema.safeParse(id).success) {
    return [
      finding(
        "library/handle",
        entry.id,
        `\`${cut(id)}\` is no handle.`,
        "Use lower-case letters, digits and _, starting with a letter, at most 64 characters.",
      ),
    ];
  }
  const taken = ids.find((one) => catalog.metrics.has(one) || (one === id && catalog.kpis.has(one)));
  if (taken === undefined) return [];
  return [
    finding(
      "library/handle",
      entry.id,
      `There is a definition \`${taken}\` already.`,
      "Install the entry under another handle.",
    ),
  ];
};

const readRest = (entry: Entry, { currency = "usd", owner }: Mapping, catalog: Catalog): Finding[] => [
  ...(catalog.units.has(currency)
    ? []
    : [
        finding(
          "library/currency",
          entry.id,
          `There is no unit \`${cut(currency)}\`.`,
          meant(currency, catalog.units.keys(), "There are"),
        ),
      ]),
  ...(owner === undefined || catalog.people.has(owner)
    ? []
    : [
        finding(
          "library/owner",
          entry.id,
          `There is no person \`${cut(owner)}\`.`,
          meant(owner, catalog.people.keys(), "There are"),
        ),
      ]),
];

/** A template with every `{name}` replaced, in one pass: what is put in is not looked at again. */
const filled = (value: unknown, names: ReadonlyMap<string, string>): unknown => {
  if (typeof value === "string")
    return value.replace(/\{([\w.]+)\}/g, (whole, name: string) => names.get(name) ?? whole);
  if (Array.isArray(value)) return value.map((item) => filled(item, names));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, names)]));
};

type WrittenMetric = NonNullable<WrittenDefinitionFile["metrics"]>[number];
type WrittenKpi = NonNullable<WrittenDefinitionFile["kpis"]>[number];

const metricsOf = (entry: Entry, id: string, names: ReadonlyMap<string, string>): WrittenMetric[] => {
  const parts = Object.entries(entry.parts).map(([name, { label, ...part }]) =>
    filled({ id: names.get(name), label: `${label} (${entry.name})`, ...part }, names),
  );
  const own = {
    id,
    label: entry.name,
    description: `${entry.meaning} ${entry.formula}`,
    unit: entry.unit,
    direction: entry.direction,
    synonyms: [...entry.synonyms],
    ...entry.metric,
  };
  // The templates have the types of metrics but for the names filled in; whoever reads the file checks it whole.
  return [...parts, filled(own, names)] as WrittenMetric[];
};

const kpiOf = (entry: Entry, id: string, mapping: Mapping, catalog: Catalog): WrittenKpi => ({
  id,
  metric: id,
  objective: entry.objective,
  ...(mapping.owner === undefined ? {} : { owner: mapping.owner }),
  ...(entry.department === "personal" ? { level: "person" as const } : {}),
  grain: entry.grain,
  cadence: entry.cadence,
  timing: entry.timing,
  leads: entry.leads.filter((other) => catalog.kpis.has(other)),
  thresholds: entry.thresholds,
  action_when_red: entry.whenRed,
  guardrails: catalog.kpis.has(entry.guardrail) ? [entry.guardrail] : [],
  state: "draft",
  departments: [entry.department],
});

/**
 * Definitions for an entry over columns a workspace has: its metrics, and a draft of its KPI. What does not fit comes back all at
 * once, each with what is needed.
 */
export const install = (entry: Entry, mapping: Mapping, catalog: Catalog): Installation => {
  const id = mapping.as ?? entry.id;
  const parts = new Map(Object.keys(entry.parts).map((name) => [name, `${id}_${name}`]));
  const tables = Object.keys(entry.shapes).map((table) => readTable(entry, table, mapping, catalog));
  const errors = [
    ...strangers(entry, mapping),
    ...tables.flatMap(({ findings }) => findings),
    ...readHandle(entry, id, [id, ...parts.values()], catalog),
    ...readRest(entry, mapping, catalog),
  ];
  const guarded = catalog.kpis.has(entry.guardrail)
    ? []
    : [
        finding(
          "library/guardrail",
          entry.id,
          `Its guardrail \`${entry.guardrail}\` is not in the workspace. ${entry.gaming}`,
          `Install \`${entry.guardrail}\` too, then name it under \`guardrails\`.`,
          "warning",
        ),
      ];
  if (errors.length > 0) return { id, file: null, findings: [...errors, ...guarded] };
  const names = new Map([
    ...tables.flatMap((one) => [...one.names]),
    ...parts,
    ["money", mapping.currency ?? "usd"] as const,
  ]);
  return {
    id,
    file: { metrics: metricsOf(entry, id, names), kpis: [kpiOf(entry, id, mapping, catalog)] },
    findings: guarded,
  };
};
