import { type Aggregates, aggregatesSchema } from "@sextant/model/practice/me";
import type { Store } from "./store.ts";

type Aggregate = Aggregates["aggregates"][number];

const schema = aggregatesSchema.shape.aggregates.element;

/** What was shown of personal KPIs that count the same, for a period; null before it was. */
export const keptAggregate = async ({ db }: Store, family: string, period: string): Promise<Aggregate | null> => {
  const row = await db
    .selectFrom("shown_aggregate")
    .select("body")
    .where("family", "=", family)
    .where("period_key", "=", period)
    .executeTakeFirst();
  return row === undefined ? null : schema.parse(JSON.parse(row.body));
};

/** Keeps what is shown of a period, unless something was shown before: then gives that. */
export const keepAggregate = async (store: Store, family: string, shown: Aggregate): Promise<Aggregate> => {
  await store.db
    .insertInto("shown_aggregate")
    .values({ family, period_key: shown.periodKey, body: JSON.stringify(shown) })
    .onConflict((conflict) => conflict.columns(["family", "period_key"]).doNothing())
    .execute();
  return (await keptAggregate(store, family, shown.periodKey)) ?? shown;
};
