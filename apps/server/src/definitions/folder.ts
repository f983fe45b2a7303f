import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Finding } from "@sextant/model/problem/finding";
import { Problem } from "@sextant/model/problem/problem";
import type { WorkspaceFile } from "./definitions.ts";

const mostFiles = 2000;
const largestFile = 2_000_000;

const isYaml = (name: string): boolean => /\.ya?ml$/i.test(name);

const isSkipped = (name: string): boolean => name.startsWith(".") || name === "node_modules";

const finding = (file: string, message: string, hint: string): Finding => ({
  rule: "file/unreadable",
  severity: "error",
  message,
  hint,
  place: { file, line: 1, column: 1, length: 1 },
});

/** The real path of an entry, or null when it leads out of the workspace or nowhere. */
const inside = (root: string, path: string): string | null => {
  try {
    const real = realpathSync(path);
    return real === root || real.startsWith(root + sep) ? real : null;
  } catch {
    // A link to nothing.
    return null;
  }
};

const kindOf = (entry: Dirent, path: string): "file" | "folder" | "other" => {
  const stat = entry.isSymbolicLink() ? statSync(path) : entry;
  return stat.isDirectory() ? "folder" : stat.isFile() ? "file" : "other";
};

const textOf = (path: string): string => new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));

/** The YAML files of a workspace folder by path, and what of them could not be read. */
export interface FolderReading {
  files: WorkspaceFile[];
  findings: Finding[];
}

/**
 * Reads `*.yaml` and `*.yml` below a folder, skipping dot files and node_modules. Links that lead out of the folder are
 * findings and are not followed. Throws `too_large` above 2,000 files and `source_unreadable` when the folder cannot be read.
 */
export const readFolder = (folder: string): FolderReading => {
  const files: WorkspaceFile[] = [];
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const readFile = (path: string, name: string): void => {
    if (statSync(path).size > largestFile) {
      findings.push(finding(name, "The file is larger than 2 MB.", "Split it into several files."));
      return;
    }
    if (files.length >= mostFiles)
      throw new Problem("too_large", `The workspace has more than ${mostFiles} YAML files.`, {
        hint: "Point --workspace at the folder of the definitions.",
      });
    try {
      files.push({ path: name, text: textOf(path) });
    } catch (error) {
      const reason = error instanceof TypeError ? "it is not UTF-8 text" : String(error);
      findings.push(finding(name, `The file cannot be read: ${reason}.`, "Save it as UTF-8, readable by the server."));
    }
  };
  const walk = (root: string, path: string): void => {
    const real = realpathSync(path);
    if (seen.has(real)) return;
    seen.add(real);
    const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => !isSkipped(entry.name));
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const full = join(path, entry.name);
      const name = relative(folder, full).split(sep).join("/");
      if (inside(root, full) === null) {
        if (isYaml(entry.name))
          findings.push(finding(name, "The link leads out of the workspace.", "Copy the file into the workspace."));
        continue;
      }
      const kind = kindOf(entry, full);
      if (kind === "folder") walk(root, full);
      if (kind === "file" && isYaml(entry.name)) readFile(full, name);
    }
  };
  try {
    walk(realpathSync(folder), folder);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem("source_unreadable", `The workspace folder ${folder} cannot be read: ${String(error)}`, {
      cause: error,
    });
  }
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), findings };
};
