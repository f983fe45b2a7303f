import type { DefinitionType } from "@sextant/model/definition/catalog";
import { checks } from "../check/checks.ts";
import { isRule, type RuleId } from "../check/rules.ts";
import { editDefinition } from "../edit/edit.ts";
import { readDefinitions, subjectOf } from "../read/definitions.ts";
import { draftOf } from "../read/draft.ts";
import type { WorkspaceFile } from "../read/read.ts";
import { readYaml } from "../read/yaml.ts";
import { fixers } from "./fixers.ts";

/** What was repaired, and in which file. */
export interface Fixed {
  rule: RuleId;
  /** The definition, e.g. `kpi on_time`. */
  subject: string;
  path: string;
}

/** One repair may uncover another; more rounds than this would be a circle. */
const mostRounds = 4;

const firstFile = (files: readonly WorkspaceFile[]) => {
  const written = files.flatMap(({ path, text }) => {
    const { source, value } = readYaml(path, text);
    return source === null ? [] : readDefinitions(source, value).written;
  });
  const places = new Map<string, string>();
  for (const { type, id, source } of written)
    if (!places.has(`${type}:${id}`)) places.set(`${type}:${id}`, source.path);
  return { draft: draftOf(written), places };
};

interface Repair {
  type: DefinitionType;
  id: string;
  rule: RuleId;
  fields: Readonly<Record<string, unknown>>;
  path: string;
}

const repairsOf = (files: readonly WorkspaceFile[]): Repair[] => {
  const { draft, places } = firstFile(files);
  const found = new Map<string, Repair>();
  for (const { type, id, rule } of checks.flatMap((check) => check(draft))) {
    const fields = isRule(rule) ? (fixers[rule]?.(draft.catalog, id) ?? null) : null;
    const path = places.get(`${type}:${id}`);
    if (!isRule(rule) || fields === null || path === undefined) continue;
    found.set(`${type}:${id}:${rule}`, { type, id, rule, fields, path });
  }
  return [...found.values()];
};

/**
 * Repairs what has one obvious repair, in the text of the files: comments, order and spaces of everything else stay. A repair that
 * cannot be made in the text (anchors, aliases) is left to the author.
 */
export const fixWorkspace = (files: readonly WorkspaceFile[]): { files: WorkspaceFile[]; fixed: Fixed[] } => {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const fixed: Fixed[] = [];
  const current = (): WorkspaceFile[] => [...texts].map(([path, text]) => ({ path, text }));
  for (let round = 0; round < mostRounds; round += 1) {
    let changed = false;
    // One repair per definition and round: a second one is worked out from what the first left.
    const touched = new Set<string>();
    for (const { type, id, rule, fields, path } of repairsOf(current())) {
      const key = `${type}:${id}`;
      if (touched.has(key)) continue;
      touched.add(key);
      const before = texts.get(path) ?? "";
      const edited = editDefinition(before, { type, id, act: "set", fields });
      if (!edited.ok || edited.text === before) continue;
      texts.set(path, edited.text);
      fixed.push({ rule, subject: subjectOf(type, id), path });
      changed = true;
    }
    if (!changed) break;
  }
  return {
    files: current().filter(({ path, text }) => files.some((one) => one.path === path && one.text !== text)),
    fixed,
  };
};
