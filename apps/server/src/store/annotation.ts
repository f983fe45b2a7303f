import { type Annotation, annotationSchema } from "@sextant/model/practice/annotation";
import type { Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** The days a reader looks at, both included. */
export interface Days {
  from?: string | undefined;
  to?: string | undefined;
}

/** Annotations read at once. */
const most = 5000;

/** Remarks that touch the days and were not taken back, oldest first; the latest 5,000. */
export const annotationsWithin = async ({ db }: Store, { from, to }: Days): Promise<Annotation[]> => {
  let query = db.selectFrom("annotation").select("body").where("removed_at", "is", null);
  if (from !== undefined) query = query.where("last_day", ">=", from);
  if (to !== undefined) query = query.where("first_day", "<=", to);
  const rows = await query.orderBy("first_day", "desc").orderBy("created_at", "desc").limit(most).execute();
  return rows.map(({ body }) => annotationSchema.parse(JSON.parse(body))).reverse();
};

/** A remark that was not taken back, or null. */
export const annotationById = async ({ db }: Store, id: string): Promise<Annotation | null> => {
  const row = await db
    .selectFrom("annotation")
    .select("body")
    .where("id", "=", id)
    .where("removed_at", "is", null)
    .executeTakeFirst();
  return row === undefined ? null : annotationSchema.parse(JSON.parse(row.body));
};

/** Keeps a remark, in the caller's transaction. */
export const insertAnnotation = async (transaction: Transaction<Tables>, annotation: Annotation): Promise<void> => {
  const { id, from, to, createdAt } = annotation;
  const days = { first_day: from, last_day: to };
  const row = { id, ...days, created_at: createdAt, removed_at: null, body: JSON.stringify(annotation) };
  await transaction.insertInto("annotation").values(row).execute();
};

/** Marks a remark as taken back. */
export const removeAnnotation = async ({ db }: Store, id: string, at: number): Promise<void> => {
  await db.updateTable("annotation").set({ removed_at: at }).where("id", "=", id).execute();
};
