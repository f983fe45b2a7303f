import { type DriftRecord, driftRecordSchema } from "@sextant/model/definition/drift";
import type { Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** Drift that is kept until it ends or is acknowledged: in the store, and in memory for whoever answers. */
export interface Drifts {
  list(): readonly DriftRecord[];
  /** Grows with every change, so that answers know whether they are still current. */
  revision(): number;
  /** Keeps drifts in the caller's transaction, each in place of an earlier one of the same input, and forgets others. */
  write(transaction: Transaction<Tables>, change: DriftChange): Promise<void>;
  /** Makes a written change visible, after the transaction. */
  written(change: DriftChange): void;
  /** Does both, in a transaction of its own. */
  change(change: DriftChange): Promise<void>;
}

/** What to keep and what to forget. */
export interface DriftChange {
  put: readonly DriftRecord[];
  remove: readonly DriftRecord[];
}

const keyOf = ({ type, id, reason, input }: DriftRecord): string => JSON.stringify([type, id, reason, input]);

/** Opens the drifts of a store. */
export const openDrifts = async (store: Store): Promise<Drifts> => {
  const rows = await store.db.selectFrom("drift").select("body").orderBy("since").execute();
  const kept = new Map(
    rows.map(({ body }) => {
      const record = driftRecordSchema.parse(JSON.parse(body));
      return [keyOf(record), record] as const;
    }),
  );
  let revision = 0;
  const write: Drifts["write"] = async (transaction, { put, remove }) => {
    for (const { type, id, reason, input } of remove)
      await transaction
        .deleteFrom("drift")
        .where((is) => is.and({ type, id, reason, input }))
        .execute();
    for (const record of put) {
      const { type, id, reason, input, since } = record;
      const body = JSON.stringify(record);
      await transaction
        .insertInto("drift")
        .values({ type, id, reason, input, since, body })
        .onConflict((conflict) => conflict.columns(["type", "id", "reason", "input"]).doUpdateSet({ since, body }))
        .execute();
    }
  };
  const written: Drifts["written"] = ({ put, remove }) => {
    if (put.length + remove.length === 0) return;
    for (const record of remove) kept.delete(keyOf(record));
    for (const record of put) kept.set(keyOf(record), record);
    revision += 1;
  };
  return {
    list: () => [...kept.values()],
    revision: () => revision,
    write,
    written,
    change: async (change) => {
      if (change.put.length + change.remove.length === 0) return;
      await store.db.transaction().execute((transaction) => write(transaction, change));
      written(change);
    },
  };
};
