import { periodAt, shiftPeriod } from "../time/arithmetic.ts";
import type { Calendar } from "../time/calendar.ts";
import type { Period } from "../time/period.ts";

/** What shows that a number changed what somebody did (K7); looking at it does not. */
export const behaviourKinds = ["decision", "intervention", "definition", "override", "alert"] as const;

/** One dated thing somebody did because of a KPI. */
export interface Behaviour {
  kpi: string;
  kind: (typeof behaviourKinds)[number];
  /** Epoch ms. */
  at: number;
  by: string;
  /** What was done, for people. */
  sentence: string;
}

/** A KPI as the audit needs it. */
export interface AuditedKpi {
  id: string;
  label: string;
  owner: string | null;
  /** When it became a KPI, epoch ms; null when that is not known. */
  since: number | null;
}

/** When a KPI last changed behaviour, and what the audit proposes. */
export interface VanityVerdict extends AuditedKpi {
  /** The latest behaviour; null when there never was one. */
  last: Behaviour | null;
  /** How often it changed behaviour in the quarters looked at and since. */
  count: number;
  /** `demote` after two whole quarters without any; `too_early` for one that is not that old. */
  proposal: "keep" | "demote" | "too_early";
}

/** How many whole quarters may pass without a change of behaviour (K7). */
const patience = 2;

/** The quarters that are over and looked at, earlier first. */
export const auditedQuarters = (now: number, calendar: Calendar): Period[] => {
  const current = periodAt(now, "quarter", calendar);
  return Array.from({ length: patience }, (_, index) => shiftPeriod(current, index - patience, calendar));
};

const verdictOf = (kpi: AuditedKpi, own: readonly Behaviour[], start: number): VanityVerdict => {
  const last = own.reduce<Behaviour | null>(
    (latest, one) => (latest === null || one.at > latest.at ? one : latest),
    null,
  );
  const count = own.filter(({ at }) => at >= start).length;
  const young = kpi.since === null || kpi.since > start;
  return { ...kpi, last, count, proposal: count > 0 ? "keep" : young ? "too_early" : "demote" };
};

/**
 * For each KPI when it last changed behaviour, those proposed for demotion first, then by how long ago (K7): no behaviour since the
 * start of the earlier of the last two whole quarters, by a KPI that is older than that. `now` is epoch ms.
 */
export const auditVanity = (
  kpis: readonly AuditedKpi[],
  behaviours: readonly Behaviour[],
  now: number,
  calendar: Calendar,
): VanityVerdict[] => {
  const start = auditedQuarters(now, calendar)[0]?.start ?? now;
  const past = Map.groupBy(
    behaviours.filter(({ at }) => at <= now),
    ({ kpi }) => kpi,
  );
  const rank = { demote: 0, too_early: 1, keep: 2 } as const;
  return kpis
    .map((kpi) => verdictOf(kpi, past.get(kpi.id) ?? [], start))
    .sort((a, b) => rank[a.proposal] - rank[b.proposal] || (a.last?.at ?? 0) - (b.last?.at ?? 0));
};
