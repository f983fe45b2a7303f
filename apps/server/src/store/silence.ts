import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** A stretch of time in which a rule, a KPI or everything tells nobody outside the inbox; it always has an end. */
export interface SilenceRow {
  id: string;
  rule: string | null;
  kpi: string | null;
  reason: string;
  by: string;
  starts_at: number;
  ends_at: number;
}

/** Keeps a silence. */
export const keepSilence = async (db: Kysely<Tables>, silence: SilenceRow): Promise<void> => {
  await db.insertInto("silence").values(silence).execute();
};

/** The silences that hold at an instant or later. */
export const silencesFrom = (db: Kysely<Tables>, at: number): Promise<SilenceRow[]> =>
  db.selectFrom("silence").selectAll().where("ends_at", ">", at).orderBy("starts_at").execute();

/** Ends a silence now; false when none holds by this id. */
export const endSilence = async (db: Kysely<Tables>, id: string, at: number): Promise<boolean> => {
  const row = await db
    .updateTable("silence")
    .set({ ends_at: at })
    .where("id", "=", id)
    .where("ends_at", ">", at)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
};
