import { globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { type Declaration, parseSync, Visitor } from "oxc-parser";

/** One import (or re-export) of a source file; `target` is a repository path, or a bare specifier for foreign packages. */
export interface Import {
  specifier: string;
  target: string;
  isType: boolean;
  isLazy: boolean;
}

/** What the architecture rules need to know about one source file. */
export interface Source {
  path: string;
  lines: number;
  imports: Import[];
  exportsAll: boolean;
  /** Names of exported functions and classes that carry no docstring. */
  undocumented: string[];
  /** Member expressions of two plain names, such as `Math.random` or `process.env`. */
  members: Set<string>;
}

/** Reads every text the architecture rules look at, keyed by repository path with forward slashes. */
export function readRepository(root: string): Map<string, string> {
  const skipped = new Set(["node_modules", "dist", "coverage", "data"]);
  const found = globSync("{*,{packages,apps,tools,bench}/**/*}.{ts,tsx,mjs,css,md}", {
    cwd: root,
    exclude: (name) => skipped.has(posix.basename(name.replaceAll("\\", "/"))) || posix.basename(name).startsWith("."),
  });
  return new Map(
    found.sort().map((path) => [path.replaceAll("\\", "/"), readFileSync(posix.join(root, path), "utf8")] as const),
  );
}

/** Parses one TypeScript or JavaScript file into the facts the rules judge; throws on a syntax error. */
export function parseSource(path: string, text: string): Source {
  const { module, program, comments, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const imports: Import[] = [];
  const add = (specifier: string, isType: boolean, isLazy = false) =>
    imports.push({ specifier, target: resolve(path, specifier), isType, isLazy });
  for (const { moduleRequest, entries } of module.staticImports)
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType));
  for (const { entries } of module.staticExports)
    for (const { moduleRequest, isType } of entries) if (moduleRequest) add(moduleRequest.value, isType);
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = /^["']([^"']+)["']$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
    if (literal?.[1]) add(literal[1], false, true);
  }
  const members = new Set<string>();
  new Visitor({
    MemberExpression: ({ object, property }) => {
      if (object.type === "Identifier" && property.type === "Identifier")
        members.add(`${object.name}.${property.name}`);
    },
  }).visit(program);
  const documented = new Set(
    comments
      .filter((comment) => comment.type === "Block" && comment.value.startsWith("*"))
      .map((comment) => comment.end + text.slice(comment.end).search(/\S|$/)),
  );
  const undocumented = program.body.flatMap((node) =>
    node.type === "ExportNamedDeclaration" && !documented.has(node.start) ? functionNames(node.declaration) : [],
  );
  const exportsAll = module.staticExports.some(({ entries }) =>
    entries.some(({ importName }) => importName.kind === "AllButDefault" || importName.kind === "All"),
  );
  return { path, lines: text.trimEnd().split("\n").length, imports, exportsAll, undocumented, members };
}

function functionNames(declaration: Declaration | null): string[] {
  if (declaration?.type === "FunctionDeclaration" || declaration?.type === "ClassDeclaration")
    return [declaration.id?.name ?? "an unnamed function"];
  if (declaration?.type !== "VariableDeclaration") return [];
  return declaration.declarations.flatMap(({ id, init }) =>
    id.type === "Identifier" && init && /^(Arrow)?FunctionExpression$/.test(init.type) ? [id.name] : [],
  );
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  const own = /^@sextant\/(model|statistics|semantic|client|server|web|cli)\/(.+)$/.exec(specifier);
  if (!own) return specifier;
  const home = ["server", "web", "cli"].includes(own[1] ?? "") ? "apps" : "packages";
  return `${home}/${own[1]}/src/${own[2]}.ts`;
}
