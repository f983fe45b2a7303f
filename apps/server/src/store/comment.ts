import type { Author } from "@sextant/model/access/author";
import type { Comment } from "@sextant/model/api/answers/comment";
import type { Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** A remark about a KPI, metric or proposal. */
export interface CommentRow {
  key: string;
  type: Comment["type"];
  id: string;
  period_key: string | null;
  version: number | null;
  by_kind: Author["kind"];
  by_id: string;
  by_name: string;
  at: number;
  text: string;
}

type Reader = Store["db"] | Transaction<Tables>;

/** Keeps a remark. */
export const insertComment = async (db: Reader, { by, periodKey, ...comment }: Comment): Promise<void> => {
  await db
    .insertInto("comment")
    .values({ ...comment, period_key: periodKey, by_kind: by.kind, by_id: by.id, by_name: by.name })
    .execute();
};

/** The remarks about something, oldest first, at most 1,000; of one period when given. */
export const commentsOn = async (
  db: Reader,
  subject: { type: Comment["type"]; id: string; period?: string | undefined },
): Promise<Comment[]> => {
  const query = db
    .selectFrom("comment")
    .selectAll()
    .where("type", "=", subject.type)
    .where("id", "=", subject.id)
    .orderBy("at")
    .limit(1000);
  const rows = await (subject.period === undefined ? query : query.where("period_key", "=", subject.period)).execute();
  return rows.map(({ period_key, by_kind, by_id, by_name, ...row }) => ({
    ...row,
    periodKey: period_key,
    by: { kind: by_kind, id: by_id, name: by_name },
  }));
};

/** How many remarks each proposal has. */
export const proposalComments = async (db: Reader): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom("comment")
    .select((e) => ["id", e.fn.countAll().as("count")])
    .where("type", "=", "proposal")
    .groupBy("id")
    .execute();
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
};
