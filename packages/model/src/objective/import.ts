import type { Catalog } from "../definition/catalog.ts";
import type { Finding } from "../problem/finding.ts";
import { readAmount } from "../standing/amount.ts";
import { readCycle } from "./cycle.ts";

/** One row of an export of an OKR tool: its line and its fields by name as the tool calls them. */
export interface ExportRow {
  line: number;
  fields: Readonly<Record<string, string>>;
}

/** A key result as it would be written in YAML. */
export interface ImportedKeyResult {
  id: string;
  label: string;
  kpi: string;
  baseline?: string;
  target: string;
  maintain?: true;
  by?: string;
  weight?: number;
}

/** An objective as it would be written in YAML. */
export interface ImportedObjective {
  id: string;
  label: string;
  owner?: string;
  org_unit?: string;
  parent?: string;
  cycle: string;
  key_results: ImportedKeyResult[];
}

/** Names the common tools give each field, lower case. */
const importColumns = {
  objective: ["objective", "objective title", "objective name", "goal", "goal name"],
  keyResult: ["key result", "key result title", "key result name", "kr", "target name"],
  kpi: ["kpi", "metric", "metric name", "kpi id"],
  owner: ["owner", "owner email", "owner name", "assignee", "objective owner"],
  unit: ["team", "unit", "department", "group", "org_unit"],
  cycle: ["cycle", "period", "quarter", "time period", "session", "interval"],
  baseline: ["baseline", "start", "start value", "initial value", "starting value", "from"],
  target: ["target", "target value", "goal value", "end value", "to"],
  due: ["due", "due date", "end date", "deadline", "by"],
  weight: ["weight", "weighting"],
  parent: ["parent", "parent objective", "parent goal", "aligned to", "aligns to"],
} as const;
type Field = keyof typeof importColumns;

/** Fields that tools have people type in, and that are computed here. */
const typedIn = ["progress", "current", "current value", "actual", "status", "score", "completion"];

const fold = (text: string): string => text.trim().toLowerCase();

const slug = (text: string, taken: ReadonlySet<string>): string => {
  const plain = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 56)
    .replace(/_+$/, "");
  const base = plain === "" ? "objective" : plain;
  let id = base;
  for (let next = 2; taken.has(id); next += 1) id = `${base}_${next}`;
  return id;
};

const finder = (
  entries: Iterable<readonly [id: string, ...names: (string | undefined)[]]>,
): ((name: string) => string | null) => {
  const known = new Map<string, string>();
  for (const [id, ...names] of entries)
    for (const name of [id, ...names]) if (name !== undefined && !known.has(fold(name))) known.set(fold(name), id);
  return (name) => known.get(fold(name)) ?? null;
};

interface Reading {
  catalog: Catalog;
  file: string;
  cycle: string | undefined;
  findings: Finding[];
  kpiOf: (name: string) => string | null;
  personOf: (name: string) => string | null;
  unitOf: (name: string) => string | null;
}

const say = (
  { findings, file }: Reading,
  line: number,
  severity: Finding["severity"],
  message: string,
  hint: string,
): void =>
  void findings.push({
    rule: "objective/import",
    severity,
    message,
    hint,
    place: { file, line, column: 1, length: 1 },
  });

const textOf = (row: ExportRow, field: Field): string => {
  const names: readonly string[] = importColumns[field];
  for (const [name, value] of Object.entries(row.fields))
    if (names.includes(fold(name)) && value.trim() !== "") return value.trim();
  return "";
};

/** An amount without thousands separators; null, with a finding, when the KPI's unit cannot read it. */
const amountOf = (row: ExportRow, field: "baseline" | "target", kpi: string, reading: Reading): string | null => {
  const text = textOf(row, field).replaceAll(/(?<=\d),(?=\d{3}\b)/g, "");
  const { kpis, metrics, units } = reading.catalog;
  const unit = units.get(metrics.get(kpis.get(kpi)?.metric ?? "")?.unit ?? "");
  const read =
    text === "" || unit === undefined ? null : readAmount(/^-?[\d.]+$/.test(text) ? Number(text) : text, unit);
  if (read?.ok === true) return text;
  const message = read === null ? `The key result has no ${field}.` : read.message;
  say(
    reading,
    row.line,
    "error",
    message,
    read === null ? "Fill it in; a key result goes from a value to another." : read.hint,
  );
  return null;
};

const keyResultOf = (row: ExportRow, taken: ReadonlySet<string>, reading: Reading): ImportedKeyResult | null => {
  const label = textOf(row, "keyResult");
  const wanted = textOf(row, "kpi");
  const kpi = reading.kpiOf(wanted === "" ? label : wanted);
  if (kpi === null) {
    const message = `There is no KPI called “${(wanted === "" ? label : wanted).slice(0, 80)}”; the key result is left out.`;
    say(
      reading,
      row.line,
      "error",
      message,
      "Name a KPI in a column `kpi`: progress is computed from it, never typed in.",
    );
    return null;
  }
  const [baseline, target] = [amountOf(row, "baseline", kpi, reading), amountOf(row, "target", kpi, reading)];
  if (baseline === null || target === null) return null;
  const due = textOf(row, "due");
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(due);
  if (due !== "" && !isDay)
    say(
      reading,
      row.line,
      "warning",
      `“${due.slice(0, 40)}” is no date.`,
      "Write it as 2026-09-30; the end of the cycle is taken.",
    );
  const weight = Number(textOf(row, "weight").replace("%", ""));
  const way = baseline === target ? { target, maintain: true as const } : { baseline, target };
  return {
    ...{ id: slug(label === "" ? kpi : label, taken), label: label === "" ? kpi : label.slice(0, 300), kpi, ...way },
    ...(isDay ? { by: due } : {}),
    ...(weight > 0 && weight <= 100 ? { weight } : {}),
  };
};

