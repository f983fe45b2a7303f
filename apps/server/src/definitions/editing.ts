import type { Author } from "@sextant/model/access/author";
import type { DefinitionView, WantedEdit } from "@sextant/model/api/answers/edits";
import { Problem } from "@sextant/model/problem/problem";
import { definitionText } from "@sextant/semantic/edit/edit";
import { fieldsIn } from "@sextant/semantic/edit/fields";
import { readWorkspace } from "@sextant/semantic/read/read";
import { definitionFiles } from "../store/definition.ts";
import { markEdited, unmarkEdited } from "../store/definition-edit.ts";
import { writeSetting } from "../store/setting.ts";
import type { Core } from "./core.ts";
import type { AppliedEdits, Definitions } from "./definitions.ts";
import { conflictProblem, type EditedFiles, editFiles } from "./edits.ts";
import { fingerprintOf, hashOf } from "./files.ts";
import type { FolderReading } from "./folder.ts";
import type { FolderWriter } from "./folder-writer.ts";
import { neededIn } from "./states.ts";

type Also = Parameters<Core["applyFiles"]>[2];

/** Editing single definitions where they stand. */
export interface Editing extends Pick<Definitions, "definition" | "planEdits" | "edit"> {
  /** Applies edits within a turn somebody else has taken; `also` runs in the same transaction. */
  applyNow(edits: readonly WantedEdit[], by: Author, also?: Also): Promise<AppliedEdits>;
}

/** Opens editing; `writer` is the workspace folder where edits are written to it, and `readFolder` reads it whole. */
export const openEditing = (
  core: Core,
  writer: FolderWriter | null,
  readFolder: (() => FolderReading) | null,
): Editing => {
  const { store } = core;
  const edited = async (edits: readonly WantedEdit[]): Promise<EditedFiles> =>
    editFiles(await definitionFiles(store.db), core.state().places, edits);

  /** The folder must hold the texts in force where it is written: somebody may be editing there. */
  const checkFolder = ({ touched }: EditedFiles): void => {
    const conflicts = touched.flatMap(({ path, before, after }) => {
      const onDisk = writer === null ? before : writer.read(path);
      return onDisk === before || onDisk === after
        ? []
        : [{ type: "file", id: path, base: before, yours: after, theirs: onDisk }];
    });
    if (conflicts.length > 0) throw conflictProblem(conflicts);
  };

  const writeOut = async ({ touched }: EditedFiles): Promise<string[]> => {
    if (writer === null) return [];
    for (const { path, after } of touched) writer.write(path, after);
    const paths = touched.map(({ path }) => path);
    await unmarkEdited(store.db, paths);
    // The folder says what is in force: the next start has nothing to take from it.
    if (readFolder !== null) {
      const folder = readFolder();
      const same = fingerprintOf(folder.files) === fingerprintOf(await definitionFiles(store.db));
      if (same) await writeSetting(store.db, "workspace_folder_fingerprint", fingerprintOf(folder.files));
    }
    return paths;
  };

  const applyNow: Editing["applyNow"] = async (edits, by, also) => {
    const result = await edited(edits);
    checkFolder(result);
    const marks = result.touched.map(({ path, before }) => ({
      path,
      base_hash: before === null ? null : hashOf(before),
      edited_by: by.name,
      at: core.now(),
    }));
    const applied = await core.applyFiles(result.files, by, async (transaction, changes) => {
      await markEdited(transaction, marks);
      return (await also?.(transaction, changes)) ?? [];
    });
    return { ...applied, written: await writeOut(result) };
  };

  const view = async (type: string, id: string): Promise<DefinitionView> => {
    const state = core.state();
    const key = `${type}:${id}`;
    const place = state.places.get(key);
    const text = place && (await definitionFiles(store.db)).find(({ path }) => path === place.file)?.text;
    const known = state.versions.get(key);
    const [, found] = /^(workspace|calendar|unit|person|org_unit|dataset|metric|kpi|dashboard|alert)$/.exec(type) ?? [];
    const yaml =
      text === undefined || found === undefined ? null : definitionText(text, found as WantedEdit["type"], id);
    if (place === undefined || yaml === null || known === undefined)
      throw new Problem("not_found", `There is no ${type} ${JSON.stringify(id.slice(0, 80))} in the files.`);
    return {
      type: found as WantedEdit["type"],
      id,
      file: place.file,
      line: place.line,
      yaml,
      fields: fieldsIn(yaml),
      version: known.version,
      hash: known.hash,
      state: state.states.get(key) ?? null,
      approvals: [...(state.approvals.get(key) ?? [])],
      needed: neededIn(state.catalog),
      history: known.history.map(({ version, hash, appliedAt, by, byKind, byId }) => ({
        version,
        hash,
        by: { kind: byKind, id: byId, name: by, at: appliedAt },
      })),
    };
  };

  return {
    definition: view,
    planEdits: async (edits) => {
      const { files, touched } = await edited(edits);
      const planned = await core.planOf(readWorkspace(files));
      return { ...planned, files: touched.map((file) => ({ ...file, before: file.before ?? "" })) };
    },
    edit: (edits, by) => core.inTurn(() => applyNow(edits, by)),
    applyNow,
  };
};
