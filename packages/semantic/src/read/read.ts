import { manualEntries } from "@sextant/model/dataset/manual-entries";
import type { Catalog } from "@sextant/model/definition/catalog";
import { builtInUnits } from "@sextant/model/metric/unit";
import { type Finding, hasErrors } from "@sextant/model/problem/finding";
import { checks } from "../check/checks.ts";
import { ruleOf } from "../check/rules.ts";
import { findingOf, readDefinitions, subjectOf, type Written } from "./definitions.ts";
import { draftOf } from "./draft.ts";
import { readYaml } from "./yaml.ts";

/** A file of a workspace folder; the path is relative to it. */
export interface WorkspaceFile {
  path: string;
  text: string;
}

/** Where a definition stands, and its own YAML. */
export interface DefinitionPlace {
  file: string;
  line: number;
  yaml: string;
}

/** What is known about a workspace after reading it. */
export interface WorkspaceReading {
  /** Null when a finding is an error. */
  catalog: Catalog | null;
  /** Everything wrong or worth a look, by file and line. */
  findings: Finding[];
  /** By type and id, e.g. `metric:on_time_rate`. */
  places: Map<string, DefinitionPlace>;
}

const keyOf = ({ type, id }: { type: string; id: string }): string => `${type}:${id}`;

/** The text of a definition without the indentation it has in its file. */
const yamlOf = ({ source, node }: Written): string => {
  const [start, end] = node.range ?? [0, 0];
  const indent = source.lines.linePos(start).col - 1;
  const lines = source.text.slice(start, end).trimEnd().split("\n");
  return lines
    .map((line, index) => (index === 0 ? line : line.slice(Math.min(indent, line.search(/\S|$/)))))
    .join("\n");
};

const lineOf = ({ source, node }: Written): number => source.lines.linePos(node.range?.[0] ?? 0).line;

const isBuiltIn = ({ type, id }: Written): boolean =>
  (type === "unit" && Object.hasOwn(builtInUnits, id)) || (type === "dataset" && id === manualEntries.id);

/** The first definition of every id, and a finding for each further one. */
const firstOfEach = (written: readonly Written[]): { kept: Map<string, Written>; findings: Finding[] } => {
  const kept = new Map<string, Written>();
  const findings: Finding[] = [];
  for (const one of written) {
    const key = keyOf(one.type === "workspace" ? { type: "workspace", id: "" } : one);
    const first = kept.get(key);
    const builtIn = isBuiltIn(one);
    if (first === undefined && !builtIn) {
      kept.set(key, one);
      continue;
    }
    const where = first === undefined ? "among what is built in" : `in ${first.source.path}, line ${lineOf(first)}`;
    const subject = subjectOf(one.type, one.id);
    const message = `The ${subject} is defined already, ${where}.`;
    const hint = "Give one of them another id, or keep one of them.";
    const path = one.type === "unit" || one.type === "calendar" ? [] : ["id"];
    findings.push(findingOf({ rule: "definition/duplicate-id", message, hint, path }, one.source, one.node, subject));
  }
  return { kept: new Map([...kept.values()].map((one) => [keyOf(one), one])), findings };
};

const missingWorkspace = (written: readonly Written[]): Finding[] => {
  if (written.some((one) => one.type === "workspace")) return [];
  const rule = "definition/workspace";
  const hint = "Add `workspace:` with an `id` and a `label` to one of the files.";
  return [{ rule, severity: ruleOf(rule).severity, message: "No file describes the workspace.", hint }];
};

const inReadingOrder = (a: Finding, b: Finding): number => {
  if (a.place === undefined || b.place === undefined)
    return Number(a.place !== undefined) - Number(b.place !== undefined);
  if (a.place.file !== b.place.file) return a.place.file < b.place.file ? -1 : 1;
  return a.place.line - b.place.line || a.place.column - b.place.column;
};

/** What the checks find in the definitions put together. */
const checkAll = (kept: ReadonlyMap<string, Written>, draft: ReturnType<typeof draftOf>): Finding[] =>
  checks.flatMap((check) =>
    check(draft).map((fault): Finding => {
      const one = kept.get(keyOf(fault));
      const subject = subjectOf(fault.type, fault.id);
      if (one !== undefined) return findingOf(fault, one.source, one.node, subject);
      const { rule, message, hint } = fault;
      return { rule, severity: fault.severity ?? "error", message, hint, subject };
    }),
  );

/** How many findings are shown at once. */
const mostFindings = 1000;

/** The first findings in reading order, errors never giving way to lesser ones, and how many more there are. */
const shownOf = (findings: readonly Finding[]): Finding[] => {
  const sorted = [...findings].sort(inReadingOrder);
  if (sorted.length <= mostFindings) return sorted;
  const errors = sorted.filter((finding) => finding.severity === "error");
  const kept = [...errors, ...sorted.filter((finding) => finding.severity !== "error")].slice(0, mostFindings);
  const rule = "definition/more-findings";
  const message = `There are ${sorted.length - mostFindings} more findings.`;
  const severity = errors.length > mostFindings ? "error" : "info";
  return [...kept.sort(inReadingOrder), { rule, severity, message, hint: "Repair the first ones and look again." }];
};

/** Reads and checks a whole workspace: all findings at once, never throws. */
export const readWorkspace = (files: readonly WorkspaceFile[]): WorkspaceReading => {
  const readings = [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, text }) => {
      const { source, value, findings } = readYaml(path, text);
      if (source === null) return { written: [], findings };
      return readDefinitions(source, value);
    });
  const written = readings.flatMap((reading) => reading.written);
  const { kept, findings: duplicates } = firstOfEach(written);
  const draft = draftOf([...kept.values()]);
  const unreadable = readings.flatMap((reading) => reading.findings);
  const findings = shownOf([
    ...unreadable,
    ...duplicates,
    ...(unreadable.some((finding) => finding.rule.startsWith("yaml/")) ? [] : missingWorkspace(written)),
    ...checkAll(kept, draft),
  ]);
  const places = new Map(
    [...kept].map(([key, one]) => [key, { file: one.source.path, line: lineOf(one), yaml: yamlOf(one) }]),
  );
  return { catalog: hasErrors(findings) ? null : draft.catalog, findings, places };
};
