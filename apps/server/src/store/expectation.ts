import { type KeptExpectation, keptExpectationSchema } from "@sextant/model/practice/expectation";
import type { Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** An expectation with the account or token that wrote it. */
export interface OwnedExpectation {
  owner: string;
  expectation: KeptExpectation;
}

const read = ({ owner, body }: { owner: string; body: string }): OwnedExpectation => ({
  owner,
  expectation: keptExpectationSchema.parse(JSON.parse(body)),
});

/** Expectations of all KPIs, or of one KPI or review, newest first; at most `limit`. */
export const latestExpectations = async (
  { db }: Store,
  { kpi, review, limit }: { kpi?: string | undefined; review?: string | undefined; limit: number },
): Promise<OwnedExpectation[]> => {
  let query = db.selectFrom("expectation").select(["owner", "body"]);
  if (kpi !== undefined) query = query.where("kpi", "=", kpi);
  if (review !== undefined) query = query.where("review", "=", review);
  return (await query.orderBy("created_at", "desc").limit(limit).execute()).map(read);
};

/** Every scored expectation, or every one that waits for its score. */
export const expectationsByScore = async ({ db }: Store, isScored: boolean): Promise<OwnedExpectation[]> => {
  const query = db.selectFrom("expectation").select(["owner", "body"]);
  return (await query.where("scored_at", isScored ? "is not" : "is", null).execute()).map(read);
};

/** Keeps a new expectation, in the caller's transaction; false when its owner has one for the period already. */
export const insertExpectation = async (
  transaction: Transaction<Tables>,
  { owner, expectation }: OwnedExpectation,
): Promise<boolean> => {
  const { id, kpi, grain, periodKey, review, createdAt } = expectation;
  const row = await transaction
    .insertInto("expectation")
    .values({
      ...{ id, kpi, grain, owner, review, period_key: periodKey, created_at: createdAt, scored_at: null },
      body: JSON.stringify(expectation),
    })
    .onConflict((conflict) => conflict.columns(["kpi", "grain", "period_key", "owner"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
};

/** Keeps the score of an expectation. */
export const keepScore = async ({ db }: Store, expectation: KeptExpectation): Promise<void> => {
  const scored = { scored_at: expectation.score?.at ?? null, body: JSON.stringify(expectation) };
  await db.updateTable("expectation").set(scored).where("id", "=", expectation.id).execute();
};
