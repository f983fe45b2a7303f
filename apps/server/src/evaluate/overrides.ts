import type { Override } from "@sextant/model/standing/override";
import type { Feed } from "../feed/feed.ts";
import { endOverride, keepOverride, type OverrideEnd } from "../store/override.ts";
import type { Store } from "../store/store.ts";

interface OverrideServices {
  store: Store;
  feed: Pick<Feed, "record" | "publish">;
}

/** Keeps a status somebody set, with its fact, at once. */
export const setOverride = async ({ store, feed }: OverrideServices, override: Override): Promise<void> => {
  const { kpi, by, status, reason } = override;
  const event = await store.db.transaction().execute(async (transaction) => {
    await keepOverride(transaction, override);
    return feed.record(transaction, { type: "overridden", kpi, by, status, reason });
  });
  feed.publish(event);
};

/** Ends what was set for a KPI, with its fact; answers whether anything was. */
export const liftOverride = async ({ store, feed }: OverrideServices, end: OverrideEnd): Promise<boolean> => {
  const { kpi, by } = end;
  const event = await store.db
    .transaction()
    .execute(async (transaction) =>
      (await endOverride(transaction, end))
        ? feed.record(transaction, { type: "overridden", kpi, by, status: null, reason: null })
        : null,
    );
  if (event !== null) feed.publish(event);
  return event !== null;
};
