import type { ChannelKind } from "@sextant/model/alert/channel";
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** A way out of the house. Its secret is sealed before it comes here, and opened only to send (D4). */
export interface ChannelRow {
  id: string;
  kind: ChannelKind;
  label: string;
  settings: string;
  quiet: string | null;
  secret: string | null;
  created_at: number;
}

/** Every channel. */
export const allChannels = (db: Kysely<Tables>): Promise<ChannelRow[]> =>
  db.selectFrom("channel").selectAll().orderBy("id").execute();

/** The channel of this id. */
export const channelById = (db: Kysely<Tables>, id: string): Promise<ChannelRow | undefined> =>
  db.selectFrom("channel").selectAll().where("id", "=", id).executeTakeFirst();

/** Keeps a channel, in place of one of the same id; without a secret the one kept before stays. */
export const keepChannel = async (db: Kysely<Tables>, channel: ChannelRow): Promise<void> => {
  const { id, created_at, secret, ...rest } = channel;
  await db
    .insertInto("channel")
    .values(channel)
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ ...rest, ...(secret === null ? {} : { secret }) }))
    .execute();
};

/** Forgets a channel; false when there is none. */
export const dropChannel = async (db: Kysely<Tables>, id: string): Promise<boolean> =>
  (await db.deleteFrom("channel").where("id", "=", id).returning("id").executeTakeFirst()) !== undefined;
