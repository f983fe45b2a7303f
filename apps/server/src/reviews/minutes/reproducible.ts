import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from "fflate";

/** ISO instants in document properties. */
const instants = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;

/** Random ids the library gives to shapes and chart series. */
const randomIds = /[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}/gi;

/** Files of an archive never date from before 1980, where ZIP's clock begins. */
const earliest = Date.UTC(1980, 0, 2);

/** Charts and their worksheets: the library numbers them through the life of the process. */
const numbered = /(chart|Microsoft_Excel_Worksheet)(\d+)(?=\.(xml|xlsx))/g;

/** Numbers charts from 1 in the order they have. */
const renumbering = (paths: readonly string[]): ((text: string) => string) => {
  const all = paths.flatMap((path) => [...path.matchAll(numbered)].map(([, , number]) => Number(number)));
  const order = [...new Set(all)].sort((a, b) => a - b);
  return (text) =>
    text.replace(numbered, (_, name: string, number: string) => `${name}${order.indexOf(Number(number)) + 1}`);
};

/** Gives each random id a fixed one, in the order they are met. */
const fixedIds = (): ((text: string) => string) => {
  const known = new Map<string, string>();
  return (text) =>
    text.replace(randomIds, (id) => {
      const fixed = known.get(id) ?? `00000000-0000-4000-8000-${String(known.size + 1).padStart(12, "0")}`;
      known.set(id, fixed);
      return fixed;
    });
};

/** An Office file with its dates, chart numbers and random ids replaced by fixed ones, and so the worksheets within it. */
export const reproducible = (file: Uint8Array, at: Date): Uint8Array => {
  const entries = Object.entries(unzipSync(file)).filter(([path]) => !path.endsWith("/"));
  const renumbered = renumbering(entries.map(([path]) => path));
  const fixed = fixedIds();
  const rewritten = (path: string, bytes: Uint8Array): Uint8Array => {
    if (path.endsWith(".xlsx")) return reproducible(bytes, at);
    if (path === "docProps/core.xml")
      return strToU8(strFromU8(bytes).replace(instants, `${at.toISOString().slice(0, 19)}Z`));
    if (path.endsWith(".rels") || path === "[Content_Types].xml") return strToU8(renumbered(strFromU8(bytes)));
    return /^ppt\/charts\/.*\.xml$/.test(path) ? strToU8(fixed(strFromU8(bytes))) : bytes;
  };
  const mtime = new Date(Math.max(earliest, at.getTime()));
  const out: Zippable = {};
  for (const [path, bytes] of entries
    .map(([path, bytes]) => [renumbered(path), bytes] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1)))
    out[path] = [rewritten(path, bytes), { mtime, level: 6 }];
  return zipSync(out);
};
