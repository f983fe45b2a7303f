import { createHash } from "node:crypto";
import { Problem } from "@sextant/model/problem/problem";
import type { WorkspaceFile } from "./definitions.ts";

/** Throws unless every path is that of a YAML file inside the workspace. */
export const checkPaths = (files: readonly { path: string }[]): void => {
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

const byPath = (files: readonly WorkspaceFile[]): WorkspaceFile[] =>
  [...files].sort((a, b) => (a.path < b.path ? -1 : 1));

/** The files after an edit: exactly the given ones, or those in force with the given ones put over them. */
export const merged = (
  inForce: readonly WorkspaceFile[],
  given: readonly WorkspaceFile[],
  prune: boolean,
): WorkspaceFile[] => {
  const all = new Map((prune ? [] : inForce).map((file) => [file.path, file]));
  for (const { path, text } of given) all.set(path, { path, text });
  return byPath([...all.values()]);
};

/** Whether two lists hold the same files, both by path. */
export const sameFiles = (a: readonly WorkspaceFile[], b: readonly WorkspaceFile[]): boolean =>
  a.length === b.length && a.every((file, i) => file.path === b[i]?.path && file.text === b[i]?.text);

/** SHA-256 (hex) of a text. */
export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** SHA-256 (hex) of files, names included. */
export const fingerprintOf = (files: readonly WorkspaceFile[]): string =>
  hashOf(JSON.stringify(files.map(({ path, text }) => [path, text])));

/** What became of files that arrive while some in force were edited on a screen. */
export interface Reconciled {
  files: WorkspaceFile[];
  /** Edited files that stay as they are in force, because what arrives is the text the edit started from. */
  kept: string[];
  /** Edited files that say the same by now. */
  caughtUp: string[];
  /** Edited files that arrive changed as well. */
  conflicts: { path: string; yours: string | null; theirs: string }[];
}

/**
 * Puts arriving files and edits made on a screen together, file by file: what only one side changed is taken from it, what both
 * changed is a conflict. `marks` says from which text each edit started (its hash; null when the edit made the file).
 */
export const reconcile = (
  inForce: readonly WorkspaceFile[],
  arriving: readonly WorkspaceFile[],
  marks: ReadonlyMap<string, { base_hash: string | null }>,
  prune: boolean,
): Reconciled => {
  const given = new Map(arriving.map((file) => [file.path, file.text]));
  const result: Reconciled = { files: [], kept: [], caughtUp: [], conflicts: [] };
  for (const [path, { base_hash }] of marks) {
    const theirs = inForce.find((file) => file.path === path)?.text;
    const yours = given.get(path);
    if (theirs === undefined || (yours === undefined && !prune)) continue;
    if (yours === theirs) result.caughtUp.push(path);
    else if ((yours === undefined ? null : hashOf(yours)) === base_hash) {
      result.kept.push(path);
      given.set(path, theirs);
    } else result.conflicts.push({ path, yours: yours ?? null, theirs });
  }
  result.files = merged(
    inForce,
    Array.from(given, ([path, text]) => ({ path, text })),
    prune,
  );
  return result;
};
