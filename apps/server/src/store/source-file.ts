import type { Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** A file of a folder whose rows are in a dataset, and the landing they came with. */
export interface SourceFileRow {
  dataset: string;
  path: string;
  fingerprint: string;
  sequence: number;
}

/** Names bound in one statement: less than the fewest variables an engine takes. */
const atOnce = 500;

/** The files whose rows a dataset holds. */
export const sourceFiles = async (store: Store, dataset: string): Promise<SourceFileRow[]> => {
  const rows = await store.db.selectFrom("source_file").selectAll().where("dataset", "=", dataset).execute();
  return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }));
};

/** Keeps which files a landing read, in the caller's transaction, and forgets those of landings that are gone. */
export const writeSourceFiles = async (
  transaction: Transaction<Tables>,
  dataset: string,
  change: { gone: readonly number[]; read: readonly SourceFileRow[] },
): Promise<void> => {
  for (let from = 0; from < change.gone.length; from += atOnce)
    await transaction
      .deleteFrom("source_file")
      .where("dataset", "=", dataset)
      .where("sequence", "in", change.gone.slice(from, from + atOnce))
      .execute();
  for (let from = 0; from < change.read.length; from += atOnce)
    await transaction
      .insertInto("source_file")
      .values(change.read.slice(from, from + atOnce))
      .onConflict((conflict) =>
        conflict.columns(["dataset", "path"]).doUpdateSet((to) => ({
          fingerprint: to.ref("excluded.fingerprint"),
          sequence: to.ref("excluded.sequence"),
        })),
      )
      .execute();
};
