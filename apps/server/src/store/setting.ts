import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** What is remembered about the installation. */
export type SettingName =
  | "workspace_folder_fingerprint"
  | "notify_cursor"
  | `digest:${string}`
  | `looked:${string}`
  | `reminded:${string}`;

/** The value of a setting, or null. */
export const readSetting = async (db: Kysely<Tables>, name: SettingName): Promise<string | null> =>
  (await db.selectFrom("setting").select("value").where("name", "=", name).executeTakeFirst())?.value ?? null;

/** Remembers a setting. */
export const writeSetting = async (db: Kysely<Tables>, name: SettingName, value: string): Promise<void> => {
  await db
    .insertInto("setting")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
};
