import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { Problem } from "@sextant/model/problem/problem";

const skipped = new Set(["node_modules", "data"]);

const yamlPaths = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => !name.startsWith(".") && !skipped.has(name))
    .map((name) => join(folder, name))
    .flatMap((path) => {
      const entry = lstatSync(path);
      if (entry.isDirectory()) return yamlPaths(path);
      return entry.isFile() && /\.ya?ml$/.test(path) ? [path] : [];
    });

/** The YAML files of a workspace folder, by path relative to it, sorted. Throws `not_found` when there is none. */
export const readWorkspaceFiles = (folder: string): { path: string; text: string }[] => {
  let paths: string[];
  try {
    paths = yamlPaths(folder);
  } catch (cause) {
    throw new Problem("not_found", `The workspace folder ${folder} cannot be read.`, {
      hint: "Name another one with --workspace.",
      cause,
    });
  }
  if (paths.length === 0) {
    throw new Problem("not_found", `No .yaml files in ${folder}.`, {
      hint: "Run `sextant init <file.csv>` to make a workspace.",
    });
  }
  return paths
    .map((path) => ({ path: relative(folder, path).split(sep).join("/"), text: readFileSync(path, "utf8") }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
};
