import { decisionSchema } from "@sextant/model/practice/decision";
import type { Transaction } from "kysely";
import type { z } from "zod";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

const keptDecisionSchema = decisionSchema.omit({ ownerLabel: true });
/** A decision as it is kept: names of people are looked up when it is read. */
export type KeptDecision = z.infer<typeof keptDecisionSchema>;

const read = ({ body }: { body: string }): KeptDecision => keptDecisionSchema.parse(JSON.parse(body));

/** The latest decisions, newest first, of all KPIs or of one; at most `limit`. */
export const latestDecisions = async (
  { db }: Store,
  { kpi, limit }: { kpi?: string | undefined; limit: number },
): Promise<KeptDecision[]> => {
  let query = db.selectFrom("decision").select("body");
  if (kpi !== undefined)
    query = query.where("id", "in", (inner) =>
      inner.selectFrom("decision_kpi").select("decision").where("decision_kpi.kpi", "=", kpi),
    );
  const rows = await query.orderBy("day", "desc").orderBy("created_at", "desc").limit(limit).execute();
  return rows.map(read);
};

/** Keeps a decision with the KPIs it is about, in the caller's transaction. */
export const insertDecision = async (transaction: Transaction<Tables>, decision: KeptDecision): Promise<void> => {
  const { id, on, createdAt, kpis } = decision;
  await transaction
    .insertInto("decision")
    .values({ id, day: on, created_at: createdAt, body: JSON.stringify(decision) })
    .execute();
  await transaction
    .insertInto("decision_kpi")
    .values(kpis.map((kpi) => ({ kpi, decision: id })))
    .execute();
};
