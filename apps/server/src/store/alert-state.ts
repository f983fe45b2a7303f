import type { AlertState, AlertStateName } from "@sextant/model/alert/state";
import type { VerdictKind } from "@sextant/model/alert/verdict";
import type { Generated, Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** Where an instance of a rule stands; `slice` is empty for the whole. */
export interface AlertStateRow {
  rule: string;
  slice: string;
  state: AlertStateName;
  since: number;
  at: number;
  /** Its latest evaluation, and what was said there. */
  evaluation: number;
  fingerprint: string;
  body: string;
}

/** One evaluation, or several in a row that said the same of the same inputs (A2). */
export interface AlertEvaluationRow {
  seq: Generated<number>;
  rule: string;
  slice: string;
  period_key: string | null;
  verdict: VerdictKind;
  state: AlertStateName;
  sentence: string;
  inputs: string;
  first_at: number;
  at: number;
  times: number;
}

/** What a rule said of one of its instances. */
export interface NewEvaluation {
  rule: string;
  slice: string;
  periodKey: string | null;
  verdict: VerdictKind;
  sentence: string;
  inputs: Record<string, unknown>;
  next: AlertState;
}

/** A kept state, with what is needed to tell whether an evaluation says anything new. */
export interface KeptAlertState {
  state: AlertState;
  evaluation: number;
  fingerprint: string;
}

const most = 500;

const inChunks = async <T>(all: readonly T[], work: (some: T[]) => Promise<unknown>): Promise<void> => {
  for (let from = 0; from < all.length; from += most) await work(all.slice(from, from + most));
};

/** The key of an instance. */
export const instanceKey = ({ rule, slice }: { rule: string; slice: string }): string => JSON.stringify([rule, slice]);

/** Every kept state by the key of its instance. */
export const alertStatesOf = async (transaction: Transaction<Tables>): Promise<Map<string, KeptAlertState>> => {
  const rows = await transaction.selectFrom("alert_state").selectAll().execute();
  return new Map(
    rows.map((row) => [
      instanceKey(row),
      { state: JSON.parse(row.body) as AlertState, evaluation: Number(row.evaluation), fingerprint: row.fingerprint },
    ]),
  );
};

const fingerprintOf = ({ verdict, sentence, inputs, next }: NewEvaluation): string =>
  JSON.stringify([verdict, next.state, sentence, inputs]);

/** Keeps evaluations and the states after them; one that says the same as the one before counts as one more of it. */
export const keepEvaluations = async (
  transaction: Transaction<Tables>,
  evaluations: readonly NewEvaluation[],
  before: ReadonlyMap<string, KeptAlertState>,
): Promise<void> => {
  const same: NewEvaluation[] = [];
  const fresh: NewEvaluation[] = [];
  for (const one of evaluations)
    (before.get(instanceKey(one))?.fingerprint === fingerprintOf(one) ? same : fresh).push(one);
  const seqs = same.map((one) => before.get(instanceKey(one))?.evaluation ?? 0);
  const [
    {
      next: { at },
    } = { next: { at: 0 } },
  ] = same;
  await inChunks(seqs, (some) =>
    transaction
      .updateTable("alert_evaluation")
      .set((e) => ({ times: e("times", "+", 1), at }))
      .where("seq", "in", some)
      .execute(),
  );
  const numbers = new Map<string, number>(same.map((one, i) => [instanceKey(one), seqs[i] ?? 0]));
  await inChunks(fresh, async (some) => {
    const rows = some.map(({ rule, slice, periodKey, verdict, sentence, inputs, next }) => ({
      ...{ rule, slice, period_key: periodKey, verdict, state: next.state, sentence },
      ...{ inputs: JSON.stringify(inputs), first_at: next.at, at: next.at, times: 1 },
    }));
    const kept = await transaction
      .insertInto("alert_evaluation")
      .values(rows)
      .returning(["seq", "rule", "slice"])
      .execute();
    for (const row of kept) numbers.set(instanceKey(row), Number(row.seq));
  });
  await inChunks(evaluations, (some) =>
    transaction
      .insertInto("alert_state")
      .values(
        some.map((one) => ({
          ...{ rule: one.rule, slice: one.slice, state: one.next.state, since: one.next.since, at: one.next.at },
          evaluation: numbers.get(instanceKey(one)) ?? 0,
          fingerprint: fingerprintOf(one),
          body: JSON.stringify(one.next),
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(["rule", "slice"]).doUpdateSet((e) => ({
          state: e.ref("excluded.state"),
          since: e.ref("excluded.since"),
          at: e.ref("excluded.at"),
          evaluation: e.ref("excluded.evaluation"),
          fingerprint: e.ref("excluded.fingerprint"),
          body: e.ref("excluded.body"),
        })),
      )
      .execute(),
  );
};

/** Forgets the states of instances that no rule has any more. */
export const dropStates = async (
  transaction: Transaction<Tables>,
  instances: readonly { rule: string; slice: string }[],
): Promise<void> => {
  for (const { rule, slice } of instances)
    await transaction
      .deleteFrom("alert_state")
      .where((is) => is.and({ rule, slice }))
      .execute();
};

/** The latest evaluations of an instance of a rule, newest first. */
export const evaluationsOf = (store: Store, { rule, slice }: { rule: string; slice: string }, limit: number) =>
  store.db
    .selectFrom("alert_evaluation")
    .selectAll()
    .where((is) => is.and({ rule, slice }))
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();

/** Where every instance of every rule stands. */
export const standingStates = (store: Store) =>
  store.db.selectFrom("alert_state").select(["rule", "slice", "state", "since", "at"]).execute();

/** Forgets evaluations before an instant that no state rests on. */
export const pruneEvaluations = async (store: Store, before: number): Promise<void> => {
  await store.db
    .deleteFrom("alert_evaluation")
    .where("at", "<", before)
    .where("seq", "not in", (q) => q.selectFrom("alert_state").select("evaluation"))
    .execute();
};
