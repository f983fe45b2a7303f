import type { AgendaFacts } from "@sextant/model/practice/agenda";
import type { KeptExpectation } from "@sextant/model/practice/expectation";
import { periodAt, shiftPeriod } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { unsettledAlerts } from "../store/alert.ts";
import { listInterventions } from "../store/intervention.ts";
import { signalsOf } from "../store/signal.ts";
import { allStandings } from "../store/standing.ts";
import { dayAt, labelOf, nameOf, nowOf, type ReviewServices } from "./services.ts";

/** Longest time between two reviews in which signals are new, ms: a year and a quarter. */
const longest = 456 * 86_400_000;

/** Interventions looked at. */
const most = 2000;

/** Whether an act is not done although its day is over. */
export const isOverdue = ({ state, due }: { state: string; due: string }, today: string): boolean =>
  (state === "planned" || state === "running") && due < today;

/** What an agenda is written from, read from what the store keeps: nothing is asked of the warehouse. */
export const factsOf = async (
  kpis: readonly string[],
  previous: { asOf: number; expectations: readonly KeptExpectation[] } | null,
  services: ReviewServices,
): Promise<AgendaFacts[]> => {
  const { store, definitions } = services;
  const { catalog, findings } = definitions.state();
  const now = nowOf(services);
  const today = dayAt(now, catalog);
  const last = previous?.expectations ?? [];
  const signals = Map.groupBy(await signalsOf(store, { since: now - longest }), ({ kpi }) => kpi);
  const isNew = ({ grain, start }: { grain: Grain; start: number }): boolean => {
    const { calendar } = catalog;
    const from = previous === null ? shiftPeriod(periodAt(now, grain, calendar), -1, calendar) : null;
    return start >= (from ?? periodAt(previous?.asOf ?? now, grain, calendar)).start;
  };
  const standings = await allStandings(store);
  const alerts = Map.groupBy(await unsettledAlerts(store.db), ({ kpi }) => kpi);
  const acts = Map.groupBy(await listInterventions(store, { limit: most }), ({ kpi }) => kpi);
  return kpis.map((id) => {
    const kpi = catalog.kpis.get(id);
    const standing = standings.get(`${id} ${kpi?.grain}`)?.standing;
    const expected = last.filter((expectation) => expectation.kpi === id);
    return {
      ...{ kpi: id, label: labelOf(catalog, id), status: standing?.status ?? "unknown" },
      sentence: standing?.sentence ?? "It has not been judged yet.",
      owner: kpi?.owner === undefined ? null : nameOf(catalog, kpi.owner),
      alerts: (alerts.get(id) ?? []).map(({ severity, opened_at, acknowledged_at }) => ({
        ...{ severity, openedAt: Number(opened_at), acknowledged: acknowledged_at !== null },
      })),
      overdue: (acts.get(id) ?? []).filter((act) => isOverdue(act, today)).length,
      findings: findings.filter(({ subject }) => subject === `kpi ${id}`).length,
      signals: (signals.get(id) ?? []).filter((signal) => signal.grain === kpi?.grain && isNew(signal)).length,
      missed: expected.filter(({ score }) => score?.hit === false).length,
      unanswered: expected.filter(({ score }) => score === null).length,
    };
  });
};
