import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** `queued` waits for its time, `sent` and `failed` are settled, `silenced` was never to be sent. */
export type DeliveryState = "queued" | "sent" | "failed" | "silenced";

/** One message on its way to one channel; it survives restarts. */
export interface DeliveryRow {
  id: string;
  /** What it tells: the same is never queued twice. */
  dedup: string;
  channel: string;
  person: string | null;
  message: string;
  state: DeliveryState;
  attempts: number;
  next_at: number;
  created_at: number;
  settled_at: number | null;
  detail: string;
}

/** Which alerts a delivery speaks of. */
export interface DeliveryAlertRow {
  alert: string;
  delivery: string;
}

/** The receipt of one attempt; it is written before the message leaves, so no two attempts share one. */
export interface DeliveryAttemptRow {
  receipt: string;
  delivery: string;
  at: number;
  outcome: "under_way" | "sent" | "refused" | "failed";
  detail: string;
}

/** A message to queue. */
export type NewDelivery = Pick<
  DeliveryRow,
  "id" | "dedup" | "channel" | "person" | "message" | "state" | "next_at" | "created_at" | "detail"
> & { alerts: readonly string[] };

const most = 500;

/** Queues a message in the caller's transaction; false when the same was queued before. */
export const queueDelivery = async (
  transaction: Transaction<Tables>,
  { alerts, ...delivery }: NewDelivery,
): Promise<boolean> => {
  const row = await transaction
    .insertInto("delivery")
    .values({ ...delivery, attempts: 0, settled_at: delivery.state === "queued" ? null : delivery.created_at })
    .onConflict((conflict) => conflict.column("dedup").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (row === undefined) return false;
  for (let from = 0; from < alerts.length; from += most)
    await transaction
      .insertInto("delivery_alert")
      .values(alerts.slice(from, from + most).map((alert) => ({ alert, delivery: delivery.id })))
      .execute();
  return true;
};

/** The messages due at an instant, oldest first. */
export const dueDeliveries = (db: Kysely<Tables>, at: number, limit: number): Promise<DeliveryRow[]> =>
  db
    .selectFrom("delivery")
    .selectAll()
    .where("state", "=", "queued")
    .where("next_at", "<=", at)
    .orderBy("next_at")
    .limit(limit)
    .execute();

/** When the next message of a channel that is not under way is due; null when none waits. */
export const nextDelivery = async (db: Kysely<Tables>, underWay: readonly string[]): Promise<number | null> => {
  const row = await db
    .selectFrom("delivery")
    .select((e) => e.fn.min("next_at").as("at"))
    .where("state", "=", "queued")
    .$if(underWay.length > 0, (q) => q.where("channel", "not in", underWay))
    .executeTakeFirst();
  return row?.at === null || row?.at === undefined ? null : Number(row.at);
};

/**
 * Claims the next attempt of a message: counts it, moves its next time to `nextAt` in case the process dies, and keeps the
 * receipt. Null when another process was faster.
 */
export const claimAttempt = (
  db: Kysely<Tables>,
  delivery: Pick<DeliveryRow, "id" | "attempts">,
  { at, nextAt }: { at: number; nextAt: number },
): Promise<string | null> =>
  db.transaction().execute(async (transaction) => {
    const row = await transaction
      .updateTable("delivery")
      .set({ attempts: delivery.attempts + 1, next_at: nextAt })
      .where("id", "=", delivery.id)
      .where("state", "=", "queued")
      .where("attempts", "=", delivery.attempts)
      .returning("id")
      .executeTakeFirst();
    if (row === undefined) return null;
    const receipt = `${delivery.id}.${delivery.attempts + 1}`;
    await transaction
      .insertInto("delivery_attempt")
      .values({ receipt, delivery: delivery.id, at, outcome: "under_way", detail: "" })
      .execute();
    return receipt;
  });

/** Keeps how an attempt went, and with it where the message stands. */
export const settleAttempt = (
  db: Kysely<Tables>,
  delivery: string,
  receipt: Omit<DeliveryAttemptRow, "delivery" | "at">,
  change: Partial<Pick<DeliveryRow, "state" | "next_at" | "settled_at" | "detail">>,
): Promise<void> =>
  db.transaction().execute(async (transaction) => {
    const { outcome, detail } = receipt;
    await transaction
      .updateTable("delivery_attempt")
      .set({ outcome, detail })
      .where("receipt", "=", receipt.receipt)
      .execute();
    await transaction.updateTable("delivery").set(change).where("id", "=", delivery).execute();
  });

/** How many messages about each owner's alerts left the house since an instant, or wait to. */
export const messagesPerOwner = async (db: Kysely<Tables>, since: number): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom("delivery")
    .innerJoin("delivery_alert", "delivery_alert.delivery", "delivery.id")
    .innerJoin("alert", "alert.id", "delivery_alert.alert")
    .select((e) => ["alert.owner", e.fn.count<number>("delivery.id").distinct().as("count")])
    .where("delivery.created_at", ">=", since)
    .where("delivery.channel", "!=", "inbox")
    .where("delivery.state", "!=", "silenced")
    .groupBy("alert.owner")
    .execute();
  return new Map(rows.map(({ owner, count }) => [owner ?? "", Number(count)]));
};

/** The messages that speak of an alert, in order, with their attempts. */
export const deliveriesOf = async (
  db: Kysely<Tables>,
  alert: string,
): Promise<{ delivery: DeliveryRow; attempts: DeliveryAttemptRow[] }[]> => {
  const deliveries = await db
    .selectFrom("delivery")
    .selectAll()
    .where("id", "in", (q) => q.selectFrom("delivery_alert").select("delivery").where("alert", "=", alert))
    .orderBy("created_at")
    .execute();
  if (deliveries.length === 0) return [];
  const attempts = await db
    .selectFrom("delivery_attempt")
    .selectAll()
    .where(
      "delivery",
      "in",
      deliveries.map(({ id }) => id),
    )
    .orderBy("at")
    .execute();
  return deliveries.map((delivery) => ({
    delivery,
    attempts: attempts.filter((attempt) => attempt.delivery === delivery.id),
  }));
};
