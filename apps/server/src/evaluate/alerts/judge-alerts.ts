import { randomUUID } from "node:crypto";
import { holdOf } from "@sextant/model/alert/hold";
import type { AlertRule } from "@sextant/model/alert/rule";
import { ownerOf, rulesOf } from "@sextant/model/alert/rules-of";
import { dueAt, type Patience, type Step, step, type Telling } from "@sextant/model/alert/state";
import type { FeedEvent } from "@sextant/model/api/feed";
import type { Transaction } from "kysely";
import type { Feed } from "../../feed/feed.ts";
import { type AlertKind, closeAlerts, type NewAlert, openAlerts } from "../../store/alert.ts";
import {
  alertStatesOf,
  dropStates,
  instanceKey,
  type KeptAlertState,
  keepEvaluations,
  type NewEvaluation,
} from "../../store/alert-state.ts";
import { takeTurn } from "../../store/lock.ts";
import type { Store } from "../../store/store.ts";
import type { Tables } from "../../store/tables.ts";
import { type Judged, judgeRule } from "./judged.ts";
import type { AlertMoment } from "./moment.ts";

/** What alerts began and ended, by id, and when time alone may change a state (epoch ms). */
export interface AlertsJudged {
  began: string[];
  ended: string[];
  due: number | null;
}

const kindOf: Record<Exclude<Telling, "recovered">, AlertKind> = {
  alerted: "alert",
  broken: "broken",
  silent: "silent",
};

/** Ids in one fact: more alerts at once are several facts of the same transaction. */
const idsPerFact = 500;

const patienceOf = (rule: AlertRule): Patience => ({
  pending: holdOf(rule.pending),
  keepFiring: holdOf(rule.keep_firing),
});

/** What ends with a step: the alert, or the missing data and the broken rule that were told. */
const endedBy = (before: KeptAlertState | undefined, { next, telling }: Step): AlertKind[] => {
  const was = before?.state.state;
  const left = was !== next.state;
  return [
    ...(telling === "recovered" ? (["alert"] as const) : []),
    ...(was === "error" && left ? (["broken"] as const) : []),
    ...((was === "stale" || was === "no_data") && left && next.state !== "stale" && next.state !== "no_data"
      ? (["silent"] as const)
      : []),
  ];
};

interface Instance {
  rule: AlertRule;
  judged: Judged;
  before: KeptAlertState | undefined;
  taken: Step;
}

const evaluationOf = ({ rule, judged, taken }: Instance): NewEvaluation => ({
  rule: rule.id,
  slice: judged.slice,
  periodKey: judged.verdict.period?.key ?? null,
  verdict: judged.verdict.kind,
  sentence: judged.verdict.sentence,
  inputs: judged.inputs,
  next: taken.next,
});

/** A KPI that never had data has not fallen silent. */
const isNews = ({ before, judged, taken }: Instance): boolean =>
  taken.telling !== "silent" || before !== undefined || judged.verdict.kind !== "no_data";

const alertOf = ({ rule, judged, taken }: Instance, moment: AlertMoment, at: number): NewAlert[] => {
  const { telling } = taken;
  if (telling === null || telling === "recovered") return [];
  return [
    {
      id: randomUUID(),
      rule: rule.id,
      slice: judged.slice,
      kpi: rule.kpi,
      owner: ownerOf(rule, moment.catalog),
      kind: kindOf[telling],
      severity: rule.severity,
      sentence: judged.verdict.sentence,
      period_key: judged.verdict.period?.key ?? null,
      opened_at: at,
    },
  ];
};

const factsFor = async (
  feed: Feed,
  transaction: Transaction<Tables>,
  type: "alerted" | "recovered",
  alerts: readonly string[],
): Promise<FeedEvent[]> => {
  const events: FeedEvent[] = [];
  for (let from = 0; from < alerts.length; from += idsPerFact)
    events.push(await feed.record(transaction, { type, alerts: alerts.slice(from, from + idsPerFact) }));
  return events;
};

/** Ends what no rule watches any more: its rule is gone, or its slice has had no rows in any period looked at. */
const endUnwatched = async (
  transaction: Transaction<Tables>,
  watched: ReadonlySet<string>,
  rules: ReadonlySet<string>,
  kept: ReadonlyMap<string, KeptAlertState>,
  at: number,
): Promise<string[]> => {
  const gone = [...kept.keys()]
    .filter((key) => !watched.has(key))
    .map((key) => {
      const [rule = "", slice = ""] = JSON.parse(key) as string[];
      return { rule, slice };
    })
    .filter(({ rule, slice }) => !rules.has(rule) || (slice === "" && !watched.has(instanceKey({ rule, slice }))));
  const ended: string[] = [];
  for (const { rule, slice } of gone)
    ended.push(...(await closeAlerts(transaction, { rule, slice, kinds: ["alert", "broken", "silent"], at })));
  await dropStates(transaction, gone);
  return ended;
};

/**
 * Evaluates every rule once: states, evaluations, alerts and their facts are written in one transaction, so that a restart
 * between judging and telling loses nothing. `now` is the server's clock, epoch ms.
 */
export const judgeAlerts = async (
  { store, feed }: { store: Store; feed: Feed },
  moment: AlertMoment,
  now: number,
): Promise<AlertsJudged> => {
  const rules = rulesOf(moment.catalog);
  const judgements = new Map(moment.judgements.map((judgement) => [judgement.kpi, judgement]));
  const judged = rules.map((rule) => ({ rule, said: judgeRule(rule, judgements.get(rule.kpi), moment) }));
  const { events, ...done } = await store.db.transaction().execute(async (transaction) => {
    await takeTurn(transaction, store.dialect, "alerts");
    const kept = await alertStatesOf(transaction);
    const instances = judged.flatMap(({ rule, said }) =>
      said.map((one): Instance => {
        const before = kept.get(instanceKey({ rule: rule.id, slice: one.slice }));
        return { rule, judged: one, before, taken: step(before?.state ?? null, one.verdict, now, patienceOf(rule)) };
      }),
    );
    await keepEvaluations(transaction, instances.map(evaluationOf), kept);
    const ids = new Set(rules.map(({ id }) => id));
    const watched = new Set(instances.map(({ rule, judged: { slice } }) => instanceKey({ rule: rule.id, slice })));
    const ended = await endUnwatched(transaction, watched, ids, kept, now);
    for (const {
      rule,
      judged: { slice },
      before,
      taken,
    } of instances) {
      const kinds = endedBy(before, taken);
      if (kinds.length > 0) ended.push(...(await closeAlerts(transaction, { rule: rule.id, slice, kinds, at: now })));
    }
    const begun = instances.filter(isNews).flatMap((instance) => alertOf(instance, moment, now));
    await openAlerts(transaction, begun);
    const began = begun.map(({ id }) => id);
    const dues = instances.flatMap(({ rule, taken }) => dueAt(taken.next, patienceOf(rule)) ?? []);
    return {
      began,
      ended,
      due: dues.length === 0 ? null : Math.min(...dues),
      events: [
        ...(await factsFor(feed, transaction, "alerted", began)),
        ...(await factsFor(feed, transaction, "recovered", ended)),
      ],
    };
  });
  for (const event of events) feed.publish(event);
  return done;
};
