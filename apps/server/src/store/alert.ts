import type { AlertSeverity } from "@sextant/model/alert/rule";
import type { Generated, Kysely, Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** What an alert is about: the KPI, the rule itself, or data that is missing. */
export type AlertKind = "alert" | "broken" | "silent";

/** One time that an instance of a rule alerted, from beginning to end. */
export interface AlertRow {
  id: string;
  rule: string;
  slice: string;
  kpi: string;
  owner: string | null;
  kind: AlertKind;
  severity: AlertSeverity;
  sentence: string;
  period_key: string | null;
  opened_at: number;
  closed_at: number | null;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  cause: string | null;
  assigned_to: string | null;
  snoozed_until: number | null;
  escalated_at: number | null;
}

/** What somebody did about an alert. */
export interface AlertActRow {
  seq: Generated<number>;
  alert: string;
  at: number;
  by: string;
  act: "acknowledged" | "assigned" | "snoozed" | "escalated" | "reminded";
  detail: string;
}

/** An alert that begins. */
export type NewAlert = Pick<
  AlertRow,
  "id" | "rule" | "slice" | "kpi" | "owner" | "kind" | "severity" | "sentence" | "period_key" | "opened_at"
>;

const most = 500;

/** Keeps alerts that begin, in the caller's transaction. */
export const openAlerts = async (transaction: Transaction<Tables>, alerts: readonly NewAlert[]): Promise<void> => {
  for (let from = 0; from < alerts.length; from += most)
    await transaction
      .insertInto("alert")
      .values(
        alerts.slice(from, from + most).map((alert) => ({
          ...alert,
          ...{ closed_at: null, acknowledged_at: null, acknowledged_by: null, cause: null },
          ...{ assigned_to: null, snoozed_until: null, escalated_at: null },
        })),
      )
      .execute();
};

/** Ends the open alerts of an instance, of one kind or of all; gives their ids. */
export const closeAlerts = async (
  transaction: Transaction<Tables>,
  { rule, slice, kinds, at }: { rule: string; slice: string; kinds: readonly AlertKind[]; at: number },
): Promise<string[]> => {
  const rows = await transaction
    .updateTable("alert")
    .set({ closed_at: at })
    .where((is) => is.and({ rule, slice }))
    .where("kind", "in", kinds)
    .where("closed_at", "is", null)
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
};

/** Alerts by id, in no order. */
export const alertsById = async (db: Kysely<Tables>, ids: readonly string[]): Promise<AlertRow[]> => {
  const found: AlertRow[] = [];
  for (let from = 0; from < ids.length; from += most)
    found.push(
      ...(await db
        .selectFrom("alert")
        .selectAll()
        .where("id", "in", ids.slice(from, from + most))
        .execute()),
    );
  return found;
};

/** The newest alerts, open ones first. */
export const newestAlerts = (
  store: Store,
  { limit, kpi }: { limit: number; kpi?: string | undefined },
): Promise<AlertRow[]> =>
  store.db
    .selectFrom("alert")
    .selectAll()
    .$if(kpi !== undefined, (q) => q.where("kpi", "=", kpi ?? ""))
    .orderBy((e) => e.case().when("closed_at", "is", null).then(0).else(1).end())
    .orderBy("opened_at", "desc")
    .limit(limit)
    .execute();

/** Every open alert. */
export const unsettledAlerts = (db: Kysely<Tables>): Promise<AlertRow[]> =>
  db.selectFrom("alert").selectAll().where("closed_at", "is", null).orderBy("opened_at").execute();

/** Changes an alert and keeps who did it; false when there is none. */
export const actOnAlert = async (
  db: Transaction<Tables>,
  id: string,
  change: Partial<
    Pick<AlertRow, "acknowledged_at" | "acknowledged_by" | "cause" | "assigned_to" | "snoozed_until" | "escalated_at">
  >,
  done: Omit<AlertActRow, "seq" | "alert">,
): Promise<boolean> => {
  const row = await db.updateTable("alert").set(change).where("id", "=", id).returning("id").executeTakeFirst();
  if (row === undefined) return false;
  await db
    .insertInto("alert_act")
    .values({ alert: id, ...done })
    .execute();
  return true;
};

/** What was written when alerts were acknowledged, by KPI, earlier first; the same alert may have been more than once. */
export const acknowledgements = async (
  store: Store,
): Promise<{ kpi: string; at: number; by: string; text: string }[]> => {
  const rows = await store.db
    .selectFrom("alert_act")
    .innerJoin("alert", "alert.id", "alert_act.alert")
    .select(["alert.kpi", "alert_act.at", "alert_act.by", "alert_act.detail as text"])
    .where("alert_act.act", "=", "acknowledged")
    .orderBy("alert_act.seq")
    .execute();
  return rows.map(({ at, ...row }) => ({ ...row, at: Number(at) }));
};

/** What was done about an alert, in order. */
export const actsOn = (store: Store, alert: string) =>
  store.db.selectFrom("alert_act").selectAll().where("alert", "=", alert).orderBy("seq").execute();
