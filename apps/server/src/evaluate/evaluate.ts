import type { AlertReplay } from "@sextant/model/alert/replay";
import type { AlertRule } from "@sextant/model/alert/rule";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { IdentityTest } from "@sextant/model/metric/identity";
import type { History } from "@sextant/model/standing/history";
import type { Judgement } from "@sextant/model/standing/judgement";
import type { Override } from "@sextant/model/standing/override";
import type { Feed } from "../feed/feed.ts";
import { pruneEvaluations } from "../store/alert-state.ts";
import type { Drifts } from "../store/drift.ts";
import { type OverrideEnd, overridesEver } from "../store/override.ts";
import { allStandings, keepStandings } from "../store/standing.ts";
import type { Store } from "../store/store.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { type AlertsJudged, judgeAlerts } from "./alerts/judge-alerts.ts";
import type { AlertMoment } from "./alerts/moment.ts";
import { type ReplayHistory, replayRule } from "./alerts/replay.ts";
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
  /** Every status somebody set, ended or not, earlier first. */
  overrides(): Promise<Override[]>;
  /** Keeps which declared identities broke or hold again; gives the definitions for which that is news, by `type:id`. */
  recordIdentities(tests: readonly IdentityTest[]): Promise<string[]>;
  /** Evaluates every alert rule: states, alerts and their facts are written in one transaction. */
  alerts(moment: AlertMoment): Promise<AlertsJudged>;
  /** What a rule would have done on the history of its KPI (A3); throws invalid_request. */
  replay(rule: AlertRule, catalog: Catalog, history: ReplayHistory): AlertReplay;
  /** Forgets old receipts that no observation names, and old evaluations of alerts; answers how many receipts. */
  prune(): Promise<number>;
}

export interface EvaluateServices {
  store: Store;
  feed: Feed;
  warehouse: Warehouse;
  drifts: Drifts;
  /** The server's clock, epoch ms: when something was learned, whatever the workspace's clock says. */
  now: () => number;
  /** Days a receipt is kept. */
  receiptDays: number;
}

const day = 86_400_000;

/** Opens the room that evaluates. */
export const openEvaluate = ({ store, warehouse, drifts, feed, now, receiptDays }: EvaluateServices): Evaluate => {
  let isFirst = true;
  return {
    study: (asked) => studyHistories({ store, feed }, asked),
    override: (override) => setOverride({ store, feed }, override),
    overrides: () => overridesEver(store),
    endOverride: (ended) => liftOverride({ store, feed }, ended),
    recordIdentities: (tests) => recordIdentities(tests, drifts, now()),
    prune: async () => {
      await pruneEvaluations(store, now() - receiptDays * day);
      return pruneReceipts(store, warehouse, now(), { days: receiptDays });
    },
    alerts: (moment) => judgeAlerts({ store, feed }, moment, now()),
    replay: replayRule,
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
