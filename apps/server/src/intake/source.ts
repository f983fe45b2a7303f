import { createHash } from "node:crypto";
import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Dataset } from "@sextant/model/dataset/dataset";
import type { FileFormat } from "@sextant/model/dataset/file-format";
import type { GitSource } from "@sextant/model/dataset/git-source";
import { Problem } from "@sextant/model/problem/problem";
import { findRepository } from "./git/repository.ts";

/** Formats of source files by extension, with the delimiter where the extension says it. */
const formats = {
  ".parquet": { format: "parquet" },
  ".arrow": { format: "arrow" },
  ".feather": { format: "arrow" },
  ".arrows": { format: "arrow_stream" },
  ".csv": { format: "csv", delimiter: "," },
  ".txt": { format: "csv", delimiter: "," },
  ".tsv": { format: "csv", delimiter: "tab" },
  ".ndjson": { format: "ndjson" },
  ".jsonl": { format: "ndjson" },
  ".json": { format: "json" },
  ".xlsx": { format: "xlsx" },
} as const;
export type SourceFormat = (typeof formats)[keyof typeof formats]["format"] | "git";

/** Where source files may lie. */
export interface SourceFolders {
  /** The workspace folder, for `file`. */
  workspace: string;
  /** Files that were uploaded, for `upload`. */
  uploads: string;
}

/** A source file that is there. */
export interface SourceFile {
  /** Real path, for the engine. */
  path: string;
  /** As its author wrote it, for people. */
  name: string;
  format: SourceFormat;
  /** How it is to be read, with the delimiter its name says. */
  reading: FileFormat;
  /** What of a repository's history is read, for format git. */
  git?: GitSource;
  bytes: number;
  /** Changes when the file or what is read from it changes. */
  fingerprint: string;
}

const unreadable = (name: string, why: string, hint: string): Problem =>
  new Problem("source_unreadable", `${name}: ${why}`, { hint });

const inside = (folder: string, path: string): boolean => path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

const real = (path: string, name: string, hint: string): string => {
  if (!existsSync(path)) throw unreadable(name, "there is no such file.", hint);
  return realpathSync(path);
};

const folderInWorkspace = (folder: string, name: string): string => {
  const home = realpathSync(folder);
  const path = real(join(home, name), name, "Write the path relative to the workspace folder.");
  if (path === home || inside(home, path)) return path;
  throw unreadable(name, "it leads out of the workspace folder.", "Put the repository into the workspace folder.");
};

const fileInWorkspace = (folder: string, name: string): string => {
  const home = realpathSync(folder);
  const path = real(join(home, name), name, "Write the path relative to the workspace folder.");
  if (!inside(home, path))
    throw unreadable(name, "it leads out of the workspace folder.", "Put the file into the workspace folder.");
  if (
    path
      .slice(home.length)
      .split(sep)
      .some((part) => part.startsWith(".") || part === "node_modules")
  )
    throw unreadable(name, "it is hidden, or belongs to a package.", "Put the file beside the definitions.");
  return path;
};

/** Folders above a folder, itself first. */
const ancestors = (folder: string): string[] => {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...ancestors(above)];
};

const fileInPackage = (folder: string, name: string): string => {
  const match = /^((?:@[\w.-]+\/)?[\w-][\w.-]*)\/(.+)$/.exec(name);
  if (match === null)
    throw unreadable(
      name,
      "it names no file in a package.",
      "Write package/path/to/file, e.g. vega-datasets/data/cars.json.",
    );
  const [, packageName = "", rest = ""] = match;
  const places = [...ancestors(realpathSync(folder)), ...ancestors(dirname(fileURLToPath(import.meta.url)))];
  const home = places
    .map((place) => join(place, "node_modules", packageName))
    .find((place) => existsSync(join(place, "package.json")));
  if (home === undefined)
    throw unreadable(name, `the package ${packageName} is not installed.`, `Run npm install ${packageName}.`);
  const base = realpathSync(home);
  const path = real(join(base, rest), name, "Check the path inside the package.");
  if (!inside(base, path)) throw unreadable(name, "it leads out of its package.", "Name a file inside the package.");
  return path;
};

