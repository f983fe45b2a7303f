import type { SourceHealth } from "@sextant/model/source/health";
import type { SeenColumn } from "@sextant/model/source/run";

/** What changed in the columns of a source between two runs. */
export const schemaChanges = (before: readonly SeenColumn[], after: readonly SeenColumn[]): SourceHealth["schema"] => {
  const [old, now] = [before, after].map((columns) => new Map(columns.map(({ name, native }) => [name, native])));
  if (old === undefined || now === undefined || old.size === 0 || now.size === 0) return [];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return names.flatMap((column) => {
    const [was, is] = [old.get(column), now.get(column)];
    if (was === is) return [];
    const change = was === undefined ? "added" : is === undefined ? "gone" : "retyped";
    return [{ column, change, before: was ?? "", after: is ?? "" }];
  });
};
