import { type DefinitionType, definitionTypes } from "@sextant/model/definition/catalog";
import { hasErrors } from "@sextant/model/problem/finding";
import { stringify } from "yaml";
import { subjectOf } from "../read/definitions.ts";
import { readWorkspace, type WorkspaceFile } from "../read/read.ts";
import type { Note } from "./note.ts";
import { type Entry, placeOf } from "./reader.ts";

/** A definition made from the source, before it is known to be sound. */
export interface Made {
  type: DefinitionType;
  id: string;
  definition: Record<string, unknown>;
  /** Subjects of the definitions it is built on, e.g. `metric revenue`. */
  needs: readonly string[];
  /** What it was made from. */
  from: Entry;
}

const fileOf: Record<DefinitionType, string> = {
  workspace: "workspace.yaml",
  calendar: "workspace.yaml",
  unit: "workspace.yaml",
  person: "organisation.yaml",
  org_unit: "organisation.yaml",
  source: "sources.yaml",
  dataset: "datasets.yaml",
  metric: "metrics.yaml",
  kpi: "kpis.yaml",
  dashboard: "dashboards.yaml",
  alert: "alerts.yaml",
  review: "reviews.yaml",
  objective: "objectives.yaml",
};

const sectionOf: Record<DefinitionType, string> = {
  workspace: "workspace",
  calendar: "calendar",
  unit: "units",
  person: "people",
  org_unit: "org_units",
  source: "sources",
  dataset: "datasets",
  metric: "metrics",
  kpi: "kpis",
  dashboard: "dashboards",
  alert: "alerts",
  review: "reviews",
  objective: "objectives",
};

const sectionValue = (type: DefinitionType, made: readonly Made[]): unknown => {
  if (type === "workspace" || type === "calendar") return made[0]?.definition;
  if (type === "unit") return Object.fromEntries(made.map(({ id, definition }) => [id, definition]));
  return made.map(({ definition }) => definition);
};

/** Definitions in the order they are read best: by type, and as the source has them. */
const inOrder = (made: readonly Made[]): Made[] => {
  const spot = ({ type, from }: Made): [number, string, number] => {
    const { file, line } = placeOf(from);
    return [definitionTypes.indexOf(type), file, line];
  };
  const spots = new Map(made.map((one) => [one, spot(one)]));
  return made.toSorted((a, b) => {
    const [typeA, fileA, lineA] = spots.get(a) ?? spot(a);
    const [typeB, fileB, lineB] = spots.get(b) ?? spot(b);
    return typeA - typeB || (fileA < fileB ? -1 : fileA > fileB ? 1 : lineA - lineB);
  });
};

const filesOf = (made: readonly Made[]): WorkspaceFile[] => {
  const byFile = Map.groupBy(made, ({ type }) => fileOf[type]);
  return [...byFile].map(([path, here]) => {
    const sections = [...Map.groupBy(here, ({ type }) => type)].map(
      ([type, all]) => [sectionOf[type], sectionValue(type, all)] as const,
    );
    return { path, text: stringify(Object.fromEntries(sections), { lineWidth: 120, aliasDuplicateObjects: false }) };
  });
};

/** How a definition is called in notes. */
const subjectOfMade = ({ type, id }: Pick<Made, "type" | "id">): string => subjectOf(type, id);

/** The definitions that remain when some are gone: what is built on them goes too, and is noted. */
const without = (made: readonly Made[], gone: Set<string>, notes: Note[]): Made[] => {
  const users = new Map<string, Made[]>();
  for (const one of made) for (const need of one.needs) users.set(need, [...(users.get(need) ?? []), one]);
  const open = [...gone];
  for (let subject = open.pop(); subject !== undefined; subject = open.pop())
    for (const user of users.get(subject) ?? []) {
      const own = subjectOfMade(user);
      if (gone.has(own)) continue;
      gone.add(own);
      open.push(own);
      const message = `It is built on the ${subject}, which is left out.`;
      notes.push({ severity: "left_out", subject: own, message, place: placeOf(user.from) });
    }
  return made.filter((one) => !gone.has(subjectOfMade(one)));
};

/**
 * Puts definitions into files that have no errors: what our own checks refuse is left out, with everything built on it,
 * and noted with the reason the check gives.
 */
export const settle = (all: readonly Made[], notes: Note[]): WorkspaceFile[] => {
  let made = inOrder(all);
  while (made.length > 0) {
    const files = filesOf(made);
    const { findings } = readWorkspace(files);
    if (!hasErrors(findings)) return files;
    const subjects = new Map(made.map((one) => [subjectOfMade(one), one]));
    const gone = new Set<string>();
    for (const { severity, message, hint, subject } of findings) {
      const one = subject === undefined ? undefined : subjects.get(subject);
      if (severity !== "error" || subject === undefined || one === undefined || gone.has(subject)) continue;
      gone.add(subject);
      notes.push({ severity: "left_out", subject, message: `${message} ${hint}`, place: placeOf(one.from) });
    }
    if (gone.size === 0) {
      const [first] = findings.filter(({ severity }) => severity === "error");
      const message = `The definitions do not fit together: ${first?.message ?? "no reason is given"}`;
      const from = made[0]?.from;
      if (from !== undefined) notes.push({ severity: "left_out", subject: "all of it", message, place: placeOf(from) });
      return [];
    }
    made = without(made, gone, notes);
  }
  return [];
};
