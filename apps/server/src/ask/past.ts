import { Problem } from "@sextant/model/problem/problem";
import type { JudgeInput } from "@sextant/model/standing/input";
import { type Gathering, gather } from "./gather.ts";
import { noMemory } from "./memory.ts";
import { resolvedKpi } from "./resolved.ts";
import { inputOf } from "./standings.ts";
import { unknownName } from "./unknown-name.ts";

/** Days of the past that a rule is replayed on. */
const daysBack = 2 * 366;

const daysOf = { day: 1, week: 7, month: 28, quarter: 90, year: 365 } as const;

/** How a KPI is judged, with the observations of its last two years; throws not_found. */
export const pastOf = async (gathering: Gathering, id: string): Promise<JudgeInput> => {
  const { moment } = gathering;
  const resolved = resolvedKpi(moment.catalog, id);
  if (resolved === undefined) throw unknownName("KPI", id, moment.catalog.kpis.keys());
  const { kpi, metric } = resolved;
  const window = Math.max(kpi.window, Math.ceil(daysBack / daysOf[kpi.grain]));
  const gathered = await gather(gathering, [{ metric: metric.id, grain: kpi.grain, window }]);
  const broken = gathered.get(kpi.grain)?.broken.get(metric.id);
  if (broken !== undefined && broken !== null) throw new Problem("source_unreadable", broken);
  return inputOf(moment, gathered, { ...resolved, kpi: { ...kpi, window } }, noMemory);
};
