import { type KeptReview, keptReviewSchema, type Note, noteSchema } from "@sextant/model/practice/review";
import type { Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

const read = ({ body }: { body: string }): KeptReview => keptReviewSchema.parse(JSON.parse(body));

const rowOf = (review: KeptReview): Tables["review"] => {
  const { id, series, day, state, revision, openedAt } = review;
  return { id, series, day, state, revision, opened_at: openedAt, body: JSON.stringify(review) };
};

/** The latest reviews, of all series or of one, newest day first; at most `limit`. */
export const latestReviews = async (
  { db }: Store,
  { series, limit }: { series?: string | undefined; limit: number },
): Promise<KeptReview[]> => {
  let query = db.selectFrom("review").select("body");
  if (series !== undefined) query = query.where("series", "=", series);
  return (await query.orderBy("day", "desc").limit(limit).execute()).map(read);
};

/** The series and day of every review, and whether it is open; without bodies, for there may be many. */
export const heldReviews = ({ db }: Store): Promise<Pick<Tables["review"], "id" | "series" | "day" | "state">[]> =>
  db.selectFrom("review").select(["id", "series", "day", "state"]).orderBy("day", "desc").execute();

/** A review, or null. */
export const reviewById = async ({ db }: Store, id: string): Promise<KeptReview | null> => {
  const row = await db.selectFrom("review").select("body").where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : read(row);
};

/** Keeps a new review, in the caller's transaction; false when its series has one for the day already. */
export const insertReview = async (transaction: Transaction<Tables>, review: KeptReview): Promise<boolean> => {
  const row = await transaction
    .insertInto("review")
    .values(rowOf(review))
    .onConflict((conflict) => conflict.columns(["series", "day"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
};

/** Keeps the next revision of a review; false when somebody else has kept one in between. */
export const updateReview = async (transaction: Transaction<Tables>, review: KeptReview): Promise<boolean> => {
  const { id, ...row } = rowOf(review);
  const { numUpdatedRows } = await transaction
    .updateTable("review")
    .set(row)
    .where("id", "=", id)
    .where("revision", "=", review.revision - 1)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** The notes of a review. */
export const notesOf = async ({ db }: Store, review: string): Promise<Note[]> => {
  const rows = await db.selectFrom("review_note").select("body").where("review", "=", review).orderBy("kpi").execute();
  return rows.map(({ body }) => noteSchema.parse(JSON.parse(body)));
};

/** Keeps the next revision of a note; false when the one before it is not the one kept, so that nothing is overwritten unseen. */
export const keepNote = async (transaction: Transaction<Tables>, review: string, note: Note): Promise<boolean> => {
  const { field, revision } = note;
  const kpi = note.kpi ?? "";
  const body = JSON.stringify(note);
  if (revision === 1) {
    const row = await transaction
      .insertInto("review_note")
      .values({ review, kpi, field, revision, body })
      .onConflict((conflict) => conflict.columns(["review", "kpi", "field"]).doNothing())
      .returning("revision")
      .executeTakeFirst();
    return row !== undefined;
  }
  const { numUpdatedRows } = await transaction
    .updateTable("review_note")
    .set({ revision, body })
    .where("review", "=", review)
    .where("kpi", "=", kpi)
    .where("field", "=", field)
    .where("revision", "=", revision - 1)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};
