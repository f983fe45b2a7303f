import type { DashboardAnswer } from "@sextant/model/api/answers/dashboard";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Finding } from "@sextant/model/problem/finding";
import type { Grain } from "@sextant/model/time/grain";
import type { KeptStanding } from "../store/standing.ts";
import { type Gathering, gather, gatherElapsed } from "./gather.ts";
import { type ResolvedKpi, resolvedKpi } from "./resolved.ts";
import { judgeAll, needsOf, windowOf } from "./standings.ts";
import { tileOf } from "./tile.ts";
import { unknownName } from "./unknown-name.ts";

/** Findings by severity. */
export const countFindings = (findings: readonly Finding[]): DashboardAnswer["findings"] => {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
};

const resolveAll = (ids: readonly string[], catalog: Catalog): ResolvedKpi[] =>
  ids.flatMap((id) => resolvedKpi(catalog, id) ?? []);

/** The datasets behind KPIs and their guardrails. */
export const datasetsBehind = (ids: readonly string[], catalog: Catalog): string[] => {
  const all = ids.flatMap((id) => [id, ...(catalog.kpis.get(id)?.guardrails ?? [])]);
  return [...new Set(resolveAll(all, catalog).flatMap((resolved) => resolved.datasets))];
};

/** A dashboard with every tile: one question per grain, whatever the number of KPIs. */
export const answerDashboard = async (
  gathering: Gathering,
  id: string,
  asked: Grain | undefined,
  kept: ReadonlyMap<string, KeptStanding>,
): Promise<DashboardAnswer> => {
  const { moment } = gathering;
  const { catalog, inForce } = moment;
  const dashboard = catalog.dashboards.get(id);
  if (dashboard === undefined) throw unknownName("dashboard", id, catalog.dashboards.keys());
  const grain = asked ?? dashboard.grain;
  const kpis = resolveAll(dashboard.kpis, catalog);
  const shown = kpis.map(({ kpi }) => ({ metric: kpi.metric, grain, window: kpi.window }));
  const toDate = kpis.filter(({ kpi }) => kpi.current_period === "to_date_like_for_like").map(({ kpi }) => kpi.metric);
  const [gathered, elapsed] = await Promise.all([
    gather(gathering, [...shown, ...needsOf(dashboard.kpis, moment)]),
    gatherElapsed(gathering, [...new Set(toDate)], grain),
  ]);
  const standingOf = judgeAll(moment, gathered, kept);
  const here = gathered.get(grain);
  return {
    id,
    label: dashboard.label,
    description: dashboard.description ?? null,
    grain,
    now: moment.now,
    pinned: moment.pinned,
    timeZone: catalog.calendar.timeZone,
    tiles: kpis.map((resolved) => {
      const all = here?.observations.get(resolved.metric.id) ?? [];
      const series = windowOf(all, resolved.kpi.window, grain, moment);
      const standing = standingOf(resolved);
      const receipt = here?.receipts.get(resolved.metric.id) ?? "";
      return tileOf(
        resolved,
        { grain, all, series, elapsed: elapsed.get(resolved.metric.id), standing, receipt },
        moment,
      );
    }),
    findings: countFindings(inForce.findings),
  };
};
