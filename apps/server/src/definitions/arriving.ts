import type { Author } from "@sextant/model/access/author";
import { type Finding, hasErrors } from "@sextant/model/problem/finding";
import { Problem } from "@sextant/model/problem/problem";
import { readWorkspace } from "@sextant/semantic/read/read";
import { definitionFiles } from "../store/definition.ts";
import { definitionEdits, unmarkEdited } from "../store/definition-edit.ts";
import { readSetting, writeSetting } from "../store/setting.ts";
import { type Core, refuse } from "./core.ts";
import type { Applied, Definitions, WorkspaceFile } from "./definitions.ts";
import { checkPaths, fingerprintOf, merged, type Reconciled, reconcile } from "./files.ts";
import type { FolderReading } from "./folder.ts";
import type { FolderWriter } from "./folder-writer.ts";

/** The author files from the workspace folder have: whoever reviewed them there. */
const folderAuthor: Author = { kind: "folder", id: "", name: "workspace folder" };

const keptRemarks = (paths: readonly string[]): Finding[] =>
  paths.map((file) => ({
    rule: "edit/kept",
    severity: "info",
    message: `${file} was edited on the screen since; what stands there now stays in force.`,
    hint: "Run `sextant export --out .` to bring the edit to your files.",
    place: { file, line: 1, column: 1, length: 1 },
  }));

const twiceFindings = (conflicts: Reconciled["conflicts"]): Finding[] =>
  conflicts.map(({ path }) => ({
    rule: "edit/twice",
    severity: "error",
    message: `${path} was edited on the screen and in the folder, differently.`,
    hint: "Compare it with `sextant export`; then `sextant apply --force` gives the folder the last word.",
    place: { file: path, line: 1, column: 1, length: 1 },
  }));

const twice = (conflicts: Reconciled["conflicts"]): Problem =>
  new Problem("conflict", `Edited on the screen as well: ${conflicts.map(({ path }) => path).join(", ")}.`, {
    hint: "Run `sextant export` to see both and bring them together, or apply with --force to overwrite the screen's edit.",
    conflicts: conflicts.map(({ path, yours, theirs }) => ({ type: "file", id: path, base: null, yours, theirs })),
  });

/** Files that arrive from outside: planned, applied, or taken from the workspace folder at start. */
export interface Arriving extends Pick<Definitions, "plan" | "apply"> {
  takeFolder(folder: FolderReading): Promise<Applied>;
}

/** Opens the way files arrive; `writer` is the workspace folder where edits on a screen are written to it. */
export const openArriving = (core: Core, writer: FolderWriter | null): Arriving => {
  const { store } = core;

  const putTogether = async (files: readonly WorkspaceFile[], prune: boolean, force: boolean): Promise<Reconciled> => {
    checkPaths(files);
    const inForce = await definitionFiles(store.db);
    const marks = await definitionEdits(store.db);
    if (!force) return reconcile(inForce, files, marks, prune);
    const caughtUp = prune ? [...marks.keys()] : files.map(({ path }) => path);
    return { files: merged(inForce, files, prune), kept: [], caughtUp, conflicts: [] };
  };

  const takeIn = async ({ files, kept, caughtUp }: Reconciled, by: Author): Promise<Applied> => {
    const applied = await core.applyFiles(files, by, async (transaction) => {
      await unmarkEdited(transaction, caughtUp);
      return [];
    });
    const findings = [...applied.answer.findings, ...keptRemarks(kept)];
    return { ...applied, answer: { ...applied.answer, findings } };
  };

  /** Edits that are in the records only, because the folder could not be written then, or a crash came between. */
  const writeKept = async ({ files, kept }: Reconciled): Promise<void> => {
    if (writer === null || kept.length === 0) return;
    for (const { path, text } of files) if (kept.includes(path)) writer.write(path, text);
    await unmarkEdited(store.db, kept);
  };

  const unusable = (findings: Finding[]): Applied => {
    if (!core.current()) throw refuse(findings);
    core.show(findings);
    return { answer: { changes: [], findings, applied: false }, changedDatasets: [] };
  };

  return {
    plan: async (files, prune) => {
      const together = await putTogether(files, prune, false);
      if (together.conflicts.length > 0) throw twice(together.conflicts);
      const planned = await core.planOf(readWorkspace(together.files));
      return { ...planned, findings: [...planned.findings, ...keptRemarks(together.kept)] };
    },
    apply: (files, prune, by, force = false) =>
      core.inTurn(async () => {
        const together = await putTogether(files, prune, force);
        if (together.conflicts.length > 0) throw twice(together.conflicts);
        return takeIn(together, typeof by === "string" ? { kind: "token", id: "", name: by } : by);
      }),
    takeFolder: (folder) =>
      core.inTurn(async () => {
        const fingerprint = fingerprintOf(folder.files);
        const isKnown = (await readSetting(store.db, "workspace_folder_fingerprint")) === fingerprint;
        const isWhole = folder.findings.length === 0;
        const before = core.current();
        if (before && hasErrors(before.findings)) await core.restore();
        const state = core.current();
        const together = await putTogether(folder.files, true, false);
        if (state && isKnown && isWhole) {
          await writeKept(together);
          return { answer: { changes: [], findings: [...state.findings], applied: false }, changedDatasets: [] };
        }
        if (together.conflicts.length > 0) return unusable([...folder.findings, ...twiceFindings(together.conflicts)]);
        const { catalog, findings } = readWorkspace(together.files);
        if (!catalog || !isWhole) return unusable([...folder.findings, ...findings]);
        const applied = await takeIn(together, folderAuthor);
        await writeSetting(store.db, "workspace_folder_fingerprint", fingerprint);
        await writeKept(together);
        return applied;
      }),
  };
};
