import type { WantedEdit } from "@sextant/model/api/answers/edits";
import { type ConflictingText, Problem } from "@sextant/model/problem/problem";
import { type DefinitionEdit, definitionText, editAlone, editDefinition } from "@sextant/semantic/edit/edit";
import type { DefinitionState, WorkspaceFile } from "./definitions.ts";
import { checkPaths } from "./files.ts";

/** Files after some edits, and which of them changed. */
export interface EditedFiles {
  files: WorkspaceFile[];
  touched: { path: string; before: string | null; after: string }[];
}

const editOf = ({ type, id, fields, yaml }: WantedEdit): DefinitionEdit =>
  fields !== undefined
    ? { type, id, act: "set", fields }
    : yaml !== undefined
      ? { type, id, act: "write", yaml }
      : { type, id, act: "remove" };

/** The file that holds most definitions of a type; a new one named after it when none does. */
const fileFor = (type: string, places: DefinitionState["places"]): string => {
  const counts = new Map<string, number>();
  for (const [key, { file }] of places) if (key.startsWith(`${type}:`)) counts.set(file, (counts.get(file) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? `${type === "person" ? "people" : `${type}s`}.yaml`;
};

const plain = (text: string): string => text.replaceAll("\r\n", "\n").trim();

/** What changed under an edit since it began; null when nothing did. */
const conflictOf = (edit: WantedEdit, theirs: string | null): ConflictingText | null => {
  const { type, id, base } = edit;
  if (base === null ? theirs === null : theirs !== null && plain(base) === plain(theirs)) return null;
  return { type, id, base, yours: editAlone(base, editOf(edit)), theirs };
};

/** The definitions that changed since the edits of them began. */
export const conflictsOf = (
  files: readonly WorkspaceFile[],
  places: DefinitionState["places"],
  edits: readonly WantedEdit[],
): ConflictingText[] =>
  edits.flatMap((edit) => {
    const path = places.get(`${edit.type}:${edit.id}`)?.file;
    const text = files.find((file) => file.path === path)?.text;
    const conflict = conflictOf(edit, text === undefined ? null : definitionText(text, edit.type, edit.id));
    return conflict === null ? [] : [conflict];
  });

/** The refusal that shows both sides. */
export const conflictProblem = (conflicts: readonly ConflictingText[]): Problem => {
  const names = conflicts.map(({ type, id }) => `${type} ${id}`).join(", ");
  return new Problem("conflict", `Changed since the edit began: ${names}.`, {
    hint: "Look at what is there now and edit again from it.",
    conflicts,
  });
};

/** Makes edits in the texts in force; throws `conflict` for what changed since they began and `invalid_request` for what cannot be edited. */
export const editFiles = (
  files: readonly WorkspaceFile[],
  places: DefinitionState["places"],
  edits: readonly WantedEdit[],
): EditedFiles => {
  const conflicts = conflictsOf(files, places, edits);
  if (conflicts.length > 0) throw conflictProblem(conflicts);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const touched = new Map<string, string | null>();
  for (const edit of edits) {
    const { type, id } = edit;
    const path = places.get(`${type}:${id}`)?.file ?? edit.file ?? fileFor(type, places);
    checkPaths([{ path }]);
    const text = texts.get(path);
    const edited = editDefinition(text ?? "", editOf(edit));
    if (!edited.ok) throw new Problem("invalid_request", `The ${type} ${id} cannot be edited here: ${edited.reason}`);
    if (!touched.has(path)) touched.set(path, text ?? null);
    texts.set(path, edited.text);
  }
  return {
    files: Array.from(texts, ([path, text]) => ({ path, text })).sort((a, b) => (a.path < b.path ? -1 : 1)),
    touched: [...touched].map(([path, before]) => ({ path, before, after: texts.get(path) ?? "" })),
  };
};
