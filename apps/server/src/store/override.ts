import { type Override, overrideSchema } from "@sextant/model/standing/override";
import type { Grain } from "@sextant/model/time/grain";
import type { Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** A status a person set in place of the computed one, and who ended it before its time, if anybody. */
export interface StatusOverrideRow {
  kpi: string;
  grain: string;
  until: number;
  at: number;
  ended_at: number | null;
  ended_by: string | null;
  body: string;
}

/** Keeps an override; it takes the place of those that hold, which end with it. */
export const keepOverride = async (transaction: Transaction<Tables>, override: Override): Promise<void> => {
  const { kpi, grain, at, until, by } = override;
  await transaction
    .updateTable("status_override")
    .set({ ended_at: at, ended_by: by })
    .where((is) => is.and({ kpi, grain }))
    .where("ended_at", "is", null)
    .execute();
  const values = { until, ended_at: null, ended_by: null, body: JSON.stringify(override) };
  await transaction
    .insertInto("status_override")
    .values({ kpi, grain, at, ...values })
    .onConflict((conflict) => conflict.columns(["kpi", "grain", "at"]).doUpdateSet(values))
    .execute();
};

/** Who ends the override of a KPI, and when (epoch ms). */
export interface OverrideEnd {
  kpi: string;
  grain: Grain;
  at: number;
  by: string;
}

/** Ends the override that holds for a KPI; answers whether there was one. */
export const endOverride = async (
  transaction: Transaction<Tables>,
  { kpi, grain, at, by }: OverrideEnd,
): Promise<boolean> => {
  const done = await transaction
    .updateTable("status_override")
    .set({ ended_at: at, ended_by: by })
    .where((is) => is.and({ kpi, grain }))
    .where("ended_at", "is", null)
    .where("until", ">", at)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) > 0;
};

/** Every status somebody set, ended or not, earlier first. */
export const overridesEver = async (store: Store): Promise<Override[]> => {
  const rows = await store.db.selectFrom("status_override").select("body").orderBy("at").execute();
  return rows.map(({ body }) => overrideSchema.parse(JSON.parse(body)));
};

/** Overrides nobody ended, by KPI and grain with a space between; whether one holds at an instant, `judge` decides. */
export const allOverrides = async (store: Store): Promise<Map<string, Override>> => {
  const rows = await store.db
    .selectFrom("status_override")
    .select("body")
    .where("ended_at", "is", null)
    .orderBy("at")
    .execute();
  const kept = rows.map(({ body }) => overrideSchema.parse(JSON.parse(body)));
  return new Map(kept.map((override) => [`${override.kpi} ${override.grain}`, override]));
};
