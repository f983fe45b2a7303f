import { interventionSchema } from "@sextant/model/practice/intervention";
import type { Transaction } from "kysely";
import type { z } from "zod";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

const keptInterventionSchema = interventionSchema.omit({ ownerLabel: true, kpiLabel: true });
/** An intervention as it is kept: names are looked up when it is read. */
export type KeptIntervention = z.infer<typeof keptInterventionSchema>;

const read = ({ body }: { body: string }): KeptIntervention => keptInterventionSchema.parse(JSON.parse(body));

const rowOf = (intervention: KeptIntervention): Tables["intervention"] => {
  const { id, kpi, owner, due, state, revision, createdAt, updatedAt } = intervention;
  const times = { created_at: createdAt, updated_at: updatedAt };
  return { id, kpi, owner, due, state, revision, ...times, body: JSON.stringify(intervention) };
};

/** Interventions of all KPIs, or of one KPI or owner; the next due first, at most `limit`. */
export const listInterventions = async (
  { db }: Store,
  { kpi, owner, limit }: { kpi?: string | undefined; owner?: string | undefined; limit: number },
): Promise<KeptIntervention[]> => {
  let query = db.selectFrom("intervention").select("body");
  if (kpi !== undefined) query = query.where("kpi", "=", kpi);
  if (owner !== undefined) query = query.where("owner", "=", owner);
  return (await query.orderBy("due").orderBy("created_at").limit(limit).execute()).map(read);
};

/** What was done and is not judged yet. */
export const unjudgedInterventions = async ({ db }: Store): Promise<KeptIntervention[]> =>
  (await db.selectFrom("intervention").select("body").where("state", "=", "done").execute()).map(read);

/** The day each KPI was acted on, by KPI: of what was done, judged or not. */
export const actedDays = async ({ db }: Store): Promise<Map<string, string[]>> => {
  const rows = await db.selectFrom("intervention").select("body").where("state", "in", ["done", "judged"]).execute();
  const days = new Map<string, string[]>();
  for (const { kpi, starts } of rows.map(read))
    if (starts !== null) days.set(kpi, [...(days.get(kpi) ?? []), starts].sort());
  return days;
};

/** An intervention, or null. */
export const interventionById = async ({ db }: Store, id: string): Promise<KeptIntervention | null> => {
  const row = await db.selectFrom("intervention").select("body").where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : read(row);
};

/** Keeps a new intervention, in the caller's transaction. */
export const insertIntervention = async (
  transaction: Transaction<Tables>,
  intervention: KeptIntervention,
): Promise<void> => {
  await transaction.insertInto("intervention").values(rowOf(intervention)).execute();
};

/** Keeps the next revision of an intervention; false when somebody else has kept one in between. */
export const updateIntervention = async (
  transaction: Transaction<Tables>,
  intervention: KeptIntervention,
): Promise<boolean> => {
  const { id, ...row } = rowOf(intervention);
  const { numUpdatedRows } = await transaction
    .updateTable("intervention")
    .set(row)
    .where("id", "=", id)
    .where("revision", "=", intervention.revision - 1)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};
