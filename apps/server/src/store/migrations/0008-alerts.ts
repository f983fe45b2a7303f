import type { Migration } from "kysely/migration";
import type { Anything, Dialect } from "./anything.ts";

const numbered = (dialect: Dialect): "integer" | "bigserial" => (dialect === "sqlite" ? "integer" : "bigserial");

const evaluationTables = async (db: Anything, dialect: Dialect): Promise<void> => {
  await db.schema
    .createTable("alert_state")
    .addColumn("rule", "text", (c) => c.notNull())
    .addColumn("slice", "text", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("since", "bigint", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("evaluation", "bigint", (c) => c.notNull())
    .addColumn("fingerprint", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("alert_state_key", ["rule", "slice"])
    .execute();
  await db.schema
    .createTable("alert_evaluation")
    .addColumn("seq", numbered(dialect), (c) =>
      dialect === "sqlite" ? c.primaryKey().autoIncrement() : c.primaryKey(),
    )
    .addColumn("rule", "text", (c) => c.notNull())
    .addColumn("slice", "text", (c) => c.notNull())
    .addColumn("period_key", "text")
    .addColumn("verdict", "text", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("sentence", "text", (c) => c.notNull())
    .addColumn("inputs", "text", (c) => c.notNull())
    .addColumn("first_at", "bigint", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("times", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("alert_evaluation_rule")
    .on("alert_evaluation")
    .columns(["rule", "slice", "seq"])
    .execute();
};

const alertTables = async (db: Anything, dialect: Dialect): Promise<void> => {
  await db.schema
    .createTable("alert")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("rule", "text", (c) => c.notNull())
    .addColumn("slice", "text", (c) => c.notNull())
    .addColumn("kpi", "text", (c) => c.notNull())
    .addColumn("owner", "text")
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("severity", "text", (c) => c.notNull())
    .addColumn("sentence", "text", (c) => c.notNull())
    .addColumn("period_key", "text")
    .addColumn("opened_at", "bigint", (c) => c.notNull())
    .addColumn("closed_at", "bigint")
    .addColumn("acknowledged_at", "bigint")
    .addColumn("acknowledged_by", "text")
    .addColumn("cause", "text")
    .addColumn("assigned_to", "text")
    .addColumn("snoozed_until", "bigint")
    .addColumn("escalated_at", "bigint")
    .execute();
  await db.schema.createIndex("alert_opened").on("alert").columns(["opened_at"]).execute();
  await db.schema.createIndex("alert_instance").on("alert").columns(["rule", "slice"]).execute();
  await db.schema
    .createTable("alert_act")
    .addColumn("seq", numbered(dialect), (c) =>
      dialect === "sqlite" ? c.primaryKey().autoIncrement() : c.primaryKey(),
    )
    .addColumn("alert", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("by", "text", (c) => c.notNull())
    .addColumn("act", "text", (c) => c.notNull())
    .addColumn("detail", "text", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("alert_act_alert").on("alert_act").column("alert").execute();
  await db.schema
    .createTable("silence")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("rule", "text")
    .addColumn("kpi", "text")
    .addColumn("reason", "text", (c) => c.notNull())
    .addColumn("by", "text", (c) => c.notNull())
    .addColumn("starts_at", "bigint", (c) => c.notNull())
    .addColumn("ends_at", "bigint", (c) => c.notNull())
    .execute();
};

const deliveryTables = async (db: Anything): Promise<void> => {
  await db.schema
    .createTable("channel")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("label", "text", (c) => c.notNull())
    .addColumn("settings", "text", (c) => c.notNull())
    .addColumn("quiet", "text")
    .addColumn("secret", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("delivery")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("dedup", "text", (c) => c.notNull().unique())
    .addColumn("channel", "text", (c) => c.notNull())
    .addColumn("person", "text")
    .addColumn("message", "text", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("attempts", "integer", (c) => c.notNull())
    .addColumn("next_at", "bigint", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("settled_at", "bigint")
    .addColumn("detail", "text", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("delivery_due").on("delivery").columns(["state", "next_at"]).execute();
  await db.schema
    .createTable("delivery_alert")
    .addColumn("alert", "text", (c) => c.notNull())
    .addColumn("delivery", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("delivery_alert_key", ["alert", "delivery"])
    .execute();
  await db.schema
    .createTable("delivery_attempt")
    .addColumn("receipt", "text", (c) => c.primaryKey())
    .addColumn("delivery", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("outcome", "text", (c) => c.notNull())
    .addColumn("detail", "text", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("delivery_attempt_delivery").on("delivery_attempt").column("delivery").execute();
  await db.schema
    .createTable("inbox")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("person", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("title", "text", (c) => c.notNull())
    .addColumn("message", "text", (c) => c.notNull())
    .addColumn("read_at", "bigint")
    .execute();
  await db.schema.createIndex("inbox_person").on("inbox").columns(["person", "at"]).execute();
};

/** Tables of alerts: states and every evaluation, alerts and what people did about them, channels, deliveries, inboxes. */
export const alerts = (dialect: Dialect): Migration => ({
  up: async (db: Anything) => {
    await evaluationTables(db, dialect);
    await alertTables(db, dialect);
    await deliveryTables(db);
  },
});
