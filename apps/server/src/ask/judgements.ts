import type { Judgement } from "@sextant/model/standing/judgement";
import { type Gathering, gather } from "./gather.ts";
import type { Memory } from "./memory.ts";
import { meaningOf, resolvedKpi } from "./resolved.ts";
import { judgeAll, needsOf, windowOf } from "./standings.ts";

/** How every KPI of the workspace stands, with the observations it was judged from; `at` is the workspace's now. */
export const judgeEverything = async (
  gathering: Gathering,
  memory: Memory,
): Promise<{ at: number; judgements: Judgement[] }> => {
  const { moment } = gathering;
  const ids = [...moment.catalog.kpis.keys()];
  const gathered = await gather(gathering, needsOf(ids, moment));
  const standingOf = judgeAll(moment, gathered, memory);
  const judgements = ids.flatMap((id): Judgement[] => {
    const resolved = resolvedKpi(moment.catalog, id);
    if (resolved === undefined) return [];
    const { grain, window } = resolved.kpi;
    const here = gathered.get(grain);
    const version = moment.inForce.versions.get(`metric:${resolved.metric.id}`);
    return [
      {
        kpi: id,
        grain,
        standing: standingOf(resolved),
        observations: windowOf(here?.observations.get(resolved.metric.id) ?? [], window, grain, moment),
        definition: { version: version?.version ?? 0, hash: version?.hash ?? "" },
        meaning: meaningOf(resolved.kpi, moment.inForce.versions),
        receipt: here?.receipts.get(resolved.metric.id) ?? "",
      },
    ];
  });
  return { at: moment.now, judgements };
};
