import type { Transaction } from "kysely";
import type { Feed } from "../feed/feed.ts";
import type { Landing, Landings } from "../store/landing.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

/** Where landings are recorded: the store and the feed, in one transaction. */
export interface Ledger {
  landings: Landings;
  /** The server's clock, epoch ms. */
  clock: () => number;
  /** Records a landing with its fact, and what else belongs to it: from here on its rows count. */
  record(landing: Landing, alongside?: (transaction: Transaction<Tables>) => Promise<void>): Promise<void>;
  /** Records the pushed landings of one dataset, at least one, together and with one fact: all of them or none. */
  recordPushed(pushed: readonly [Landing, ...Landing[]]): Promise<void>;
}

/** Opens the ledger over a store and a feed. */
export const openLedger = (store: Store, feed: Feed, landings: Landings, clock: () => number): Ledger => ({
  landings,
  clock,
  record: async (landing, alongside) => {
    const event = await store.db.transaction().execute(async (transaction) => {
      await landings.insert(transaction, landing, landing.kind === "file");
      await alongside?.(transaction);
      return feed.record(transaction, { type: "landed", dataset: landing.dataset, rows: landing.rows });
    });
    await landings.recorded(landing);
    feed.publish(event);
  },
  recordPushed: async (pushed) => {
    const [{ dataset }] = pushed;
    const rows = pushed.reduce((sum, landing) => sum + landing.rows, 0);
    const event = await store.db.transaction().execute(async (transaction) => {
      await landings.insertPushed(transaction, pushed);
      return feed.record(transaction, { type: "landed", dataset, rows });
    });
    for (const landing of pushed) await landings.recorded(landing);
    feed.publish(event);
  },
});
