import type { Migration } from "kysely/migration";
import type { Anything } from "./anything.ts";

/** Why definitions drifted. */
export const drift: Migration = {
  up: async (db: Anything) => {
    await db.schema
      .createTable("drift")
      .addColumn("type", "text", (c) => c.notNull())
      .addColumn("id", "text", (c) => c.notNull())
      .addColumn("reason", "text", (c) => c.notNull())
      .addColumn("input", "text", (c) => c.notNull())
      .addColumn("since", "bigint", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("drift_key", ["type", "id", "reason", "input"])
      .execute();
  },
};
