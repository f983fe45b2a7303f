import { readSpan } from "@sextant/model/alert/hold";
import type { Catalog } from "@sextant/model/definition/catalog";
import { type AlertRow, actOnAlert, unsettledAlerts } from "../store/alert.ts";
import { queueDelivery } from "../store/delivery.ts";
import { takeTurn } from "../store/lock.ts";
import type { Store } from "../store/store.ts";
import { rulesById } from "./lines.ts";
import { planDeliveries, type Told } from "./plan.ts";
import { contextOf } from "./take-facts.ts";

/** When an open alert that nobody acknowledged goes to somebody else; null when it never does. */
const escalatesAt = (alert: AlertRow, catalog: Catalog): number | null => {
  const escalate = rulesById(catalog).get(alert.rule)?.escalate;
  if (escalate === undefined || alert.acknowledged_at !== null || alert.escalated_at !== null) return null;
  return Math.max(alert.opened_at + (readSpan(escalate.after) ?? 0), alert.snoozed_until ?? 0);
};

/** Tells open alerts again whose snooze is over, and tells somebody else of those nobody acknowledged. Gives when more are due. */
export const remind = async (store: Store, catalog: Catalog, at: number): Promise<number | null> => {
  const open = await unsettledAlerts(store.db);
  const snoozed = open.filter(({ snoozed_until }) => snoozed_until !== null && snoozed_until <= at);
  const unheard = open.filter((alert) => (escalatesAt(alert, catalog) ?? Number.POSITIVE_INFINITY) <= at);
  if (snoozed.length + unheard.length > 0)
    await store.db.transaction().execute(async (transaction) => {
      await takeTurn(transaction, store.dialect, "notify");
      const told: Told[] = snoozed.map((alert) => ({ alert, kind: "reminder" }));
      for (const alert of unheard) {
        const escalate = rulesById(catalog).get(alert.rule)?.escalate;
        if (escalate !== undefined)
          told.push({ alert, kind: "reminder", to: { person: escalate.to, channels: escalate.channels } });
      }
      for (const delivery of planDeliveries(told, await contextOf(transaction, catalog, at)))
        await queueDelivery(transaction, delivery);
      for (const { id } of snoozed)
        await actOnAlert(
          transaction,
          id,
          { snoozed_until: null },
          { at, by: "Sextant", act: "reminded", detail: "The snooze is over." },
        );
      for (const { id, rule } of unheard) {
        const detail = `Told ${rulesById(catalog).get(rule)?.escalate?.to ?? ""}: nobody had acknowledged it.`;
        await actOnAlert(transaction, id, { escalated_at: at }, { at, by: "Sextant", act: "escalated", detail });
      }
    });
  const later = open.flatMap((alert) => [alert.snoozed_until, escalatesAt(alert, catalog)]);
  const due = later.filter((instant): instant is number => instant !== null && instant > at);
  return due.length === 0 ? null : Math.min(...due);
};
