import { createHash } from "node:crypto";
import type { ChangesAnswer } from "@sextant/model/api/answers/definitions";
import type { Catalog } from "@sextant/model/definition/catalog";
import { type Finding, hasErrors } from "@sextant/model/problem/finding";
import { Problem } from "@sextant/model/problem/problem";
import { readWorkspace, type WorkspaceReading } from "@sextant/semantic/read/read";
import { diffCatalogs } from "@sextant/semantic/version/version";
import type { Feed } from "../feed/feed.ts";
import { definitionFiles, definitionVersions, replaceDefinitions } from "../store/definition.ts";
import type { Drifts } from "../store/drift.ts";
import { takeTurn } from "../store/lock.ts";
import { readSetting, writeSetting } from "../store/setting.ts";
import type { Store } from "../store/store.ts";
import type { Applied, DefinitionState, Definitions, Planned, WorkspaceFile } from "./definitions.ts";
import { acknowledgedOf, driftAfter } from "./drift.ts";
import type { FolderReading } from "./folder.ts";
import { numbered, rowsOf, versionsByKey } from "./versions.ts";

/** The definitions room: also takes the workspace folder at start. */
export interface DefinitionRoom extends Definitions {
  /** Whether nothing has been applied yet. */
  isEmpty(): boolean;
  /**
   * Applies the files of the workspace folder when they changed since they were last taken (so that edits made over the
   * API survive a restart) and have no errors. With errors the last good definitions stay in force and the findings are
   * shown; when there are none yet, throws `invalid_definitions`.
   */
  takeFolder(folder: FolderReading): Promise<Applied>;
}

const checkPaths = (files: readonly WorkspaceFile[]): void => {
  for (const { path } of files)
    if (
      !/^[^\\\0]+\.ya?ml$/i.test(path) ||
      path.startsWith("/") ||
      path.split("/").some((part) => part === ".." || part === "" || part === ".")
    )
      throw new Problem(
        "invalid_request",
        `${JSON.stringify(path)} is not the path of a YAML file inside the workspace.`,
      );
};

/** The files after an edit: exactly the given ones, or those in force with the given ones put over them. */
const merged = (
  inForce: readonly WorkspaceFile[],
  given: readonly WorkspaceFile[],
  prune: boolean,
): WorkspaceFile[] => {
  const byPath = new Map((prune ? [] : inForce).map((file) => [file.path, file]));
  for (const { path, text } of given) byPath.set(path, { path, text });
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
};

const sameFiles = (a: readonly WorkspaceFile[], b: readonly WorkspaceFile[]): boolean =>
  a.length === b.length && a.every((file, i) => file.path === b[i]?.path && file.text === b[i]?.text);

const fingerprintOf = (files: readonly WorkspaceFile[]): string =>
  createHash("sha256")
    .update(JSON.stringify(files.map(({ path, text }) => [path, text])))
    .digest("hex");

const refuse = (findings: readonly Finding[]): Problem => {
  const errors = findings.filter((finding) => finding.severity === "error").length;
  return new Problem("invalid_definitions", `The definitions have ${errors} ${errors === 1 ? "error" : "errors"}.`, {
    hint: "Nothing was applied; correct the findings and try again.",
    findings,
  });
};

/** Datasets whose rows must be read again: new or changed ones, and all when the calendar's zone did; holidays move no instant. */
const changedDatasets = (changes: ChangesAnswer["changes"], catalog: Catalog): string[] => {
  const weighty = changes.filter(({ change }) => change === "added" || change === "semantic");
  const isZone = (path: string): boolean => path === "timeZone";
  if (weighty.some(({ type, fields }) => type === "calendar" && fields.some(({ path }) => isZone(path)))) {
    return [...catalog.datasets.keys()];
  }
  return weighty.filter(({ type }) => type === "dataset").map(({ id }) => id);
};

