import type { Hold } from "./hold.ts";
import type { Verdict } from "./verdict.ts";

/** States of a rule's instance (A1). */
export const alertStates = ["normal", "pending", "alerting", "recovering", "no_data", "error", "stale"] as const;
export type AlertStateName = (typeof alertStates)[number];

/** Where an instance of a rule stands. */
export interface AlertState {
  state: AlertStateName;
  /** Epoch ms: since when it is in that state. */
  since: number;
  /** Epoch ms of the latest evaluation; a clock set back does not set it back. */
  at: number;
  /** Whether people were told that it fires and not yet that it ended; it outlives missing data. */
  open: boolean;
  /** Epoch ms at which the verdict being counted began, and the periods it has lasted. */
  counting: { since: number; periods: number; lastEnd: number | null } | null;
}

/** How long a verdict must last before it counts. */
export interface Patience {
  pending: Hold;
  keepFiring: Hold;
}

/** What people are told, if anything: it began, it ended, the rule broke, or its data is missing. */
export type Telling = "alerted" | "recovered" | "broken" | "silent";

/** The state after an evaluation, and what there is to tell. */
export interface Step {
  next: AlertState;
  telling: Telling | null;
}

const started = (verdict: Verdict, at: number): NonNullable<AlertState["counting"]> => ({
  since: at,
  periods: 1,
  lastEnd: verdict.period?.end ?? null,
});

/** Counts a period once, whatever how often it is evaluated, and never one that is not later. */
const counted = (before: AlertState, verdict: Verdict, at: number): NonNullable<AlertState["counting"]> => {
  const { counting } = before;
  if (counting === null) return started(verdict, at);
  const end = verdict.period?.end ?? null;
  const isNew = end !== null && (counting.lastEnd === null || end > counting.lastEnd);
  return isNew ? { ...counting, periods: counting.periods + 1, lastEnd: end } : counting;
};

const lasted = (hold: Hold, { since, periods }: NonNullable<AlertState["counting"]>, at: number): boolean =>
  hold.kind === "periods" ? periods >= hold.count : at - since >= hold.milliseconds;

const moved = (
  before: AlertState | null,
  state: AlertStateName,
  rest: Omit<AlertState, "state" | "since">,
): AlertState => ({
  state,
  since: before?.state === state ? before.since : rest.at,
  ...rest,
});

const onFiring = (before: AlertState | null, verdict: Verdict, at: number, { pending }: Patience): Step => {
  if (before?.open === true)
    return { next: moved(before, "alerting", { at, open: true, counting: null }), telling: null };
  const counting = before?.state === "pending" ? counted(before, verdict, at) : started(verdict, at);
  return lasted(pending, counting, at)
    ? { next: moved(before, "alerting", { at, open: true, counting: null }), telling: "alerted" }
    : { next: moved(before, "pending", { at, open: false, counting }), telling: null };
};

const onClear = (before: AlertState | null, verdict: Verdict, at: number, { keepFiring }: Patience): Step => {
  if (before?.open !== true)
    return { next: moved(before, "normal", { at, open: false, counting: null }), telling: null };
  const counting = before.state === "recovering" ? counted(before, verdict, at) : started(verdict, at);
  return lasted(keepFiring, counting, at)
    ? { next: moved(before, "normal", { at, open: false, counting: null }), telling: "recovered" }
    : { next: moved(before, "recovering", { at, open: true, counting }), telling: null };
};

const onHold = (before: AlertState | null, at: number): Step => {
  const open = before?.open === true;
  return { next: moved(before, open ? "alerting" : "normal", { at, open, counting: null }), telling: null };
};

/**
 * The state after one more evaluation (A1): pure, and the same whatever the machine's clock did. A rule that fires is pending
 * until it lasted; one that is clear recovers until it lasted. An alert that was told stays open through missing data, so
 * that it is told once; missing data and a broken rule are told when they begin, for nothing dies silently (A2).
 */
export const step = (before: AlertState | null, verdict: Verdict, now: number, patience: Patience): Step => {
  const at = Math.max(now, before?.at ?? now);
  switch (verdict.kind) {
    case "firing":
      return onFiring(before, verdict, at, patience);
    case "clear":
      return onClear(before, verdict, at, patience);
    case "hold":
      return onHold(before, at);
    case "error":
    case "no_data":
    case "stale": {
      const isNew = before?.state !== verdict.kind;
      const telling = isNew ? (verdict.kind === "error" ? "broken" : "silent") : null;
      const next = moved(before, verdict.kind, { at, open: before?.open === true, counting: null });
      return { next, telling };
    }
  }
};

/** When time alone may change the state, epoch ms; null when only another verdict can. */
export const dueAt = (state: AlertState, { pending, keepFiring }: Patience): number | null => {
  const hold = state.state === "pending" ? pending : state.state === "recovering" ? keepFiring : null;
  if (hold === null || hold.kind === "periods" || state.counting === null) return null;
  return state.counting.since + hold.milliseconds;
};
