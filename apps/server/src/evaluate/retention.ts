import { dropReceipts, oldReceipts } from "../store/receipt.ts";
import type { Store } from "../store/store.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";

/** Receipts kept, however young: some ten kilobytes each. */
const usualMost = 20_000;
const day = 86_400_000;

const namedByObservations = async (warehouse: Warehouse, ids: readonly string[]): Promise<Set<unknown>> => {
  const sql = "SELECT DISTINCT receipt FROM observation WHERE has({ids:Array(String)}, receipt)";
  const { rows } = await warehouse.query({ sql, parameters: { ids: [...ids] } }, { lane: "background" });
  return new Set(rows.map(([receipt]) => receipt));
};

/**
 * Forgets receipts older than so many days, and those beyond the newest 20,000, so that asking does not fill the disk; what an
 * observation names stays (N1). Answers how many went.
 */
export const pruneReceipts = async (
  store: Store,
  warehouse: Warehouse,
  now: number,
  { days, most = usualMost }: { days: number; most?: number },
): Promise<number> => {
  const ids = await oldReceipts(store, { before: now - days * day, most });
  let gone = 0;
  for (let from = 0; from < ids.length; from += 1000) {
    const some = ids.slice(from, from + 1000);
    const named = await namedByObservations(warehouse, some);
    const unnamed = some.filter((id) => !named.has(id));
    await dropReceipts(store, unnamed);
    gone += unnamed.length;
  }
  return gone;
};
