import type { Catalog } from "@sextant/model/definition/catalog";
import type { ColumnDrift, Drift } from "@sextant/model/definition/drift";
import { driftedOf } from "@sextant/semantic/drift/drifted";
import type { Drifts } from "../store/drift.ts";

/** What is known to have changed under the definitions. */
export interface DriftSource {
  kept: Pick<Drifts, "list" | "revision">;
  /** Columns that are gone from, or retyped in, the sources. */
  columns: () => readonly ColumnDrift[];
}

interface Drifted {
  drift: ReadonlyMap<string, readonly Drift[]>;
  /** Names it: the same name gives the same drift of the same definitions. */
  name: string;
}

/** What drifted of a catalog, worked out once for as long as nothing changes. */
export const rememberDrift = ({ kept, columns }: DriftSource): ((catalog: Catalog) => Drifted) => {
  let known: (Drifted & { catalog: Catalog }) | null = null;
  return (catalog) => {
    const gone = columns();
    const name = `${kept.revision()} ${JSON.stringify(gone)}`;
    if (known?.catalog !== catalog || known.name !== name)
      known = { catalog, name, drift: driftedOf(catalog, kept.list(), gone) };
    return known;
  };
};
