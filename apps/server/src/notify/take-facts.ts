import type { MessageLine } from "@sextant/model/alert/message";
import type { FeedEvent } from "@sextant/model/api/feed";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Transaction } from "kysely";
import { type AlertRow, alertsById } from "../store/alert.ts";
import { allChannels } from "../store/channel.ts";
import { messagesPerOwner, queueDelivery } from "../store/delivery.ts";
import { factsSince } from "../store/fact.ts";
import { takeTurn } from "../store/lock.ts";
import { readSetting, writeSetting } from "../store/setting.ts";
import { silencesFrom } from "../store/silence.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { budgetSpan, type PlanContext, planDeliveries, type Told } from "./plan.ts";

/** Facts read at once, so that what happened together is told together. */
const factsAtOnce = 5000;

const kindOf: Record<AlertRow["kind"], MessageLine["kind"]> = { alert: "alerted", broken: "broken", silent: "silent" };

/** What planning looks at now. */
export const contextOf = async (
  transaction: Transaction<Tables>,
  catalog: Catalog,
  at: number,
): Promise<PlanContext> => ({
  catalog,
  channels: new Map((await allChannels(transaction)).map((channel) => [channel.id, channel])),
  silences: await silencesFrom(transaction, at),
  perOwner: await messagesPerOwner(transaction, at - budgetSpan),
  at,
});

const toldBy = async (transaction: Transaction<Tables>, facts: readonly FeedEvent[]): Promise<Told[]> => {
  const named = facts.flatMap((fact) =>
    fact.type === "alerted" || fact.type === "recovered" ? fact.alerts.map((id) => ({ id, type: fact.type })) : [],
  );
  const alerts = new Map(
    (
      await alertsById(
        transaction,
        named.map(({ id }) => id),
      )
    ).map((alert) => [alert.id, alert]),
  );
  return named.flatMap(({ id, type }): Told[] => {
    const alert = alerts.get(id);
    return alert === undefined ? [] : [{ alert, kind: type === "recovered" ? "recovered" : kindOf[alert.kind] }];
  });
};

/** Reads the facts after the cursor, queues what they tell, and moves the cursor, in one transaction. Gives whether there were any. */
export const takeFacts = async (store: Store, catalog: Catalog, at: number): Promise<boolean> => {
  const last = Number((await readSetting(store.db, "notify_cursor")) ?? 0);
  if ((await factsSince(store, last, 1)).length === 0) return false;
  return store.db.transaction().execute(async (transaction) => {
    await takeTurn(transaction, store.dialect, "notify");
    const from = Number((await readSetting(transaction, "notify_cursor")) ?? 0);
    const facts = await factsSince({ ...store, db: transaction }, from, factsAtOnce);
    const newest = facts.at(-1);
    if (newest === undefined) return false;
    const told = await toldBy(transaction, facts);
    if (told.length > 0)
      for (const delivery of planDeliveries(told, await contextOf(transaction, catalog, at)))
        await queueDelivery(transaction, delivery);
    await writeSetting(transaction, "notify_cursor", String(newest.seq));
    return true;
  });
};