/** Opens the room over a store: what was in force before is in force again. `now` is the server's clock, epoch milliseconds. */
export const openDefinitions = async (
  store: Store,
  feed: Feed,
  now: () => number,
  drifts: Drifts,
): Promise<DefinitionRoom> => {
  let state: DefinitionState | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const put = async (reading: WorkspaceReading & { catalog: Catalog }): Promise<void> => {
    const { catalog, findings, places } = reading;
    const versions = versionsByKey(await definitionVersions(store.db));
    state = { catalog, findings, places, versions, revision: (state?.revision ?? 0) + 1, checkedAt: now() };
  };

  const planOf = async (reading: WorkspaceReading): Promise<Planned> => {
    if (!reading.catalog) return { changes: [], findings: reading.findings, catalog: null };
    const versions = versionsByKey(await definitionVersions(store.db));
    const diffs = diffCatalogs(state?.catalog ?? null, reading.catalog);
    return { changes: numbered(diffs, versions), findings: reading.findings, catalog: reading.catalog };
  };

  const applyFiles = async (files: readonly WorkspaceFile[], by: string): Promise<Applied> => {
    const reading = readWorkspace(files);
    const { catalog, findings, places } = reading;
    if (!catalog) throw refuse(findings);
    const { changes } = await planOf(reading);
    if (changes.length > 0 || !state || !sameFiles(await definitionFiles(store.db), files)) {
      const before = state?.catalog ?? null;
      const { event, drift } = await store.db.transaction().execute(async (transaction) => {
        await takeTurn(transaction, store.dialect, "definitions");
        const known = versionsByKey(await definitionVersions(transaction));
        const rows = rowsOf(catalog, places, known, { at: now(), by });
        await replaceDefinitions(transaction, { files, ...rows });
        const drifted = driftAfter({ before, after: catalog, known, current: rows.current, at: now() }, drifts.list());
        await drifts.write(transaction, drifted);
        return { drift: drifted, event: await feed.record(transaction, { type: "applied", changes: changes.length }) };
      });
      drifts.written(drift);
      await put({ catalog, findings, places });
      feed.publish(event);
    } else state = { ...state, findings, checkedAt: now() };
    return { answer: { changes, findings, applied: true }, changedDatasets: changedDatasets(changes, catalog) };
  };

  /** One apply after another, so that each is compared with the one before it. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work, work);
    turn = result.catch(() => undefined);
    return result;
  };

  /** What is in force according to the store, with its own findings. */
  const restore = async (): Promise<void> => {
    const kept = await definitionFiles(store.db);
    if (kept.length === 0) return;
    const { catalog, ...rest } = readWorkspace(kept);
    if (catalog) await put({ catalog, ...rest });
  };
  await restore();

  return {
    state: () => {
      if (state) return state;
      throw new Problem("overloaded", "The definitions are not loaded yet.", { hint: "Try again in a moment." });
    },
    isEmpty: () => state === null,
    plan: async (files, prune) => {
      checkPaths(files);
      return planOf(readWorkspace(merged(await definitionFiles(store.db), files, prune)));
    },
    apply: (files, prune, by) =>
      inTurn(async () => {
        checkPaths(files);
        return applyFiles(merged(await definitionFiles(store.db), files, prune), by);
      }),
    acknowledge: (ids) =>
      inTurn(async () => {
        if (!state) return 0;
        const remove = acknowledgedOf(ids, state.catalog, drifts.list());
        await drifts.change({ put: [], remove });
        if (remove.length > 0)
          await feed.append({ type: "drifted", definitions: remove.map(({ type, id }) => `${type}:${id}`) });
        return remove.length;
      }),
    export: async () => ({ files: await definitionFiles(store.db) }),
    takeFolder: (folder) =>
      inTurn(async () => {
        const fingerprint = fingerprintOf(folder.files);
        const isKnown = (await readSetting(store.db, "workspace_folder_fingerprint")) === fingerprint;
        const isWhole = folder.findings.length === 0;
        if (state && hasErrors(state.findings)) await restore();
        if (state && isKnown && isWhole)
          return { answer: { changes: [], findings: [...state.findings], applied: false }, changedDatasets: [] };
        const { catalog, findings } = readWorkspace(folder.files);
        if (catalog && isWhole) {
          const applied = await applyFiles(folder.files, "workspace folder");
          await writeSetting(store.db, "workspace_folder_fingerprint", fingerprint);
          return applied;
        }
        const all = [...folder.findings, ...findings];
        if (!state) throw refuse(all);
        state = { ...state, findings: all, checkedAt: now(), revision: state.revision + 1 };
        return { answer: { changes: [], findings: all, applied: false }, changedDatasets: [] };
      }),
  };
};
