import type { Migration } from "kysely/migration";
import type { Anything } from "./anything.ts";

/** Old landings are merged into one that stands for a span of sequence numbers. */
export const mergedLandings: Migration = {
  up: async (db: Anything) => {
    await db.schema.alterTable("landing").addColumn("since", "bigint").execute();
  },
};
