import type { DashboardAnswer } from "@sextant/model/api/answers/dashboard";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Finding } from "@sextant/model/problem/finding";
import type { Observation } from "@sextant/model/series/observation";
import type { Grain } from "@sextant/model/time/grain";
import { checkKept, gatherKnown } from "./as-known.ts";
import { shownGrain } from "./askable.ts";
import { type Gathered, type Gathering, gather, gatherElapsed } from "./gather.ts";
import { courseOf, type Memory } from "./memory.ts";
import { gatherToDate, nothingToDate, wantsNowcast, windowFor } from "./nowcast.ts";
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
  return [...new Set(resolveAll(all, catalog).flatMap(({ datasets, joined }) => [...datasets, ...joined]))];
};

/** Nothing is known of a part of a period: observations are kept of whole ones. */
const nothingElapsed: ReadonlyMap<string, Observation> = new Map();

/** What was known of the KPIs of a dashboard and their guardrails; throws invalid_request where that is not kept at a grain. */
const knownOfDashboard = async (
  gathering: Gathering,
  kpis: readonly ResolvedKpi[],
  grain: Grain | undefined,
): Promise<ReadonlyMap<Grain, Gathered>> => {
  const answer = await gatherKnown(
    gathering,
    kpis.flatMap(({ kpi }) => [kpi.id, ...kpi.guardrails]),
  );
  for (const { kpi } of kpis) checkKept(kpi, grain ?? kpi.grain, answer);
  return answer.gathered;
};

/** A dashboard with every tile: one question per grain, whatever the number of KPIs. */
export const answerDashboard = async (
  gathering: Gathering,
  id: string,
  asked: Grain | undefined,
  memory: Memory,
): Promise<DashboardAnswer> => {
  const { moment } = gathering;
  const { catalog, inForce } = moment;
  const dashboard = catalog.dashboards.get(id);
  if (dashboard === undefined) throw unknownName("dashboard", id, catalog.dashboards.keys());
  const grain = asked ?? dashboard.grain;
  const kpis = resolveAll(dashboard.kpis, catalog);
  const grainOf = new Map(kpis.map(({ kpi }) => [kpi.id, shownGrain(kpi, grain, moment)]));
  const shown = kpis.map(({ kpi }) => {
    const own = grainOf.get(kpi.id) ?? grain;
    return { metric: kpi.metric, grain: own, window: windowFor(kpi, own) };
  });
  const inGrain = kpis.filter(({ kpi }) => grainOf.get(kpi.id) === grain);
  const toDate = inGrain
    .filter(({ kpi }) => kpi.current_period === "to_date_like_for_like")
    .map(({ kpi }) => kpi.metric);
  const nowcasts = inGrain.filter(({ kpi }) => wantsNowcast(kpi)).map(({ kpi }) => kpi.metric);
  const [gathered, elapsed, earlierToDate] = await Promise.all([
    moment.known === null
      ? gather(gathering, [...shown, ...needsOf(dashboard.kpis, moment)])
      : knownOfDashboard(gathering, kpis, asked),
    moment.known === null ? gatherElapsed(gathering, [...new Set(toDate)], grain) : nothingElapsed,
    moment.known === null ? gatherToDate(gathering, [...new Set(nowcasts)], grain) : nothingToDate,
  ]);
  const standingOf = judgeAll(moment, gathered, memory);
  return {
    id,
    label: dashboard.label,
    description: dashboard.description ?? null,
    grain,
    now: moment.now,
    pinned: moment.pinned,
    known: moment.known,
    timeZone: catalog.calendar.timeZone,
    tiles: kpis.map((resolved) => {
      const tileGrain = moment.known === null ? (grainOf.get(resolved.kpi.id) ?? grain) : (asked ?? resolved.kpi.grain);
      const here = gathered.get(tileGrain);
      const all = here?.observations.get(resolved.metric.id) ?? [];
      const series = windowOf(all, resolved.kpi.window, tileGrain, moment);
      const standing = standingOf(resolved);
      const receipt = here?.receipts.get(resolved.metric.id) ?? "";
      const before = {
        elapsed: elapsed.get(resolved.metric.id),
        earlierToDate: wantsNowcast(resolved.kpi) ? earlierToDate.get(resolved.metric.id) : undefined,
      };
      return tileOf(
        resolved,
        { grain: tileGrain, all, series, ...before, standing, receipt, course: courseOf(resolved, memory, moment) },
        moment,
      );
    }),
    findings: countFindings(inForce.findings),
  };
};
