import { existsSync, globSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { Problem } from "@sextant/model/problem/problem";
import type { FilesSource } from "@sextant/model/source/kinds/files";

/** A file of a folder. */
export interface FolderFile {
  /** Relative to the folder of the source, with `/`. */
  name: string;
  /** Real path. */
  path: string;
  bytes: number;
  /** Changes with the file. */
  fingerprint: string;
}

/** A folder that is there, and may be read. */
export interface Folder {
  path: string;
  /** The files a pattern names, in the order of their names; those that lead out of the folder are left out. */
  files(pattern: string): FolderFile[];
}

const unreadable = (label: string, why: string, hint: string): Problem =>
  new Problem("source_unreadable", `${label}: ${why}`, { hint });

const isInside = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

const isHidden = (path: string): boolean =>
  path.split(sep).some((part) => part.startsWith(".") || part === "node_modules");

/**
 * The real path of a file or folder, which must lie in one of the folders that may be read – symbolic links followed first; a relative one
 * is meant from the first of them. Throws source_unreadable.
 */
export const fileIn = (folders: readonly string[], name: string, label: string): string => {
  const [home = ""] = folders;
  const wanted = isAbsolute(name) ? resolve(name) : join(home, name);
  const outside = unreadable(
    label,
    `${name} is outside the folders that may be read.`,
    "Put it into the workspace folder, or name its folder in SEXTANT_SOURCE_FOLDERS.",
  );
  // What lies outside is not told apart from what does not exist.
  if (!folders.some((folder) => isInside(folder, wanted))) throw outside;
  if (!existsSync(wanted)) throw unreadable(label, `there is no ${name}.`, "Check the path.");
  const real = realpathSync(wanted);
  const folder = folders.find((one) => isInside(one, real));
  if (folder === undefined || isHidden(relative(folder, real))) throw outside;
  return real;
};

/** Most files of one dataset. */
const mostFiles = 200_000;

const entryOf = (root: string, name: string): FolderFile[] => {
  const path = join(root, name);
  // A file may go between the listing and the look at it.
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile() || isHidden(name)) return [];
  const real = realpathSync(path);
  if (!isInside(root, real)) return [];
  const fingerprint = `${found.size}-${Math.floor(found.mtimeMs)}-${found.ino}`;
  return [{ name: name.split(sep).join("/"), path: real, bytes: found.size, fingerprint }];
};

/** Opens the folder of a source. */
export const openFolder = (source: FilesSource, folders: readonly string[]): Folder => {
  const path = fileIn(folders, source.folder, source.label);
  if (!statSync(path).isDirectory()) throw unreadable(source.label, `${source.folder} is no folder.`, "Name a folder.");
  return {
    path,
    files: (pattern) => {
      const names = globSync(pattern, { cwd: path }).toSorted();
      if (names.length > mostFiles)
        throw unreadable(source.label, `${pattern} names ${names.length} files.`, `Name at most ${mostFiles}.`);
      return names.flatMap((name) => entryOf(path, name));
    },
  };
};
