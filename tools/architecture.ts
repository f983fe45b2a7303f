import { posix } from "node:path";
import { arrowFault, isInPlan, placeOf } from "./arrows.ts";
import { parseSource, type Source } from "./source.ts";

const code = /\.(ts|tsx|mjs)$/;
const longByNature = /(^|\/)golden\/|\.generated\.\w+$|(^|\/)catalogue\.ts$/;
const dumpingGround = /(^|\/)(shared|utils?|common|helpers?|lib|misc)\/|(^|\/)(types|utils?|helpers?)\.tsx?$/;
const workspaces = ["model", "statistics", "semantic", "client"].map((name) => `packages/${name}`);
workspaces.push("apps/server", "apps/web", "apps/cli", "bench", "tools");

/** Judges a repository, given as path → text, by the rules of the house; every broken rule is one line `path: fault`. */
export function architectureFaults(files: ReadonlyMap<string, string>): string[] {
  const sources = [...files].filter(([path]) => code.test(path)).map(([path, text]) => parseSource(path, text));
  return [
    ...[...files].flatMap(([path, text]) => fileFaults(path, text)),
    ...sources.flatMap(sourceFaults),
    ...sources.flatMap((source) =>
      source.imports.flatMap(({ specifier, target }) => {
        const fault = arrowFault(source.path, specifier, target);
        return fault ? [`${source.path}: ${fault} (${specifier})`] : [];
      }),
    ),
    ...cycles(sources).map((path) => `${path[0]}: import cycle ${path.join(" → ")}`),
    ...readmeFaults(files),
  ];
}

function fileFaults(path: string, text: string): string[] {
  if (path.endsWith(".md")) return [];
  const lines = text.trimEnd().split("\n").length;
  const faults: string[] = [];
  if (lines > 400 && !longByNature.test(path)) faults.push(`${lines} lines, the limit is 400`);
  if (dumpingGround.test(path)) faults.push("a place for anything is a place for nothing: name it after what it knows");
  return faults.map((fault) => `${path}: ${fault}`);
}

function sourceFaults({ path, exportsAll, members, imports, undocumented }: Source): string[] {
  const faults: string[] = [];
  const isTest = /\.(test|fixture)\.tsx?$/.test(path) || placeOf(path) === "anywhere";
  if (!isInPlan(path)) faults.push(`${placeOf(path)} is no place in the plan of the house`);
  if (exportsAll) faults.push("export * hides what is exported");
  if (!isTest) {
    if (path.startsWith("packages/"))
      for (const member of ["Math.random", "Temporal.Now"])
        if (members.has(member)) faults.push(`${member} in a pure package: take it as an argument`);
    const readsEnvironment =
      members.has("process.env") || imports.some(({ target }) => /^(node:)?process$/.test(target));
    if (path.startsWith("apps/server/src/") && placeOf(path) !== "server/config" && readsEnvironment)
      faults.push("only config.ts reads the environment");
    for (const name of undocumented) faults.push(`${name} is exported without a docstring`);
  }
  for (const { target } of imports)
    if (/\.test\.tsx?$/.test(target) || (!isTest && /\.fixture\.tsx?$/.test(target)))
      faults.push(`imports the test ${target}`);
  return faults.map((fault) => `${path}: ${fault}`);
}

/** Import cycles over value imports; type imports and lazy imports do not run at load time. */
function cycles(sources: readonly Source[]): string[][] {
  const edges = new Map(
    sources.map(({ path, imports }) => [path, imports.filter((i) => !i.isType && !i.isLazy).map((i) => i.target)]),
  );
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push([...trail.slice(start), path]);
    if (start >= 0 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) walk(path, []);
  return found;
}

function readmeFaults(files: ReadonlyMap<string, string>): string[] {
  const folders = new Set(
    workspaces.filter((folder) => [...files.keys()].some((path) => path.startsWith(`${folder}/`))),
  );
  for (const path of files.keys()) {
    const folder = posix.dirname(path);
    if (/\.tsx?$/.test(path) && folder !== "." && !/^\w+\/\w+\/src$/.test(folder)) folders.add(folder);
  }
  return [...folders].sort().flatMap((folder) => {
    const lines = files.get(`${folder}/README.md`)?.trimEnd().split("\n").length;
    if (lines === undefined) return [`${folder}: no README.md (takes, gives, does not know)`];
    return lines > 15 ? [`${folder}/README.md: ${lines} lines, the limit is 15`] : [];
  });
}
