import type { Migration } from "kysely/migration";
import type { Anything } from "./anything.ts";

/** How far each rollup has come. */
export const rollup: Migration = {
  up: async (db: Anything) => {
    await db.schema
      .createTable("rollup")
      .addColumn("name", "text", (c) => c.primaryKey())
      .addColumn("dataset", "text", (c) => c.notNull())
      .addColumn("signature", "text", (c) => c.notNull())
      .addColumn("through", "bigint")
      .addColumn("since", "bigint", (c) => c.notNull())
      .addColumn("file_sequence", "bigint")
      .addColumn("fills", "integer", (c) => c.notNull())
      .execute();
  },
};