/** Formats the files of a folder may have: those that are read in one pass. */
const folderFormats = ["parquet", "csv", "ndjson", "json"] as const;
export type FolderFormat = (typeof folderFormats)[number];

/** How a file of a folder is read, by its name; null when it is of no format a folder may have. */
export const folderFormat = (path: string): { format: FolderFormat; delimiter: string } | null => {
  const extension = extname(path).toLowerCase();
  if (!isFormat(extension)) return null;
  const known = formats[extension];
  const format = folderFormats.find((one) => one === known.format);
  return format === undefined
    ? null
    : { format, delimiter: "delimiter" in known && known.delimiter === "tab" ? "\t" : "," };
};

const isFormat = (extension: string): extension is keyof typeof formats => extension in formats;

const fileInUploads = (folder: string, name: string): string => {
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(name))
    throw unreadable(name, "it is no name of an upload.", "Upload the file again.");
  return real(join(folder, name), name, "It was uploaded to another server, or removed: upload it again.");
};

/** Meaning of what is read: the columns, the time, the zone, and how the file is read where that is said. */
const schemaHash = (dataset: Dataset, timeZone: string): string => {
  const { format, git } = dataset.source ?? {};
  const columns = Object.entries(dataset.columns).map(([name, { type, from, nullable }]) => [
    name,
    type,
    from ?? name,
    nullable,
  ]);
  return createHash("sha256")
    .update(
      JSON.stringify([
        columns,
        dataset.time,
        timeZone,
        ...(format === undefined ? [] : [format]),
        ...(git === undefined ? [] : [git]),
      ]),
    )
    .digest("hex")
    .slice(0, 16);
};

/** A source as its author wrote it. */
export type WrittenSource = NonNullable<Dataset["source"]>;

const pathOf = (source: WrittenSource, folders: SourceFolders): { name: string; path: string } | null => {
  const { file, package: inPackage, upload } = source;
  if (file !== undefined) return { name: file, path: fileInWorkspace(folders.workspace, file) };
  if (inPackage !== undefined) return { name: inPackage, path: fileInPackage(folders.workspace, inPackage) };
  return upload === undefined ? null : { name: upload, path: fileInUploads(folders.uploads, upload) };
};

/** Finds the file a source names, or null when it names none; throws source_unreadable with what to do. `schema` is part of its fingerprint. */
export const findFile = (source: WrittenSource, folders: SourceFolders, schema: string): SourceFile | null => {
  if (source.git !== undefined) {
    const folder =
      source.git.path === undefined ? folders.workspace : folderInWorkspace(folders.workspace, source.git.path);
    const { path, state } = findRepository(folder, source.git);
    const fingerprint = `${state}-${schema}`;
    return { path, name: "the git history", format: "git", reading: {}, git: source.git, bytes: 0, fingerprint };
  }
  const found = pathOf(source, folders);
  if (found === null) return null;
  const { name, path } = found;
  const extension = extname(path).toLowerCase();
  if (!isFormat(extension))
    throw unreadable(
      name,
      `${extension || "no extension"} is no format known here.`,
      `Use ${Object.keys(formats).join(", ")}.`,
    );
  const file = statSync(path);
  if (!file.isFile()) throw unreadable(name, "it is not a file.", "Name one file.");
  if (file.size === 0) throw unreadable(name, "it is empty.", "Write the data into it, or remove the source.");
  const { format, ...known } = formats[extension];
  const fingerprint = `${file.size}-${Math.floor(file.mtimeMs)}-${schema}`;
  return { path, name, format, reading: { ...known, ...source.format }, bytes: file.size, fingerprint };
};

/** Finds the file of a dataset's source, or null when it has none; throws source_unreadable with what to do. */
export const findSource = (dataset: Dataset, folders: SourceFolders, timeZone: string): SourceFile | null =>
  dataset.source === undefined ? null : findFile(dataset.source, folders, schemaHash(dataset, timeZone));