const named = (row: ExportRow, field: "owner" | "unit", reading: Reading): string | undefined => {
  const text = textOf(row, field);
  const id = text === "" ? null : field === "owner" ? reading.personOf(text) : reading.unitOf(text);
  if (text !== "" && id === null) {
    const noun = field === "owner" ? "person" : "unit of the organisation";
    say(
      reading,
      row.line,
      "warning",
      `No ${noun} is called “${text.slice(0, 80)}”.`,
      "Define it, or fill it in afterwards.",
    );
  }
  return id ?? undefined;
};

const cycleOf = (row: ExportRow, reading: Reading): string | null => {
  const written = textOf(row, "cycle");
  const quarter = /^q([1-4])[\s/-]*(\d{4})$/i.exec(written) ?? null;
  const text =
    quarter === null ? written.replace(/^(\d{4})[\s/-]*q([1-4])$/i, "$1-Q$2") : `${quarter[2]}-Q${quarter[1]}`;
  const cycle = text === "" ? (reading.cycle ?? "") : text;
  if (cycle !== "" && readCycle(cycle, reading.catalog.calendar) !== null) return cycle;
  const message = cycle === "" ? "The row names no cycle." : `“${cycle.slice(0, 40)}” is no period of the calendar.`;
  say(reading, row.line, "error", message, "Write 2026-Q3, or say the cycle for all rows; the objective is left out.");
  return null;
};

const readingOf = (file: string, cycle: string | undefined, catalog: Catalog): Reading => ({
  ...{ catalog, file, cycle, findings: [] },
  kpiOf: finder(
    [...catalog.kpis.values()].map(
      ({ id, label, metric }) => [id, label ?? catalog.metrics.get(metric)?.label] as const,
    ),
  ),
  personOf: finder([...catalog.people.values()].map(({ id, label, email }) => [id, label, email] as const)),
  unitOf: finder([...catalog.orgUnits.values()].map(({ id, label }) => [id, label] as const)),
});

/**
 * Turns the rows of an export into objectives as YAML would hold them, one row per key result; rows of one objective and cycle
 * belong together. What cannot be carried is a finding with its line; progress that was typed in is dropped and said so.
 */
export const objectivesFromRows = (
  rows: readonly ExportRow[],
  { file, cycle, catalog }: { file: string; cycle?: string | undefined; catalog: Catalog },
): { objectives: ImportedObjective[]; findings: Finding[] } => {
  const reading = readingOf(file, cycle, catalog);
  const found = new Map<string, ImportedObjective>();
  const taken = new Set(catalog.objectives.keys());
  const parents: { objective: ImportedObjective; name: string; line: number }[] = [];
  const first = rows[0];
  const dropped = first === undefined ? [] : Object.keys(first.fields).filter((name) => typedIn.includes(fold(name)));
  if (first !== undefined && dropped.length > 0)
    say(reading, first.line, "info", `Not carried: ${dropped.join(", ")}.`, "Progress is computed from the KPI.");
  for (const row of rows) {
    const label = textOf(row, "objective");
    if (label === "") {
      say(reading, row.line, "error", "The row names no objective.", "Name the column `objective`.");
      continue;
    }
    const span = cycleOf(row, reading);
    if (span === null) continue;
    const key = `${fold(label)}\n${span}`;
    let objective = found.get(key);
    if (objective === undefined) {
      const [owner, org_unit] = [named(row, "owner", reading), named(row, "unit", reading)];
      const id = slug(label, taken);
      const placed = { ...(owner === undefined ? {} : { owner }), ...(org_unit === undefined ? {} : { org_unit }) };
      objective = { id, label: label.slice(0, 300), ...placed, cycle: span, key_results: [] };
      taken.add(id);
      found.set(key, objective);
      const parent = textOf(row, "parent");
      if (parent !== "") parents.push({ objective, name: parent, line: row.line });
    }
    if (textOf(row, "keyResult") === "" && textOf(row, "kpi") === "") continue;
    if (objective.key_results.length === 10) {
      say(reading, row.line, "error", "An objective has ten key results at most.", "Split it; this one is left out.");
      continue;
    }
    const result = keyResultOf(row, new Set(objective.key_results.map(({ id }) => id)), reading);
    if (result !== null) objective.key_results.push(result);
  }
  const byName = finder([
    ...[...found.values()].map(({ id, label }) => [id, label] as const),
    ...[...catalog.objectives.values()].map(({ id, label }) => [id, label] as const),
  ]);
  for (const { objective, name, line } of parents) {
    const parent = byName(name);
    if (parent !== null && parent !== objective.id) objective.parent = parent;
    else
      say(reading, line, "warning", `No objective is called “${name.slice(0, 80)}”.`, "Write `parent` in afterwards.");
  }
  return { objectives: [...found.values()], findings: reading.findings };
};
