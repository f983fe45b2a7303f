import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { Problem } from "@sextant/model/problem/problem";
import type { Note } from "@sextant/semantic/interchange/note";
import type { WorkspaceFile } from "@sextant/semantic/read/read";

/** Folders of a dbt project that hold what dbt made or installed. */
const skipped = new Set(["node_modules", "target", "dbt_packages", "logs"]);

/** Files above this many bytes are not read: definitions written by people are far smaller. */
const largest = 4_000_000;

const yamlPaths = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => !name.startsWith(".") && !skipped.has(name))
    .map((name) => join(folder, name))
    .flatMap((path) => {
      const entry = lstatSync(path);
      if (entry.isDirectory()) return yamlPaths(path);
      return entry.isFile() && /\.ya?ml$/.test(path) ? [path] : [];
    });

const pathsIn = (source: string): { path: string; shown: string }[] => {
  try {
    if (!statSync(source).isDirectory()) return [{ path: source, shown: basename(source) }];
    return yamlPaths(source)
      .sort()
      .map((path) => ({ path, shown: relative(source, path).split(sep).join("/") }));
  } catch (cause) {
    throw new Problem("not_found", `${source} cannot be read.`, { hint: "Name a file or a folder.", cause });
  }
};

/** The files of a source, a file or a folder of YAML, and a note for each that is too large to be read. */
export const readSource = (source: string): { files: WorkspaceFile[]; notes: Note[] } => {
  const files: WorkspaceFile[] = [];
  const notes: Note[] = [];
  for (const { path, shown } of pathsIn(source)) {
    const { size } = statSync(path);
    if (size <= largest) {
      files.push({ path: shown, text: readFileSync(path, "utf8") });
      continue;
    }
    const message = `The file has ${size} bytes; at most ${largest} are read.`;
    const place = { file: shown, line: 1, column: 1, length: 1 };
    notes.push({ severity: "left_out", subject: `file ${shown}`, message, place });
  }
  return { files, notes };
};

/** Writes files into a folder: all of them, or none when one is there already and `force` is not given. */
export const writeNew = (folder: string, files: readonly WorkspaceFile[], force: boolean): void => {
  const targets = files.map(({ path, text }) => ({ target: resolve(folder, path), text }));
  const there = targets.filter(({ target }) => existsSync(target)).map(({ target }) => target);
  if (there.length > 0 && !force) {
    throw new Problem("conflict", `There already: ${there.join(", ")}.`, {
      hint: "Choose another place with --out, or replace them with --force; nothing was written.",
    });
  }
  for (const { target, text } of targets) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
};
