import type { ExpectedPeriod } from "@sextant/model/standing/behaviour";
import type { Grain } from "@sextant/model/time/grain";
import type { Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** A forecast as it was issued. */
export interface ForecastRow {
  kpi: string;
  grain: string;
  meaning: string;
  /** End of the last period it rests on, epoch ms. */
  through_end: number;
  issued_at: number;
  body: string;
}

/** A chance of a dated target as it was issued; `periodKey` is the period that decides. */
export interface IssuedChance {
  periodKey: string;
  target: number;
  wanted: "at_least" | "at_most";
  chance: number;
}

/** A forecast as it was issued; what comes later never changes it (E5). */
export interface KeptForecast {
  kpi: string;
  grain: Grain;
  /** What the KPI meant. */
  meaning: string;
  /** End of the last period it rests on, epoch ms. */
  throughEnd: number;
  /** Epoch ms of the workspace's clock. */
  issuedAt: number;
  periods: readonly ExpectedPeriod[];
  pace: IssuedChance | null;
}

/** Issues a forecast; one that was issued after the same period stays as it is. */
export const issueForecast = async (transaction: Transaction<Tables>, forecast: KeptForecast): Promise<void> => {
  const { kpi, grain, meaning, throughEnd, issuedAt, periods, pace } = forecast;
  await transaction
    .insertInto("forecast")
    .values({
      kpi,
      grain,
      meaning,
      through_end: throughEnd,
      issued_at: issuedAt,
      body: JSON.stringify({ periods, pace }),
    })
    .onConflict((conflict) => conflict.columns(["kpi", "grain", "meaning", "through_end"]).doNothing())
    .execute();
};

/** The latest forecasts issued for a KPI of one meaning, at most `limit`, newest first. */
export const issuedForecasts = async (
  store: Store,
  { kpi, grain, meaning }: { kpi: string; grain: Grain; meaning: string },
  limit: number,
): Promise<KeptForecast[]> => {
  const rows = await store.db
    .selectFrom("forecast")
    .selectAll()
    .where((is) => is.and({ kpi, grain, meaning }))
    .orderBy("through_end", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => {
    const { periods, pace } = JSON.parse(row.body) as Pick<KeptForecast, "periods" | "pace">;
    return {
      kpi,
      grain,
      meaning,
      throughEnd: Number(row.through_end),
      issuedAt: Number(row.issued_at),
      periods,
      pace,
    };
  });
};
