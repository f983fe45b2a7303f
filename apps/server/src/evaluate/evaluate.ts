import type { IdentityTest } from "@sextant/model/metric/identity";
import type { History } from "@sextant/model/standing/history";
import type { Judgement } from "@sextant/model/standing/judgement";
import type { Override } from "@sextant/model/standing/override";
import type { Feed } from "../feed/feed.ts";
import type { Drifts } from "../store/drift.ts";
import type { OverrideEnd } from "../store/override.ts";
import { allStandings, keepStandings } from "../store/standing.ts";
import type { Store } from "../store/store.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { recordIdentities } from "./identities.ts";
import { recordObservations } from "./observations.ts";
import { liftOverride, setOverride } from "./overrides.ts";
import { pruneReceipts } from "./retention.ts";
import { studyHistories } from "./signals/study.ts";

/** What was new: observations written, and KPIs whose standing changed. */
export interface Recorded {
  observations: number;
  /** The KPIs they are of. */
  learned: string[];
  standings: string[];
}

/** Keeps what was learned: observations append-only with the time they were known (N2), standings in place. */
export interface Evaluate {
  /**
   * Keeps how KPIs stand and what was learned of them; those and the `studied` ones are told with a `judged` fact in the
   * transaction that keeps the standings. The first time after a start all of them are told, so that a stop between keeping
   * and telling loses nothing.
   */
  record(evaluated: { at: number; judgements: readonly Judgement[] }, studied?: readonly string[]): Promise<Recorded>;
  /** Studies the histories that are not what they were; gives the KPIs that behave otherwise than before. */
  study(asked: { at: number; histories: readonly History[] }): Promise<string[]>;
  /** Sets a status in place of the computed one until it expires (S7). */
  override(override: Override): Promise<void>;
  /** Ends an override before its time; answers whether there was one. */
  endOverride(ended: OverrideEnd): Promise<boolean>;
  /** Keeps which declared identities broke or hold again; gives the definitions for which that is news, by `type:id`. */
  recordIdentities(tests: readonly IdentityTest[]): Promise<string[]>;
  /** Forgets old receipts that no observation names; answers how many. */
  prune(): Promise<number>;
}

export interface EvaluateServices {
  store: Store;
  warehouse: Warehouse;
  drifts: Drifts;
  feed: Pick<Feed, "record" | "publish">;
  /** The server's clock, epoch ms: when something was learned, whatever the workspace's clock says. */
  now: () => number;
  /** Days a receipt is kept. */
  receiptDays: number;
}

/** Opens the room that evaluates. */
export const openEvaluate = ({ store, warehouse, drifts, feed, now, receiptDays }: EvaluateServices): Evaluate => {
  let isFirst = true;
  return {
    study: (asked) => studyHistories({ store, feed }, asked),
    override: (override) => setOverride({ store, feed }, override),
    endOverride: (ended) => liftOverride({ store, feed }, ended),
    recordIdentities: (tests) => recordIdentities(tests, drifts, now()),
    prune: () => pruneReceipts(store, warehouse, now(), { days: receiptDays }),
    record: async ({ at, judgements }, studied = []) => {
      const { rows, kpis } = await recordObservations(warehouse, judgements, now());
      const kept = await allStandings(store);
      const changed = judgements.filter(({ kpi, grain, standing, meaning }) => {
        const before = kept.get(`${kpi} ${grain}`);
        return (
          before === undefined ||
          before.meaning !== meaning ||
          JSON.stringify(before.standing) !== JSON.stringify(standing)
        );
      });
      const news = isFirst ? judgements.map(({ kpi }) => kpi) : [...kpis, ...studied, ...changed.map(({ kpi }) => kpi)];
      const told = [...new Set(news)];
      const event = await store.db.transaction().execute(async (transaction) => {
        await keepStandings(
          transaction,
          changed.map(({ kpi, grain, standing, meaning }) => ({ kpi, grain, standing, meaning, at })),
        );
        return told.length === 0 ? null : feed.record(transaction, { type: "judged", kpis: told });
      });
      isFirst = false;
      if (event !== null) feed.publish(event);
      return { observations: rows, learned: kpis, standings: changed.map(({ kpi }) => kpi) };
    },
  };
};
