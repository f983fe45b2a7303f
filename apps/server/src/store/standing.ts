import type { Standing } from "@sextant/model/standing/status";
import type { Grain } from "@sextant/model/time/grain";
import type { Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** The standing of a KPI as it was last evaluated, with the meaning it was judged by. */
export interface KeptStanding {
  kpi: string;
  grain: Grain;
  standing: Standing;
  /** What it was judged by: another meaning starts without a memory. */
  meaning: string;
  /** Epoch ms of the workspace's clock. */
  at: number;
}

/** Every kept standing by KPI id. */
export const allStandings = async (store: Store): Promise<Map<string, KeptStanding>> => {
  const rows = await store.db.selectFrom("standing").select("body").execute();
  const kept = rows.map((row) => JSON.parse(row.body) as KeptStanding);
  return new Map(kept.map((one) => [`${one.kpi} ${one.grain}`, one]));
};

/** Keeps standings in the caller's transaction, each in place of the one before. */
export const keepStandings = async (
  transaction: Transaction<Tables>,
  standings: readonly KeptStanding[],
): Promise<void> => {
  for (const kept of standings) {
    const { status, reason, computed, periodKey } = kept.standing;
    const values = {
      period_key: periodKey ?? null,
      status,
      reason,
      computed,
      body: JSON.stringify(kept),
      at: kept.at,
    };
    await transaction
      .insertInto("standing")
      .values({ kpi: kept.kpi, grain: kept.grain, ...values })
      .onConflict((conflict) => conflict.columns(["kpi", "grain"]).doUpdateSet(values))
      .execute();
  }
};
