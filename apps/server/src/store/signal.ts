import { type Signal, signalKey, signalSchema } from "@sextant/model/standing/signal";
import type { Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** A signal of a KPI in a period, by one method. */
export interface SignalRow {
  kpi: string;
  grain: string;
  period_key: string;
  method: string;
  /** Epoch ms. */
  period_start: number;
  /** When it was first seen, epoch ms of the workspace's clock. */
  first_seen: number;
  body: string;
}

/** A signal and when it was first seen, epoch ms of the workspace's clock. */
export interface KeptSignal extends Signal {
  firstSeen: number;
}

/** Which signals: of one KPI, of periods that start no earlier than an instant (epoch ms). */
export interface SignalQuery {
  kpi?: string;
  since?: number;
}

/** Kept signals, oldest period first. */
export const signalsOf = async (store: Store, { kpi, since }: SignalQuery = {}): Promise<KeptSignal[]> => {
  let query = store.db.selectFrom("signal").select(["body", "first_seen"]);
  if (kpi !== undefined) query = query.where("kpi", "=", kpi);
  if (since !== undefined) query = query.where("period_start", ">=", since);
  const rows = await query.orderBy("period_start").orderBy("kpi").orderBy("method").execute();
  return rows.map(({ body, first_seen }) => ({
    ...signalSchema.parse(JSON.parse(body)),
    firstSeen: Number(first_seen),
  }));
};

/** Makes these the signals of a KPI at a grain; those that were there keep when they were first seen. Gives the new ones. */
export const replaceSignals = async (
  transaction: Transaction<Tables>,
  { kpi, grain }: Pick<Signal, "kpi" | "grain">,
  signals: readonly Signal[],
  at: number,
): Promise<Signal[]> => {
  const here = transaction.selectFrom("signal").where("kpi", "=", kpi).where("grain", "=", grain);
  const before = await here.select(["body", "first_seen"]).execute();
  const seen = new Map(
    before.map(({ body, first_seen }) => [signalKey(signalSchema.parse(JSON.parse(body))), first_seen]),
  );
  await transaction.deleteFrom("signal").where("kpi", "=", kpi).where("grain", "=", grain).execute();
  for (const signal of signals) {
    await transaction
      .insertInto("signal")
      .values({
        kpi,
        grain,
        period_key: signal.periodKey,
        method: signal.method,
        period_start: signal.start,
        first_seen: seen.get(signalKey(signal)) ?? at,
        body: JSON.stringify(signal),
      })
      .execute();
  }
  return signals.filter((signal) => !seen.has(signalKey(signal)));
};
