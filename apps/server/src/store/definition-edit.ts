import type { Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** A file whose text in force was edited on a screen and is not known to be in anybody's files. */
export interface DefinitionEditRow {
  path: string;
  /** SHA-256 (hex) of the text the first such edit started from; null when the file was made on the screen. */
  base_hash: string | null;
  edited_by: string;
  at: number;
}

type Reader = Store["db"] | Transaction<Tables>;

/** The files edited on a screen, by path. */
export const definitionEdits = async (db: Reader): Promise<Map<string, DefinitionEditRow>> => {
  const rows = await db.selectFrom("definition_edit").selectAll().execute();
  return new Map(rows.map((row) => [row.path, row]));
};

/** Marks files as edited; one that is marked keeps the text its first edit started from. */
export const markEdited = async (db: Reader, rows: readonly DefinitionEditRow[]): Promise<void> => {
  for (const row of rows)
    await db
      .insertInto("definition_edit")
      .values(row)
      .onConflict((conflict) => conflict.column("path").doUpdateSet({ edited_by: row.edited_by, at: row.at }))
      .execute();
};

/** Takes the marks of these files away: their text is in the files. */
export const unmarkEdited = async (db: Reader, paths: readonly string[]): Promise<void> => {
  for (const path of paths) await db.deleteFrom("definition_edit").where("path", "=", path).execute();
};
