import { createHash } from "node:crypto";
import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Dataset } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";

/** Formats of source files by extension. */
const formats = {
  ".parquet": "parquet",
  ".csv": "csv",
  ".tsv": "tsv",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
  ".json": "json",
} as const;
export type SourceFormat = (typeof formats)[keyof typeof formats];

/** A source file that is there. */
export interface SourceFile {
  /** Real path, for the engine. */
  path: string;
  /** As its author wrote it, for people. */
  name: string;
  format: SourceFormat;
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

/** The format a file's name says it has; null when it is none known here. */
export const sourceFormat = (path: string): SourceFormat | null => {
  const extension = extname(path).toLowerCase();
  return isFormat(extension) ? formats[extension] : null;
};

const isFormat = (extension: string): extension is keyof typeof formats => extension in formats;

/** Meaning of what is read: the columns, the time and the zone. */
const schemaHash = (dataset: Dataset, timeZone: string): string => {
  const columns = Object.entries(dataset.columns).map(([name, { type, from, nullable }]) => [
    name,
    type,
    from ?? name,
    nullable,
  ]);
  return createHash("sha256")
    .update(JSON.stringify([columns, dataset.time, timeZone]))
    .digest("hex")
    .slice(0, 16);
};

/** Finds the file a dataset's source names, or null when it has none; throws source_unreadable with what to do. */
export const findSource = (dataset: Dataset, folder: string, timeZone: string): SourceFile | null => {
  const { source } = dataset;
  const name = source?.file ?? source?.package;
  if (source === undefined || name === undefined) return null;
  const path = source.file === undefined ? fileInPackage(folder, name) : fileInWorkspace(folder, name);
  const extension = extname(path).toLowerCase();
  if (!isFormat(extension))
    throw unreadable(
      name,
      `${extension || "no extension"} is no format known here.`,
      "Use .parquet, .csv, .tsv, .ndjson or .json.",
    );
  const file = statSync(path);
  if (!file.isFile()) throw unreadable(name, "it is not a file.", "Name one file.");
  if (file.size === 0) throw unreadable(name, "it is empty.", "Write the data into it, or remove the source.");
  const fingerprint = `${file.size}-${Math.floor(file.mtimeMs)}-${schemaHash(dataset, timeZone)}`;
  return { path, name, format: formats[extension], bytes: file.size, fingerprint };
};
