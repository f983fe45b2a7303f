import type { GateAnswer } from "@sextant/model/api/answers/gate";
import type { Catalog } from "@sextant/model/definition/catalog";
import { suggestCadence } from "@sextant/model/kpi/gate/cadence";
import { gamingTest } from "@sextant/model/kpi/gate/gaming";
import { type Guard, proposeGuardrails } from "@sextant/model/kpi/gate/guardrails";
import { targetHistory } from "@sextant/model/kpi/gate/target-history";
import { traitsOf } from "@sextant/model/metric/metric";
import { replayStatuses } from "@sextant/model/standing/replay";
import { paceAt } from "@sextant/model/standing/target";
import { datasetsOf, kindOf } from "@sextant/semantic/kinds/kinds";
import { movesWithin } from "@sextant/statistics/rhythm/moves-within";
import { type Gathering, gather } from "./gather.ts";
import { noMemory } from "./memory.ts";
import { type ResolvedKpi, resolvedKpi } from "./resolved.ts";
import { inputOf, windowOf } from "./standings.ts";

/** What the gate says of a draft from history and the other KPIs; what it lacks is said by the checks. */
export type GateView = Omit<GateAnswer, "findings" | "yaml">;

/** Past periods looked at: enough for a year of months, and half a year of weeks. */
const periodsBack = 26;

/** What can be said of a draft whose definitions have errors. */
export const emptyGate: GateView = {
  unit: null,
  grain: null,
  history: [],
  replay: null,
  target: null,
  cadence: null,
  gaming: null,
  guardrails: [],
};

/** The metrics a metric stands on, itself included. */
const baseOf = (id: string, catalog: Catalog, seen = new Set<string>()): Set<string> => {
  const metric = catalog.metrics.get(id);
  if (metric === undefined || seen.has(id)) return seen;
  seen.add(id);
  for (const base of kindOf(metric).builtOn(metric)) baseOf(base, catalog, seen);
  return seen;
};

const guardOf = ({ kpi, metric, label }: ResolvedKpi, catalog: Catalog, bases: ReadonlySet<string>): Guard => {
  const { qualitative, rollup } = traitsOf(metric);
  const own = baseOf(metric.id, catalog);
  return {
    id: kpi.id,
    label,
    sources: datasetsOf(metric.id, catalog),
    qualitative: qualitative === true,
    isVolume: rollup === "sum",
    isRelated: bases.has(metric.id) || [...own].some((id) => bases.has(id)),
    departments: kpi.departments,
  };
};

const guardrailsFor = (draft: ResolvedKpi, catalog: Catalog): GateView["guardrails"] => {
  const bases = baseOf(draft.metric.id, catalog);
  const others = [...catalog.kpis.keys()].flatMap((id) => {
    const resolved = resolvedKpi(catalog, id);
    return resolved === undefined || id === draft.kpi.id ? [] : [guardOf(resolved, catalog, bases)];
  });
  return proposeGuardrails(guardOf(draft, catalog, new Set()), others);
};

const countStatuses = (statuses: readonly string[]): GateView["replay"] => {
  const of = (status: string): number => statuses.filter((one) => one === status).length;
  return { green: of("green"), yellow: of("yellow"), red: of("red"), unknown: of("unknown") };
};

/** Looks at a draft of a KPI in proposed definitions: its metric's past, judged as the draft says. */
export const answerGate = async (gathering: Gathering, id: string): Promise<GateView> => {
  const { moment } = gathering;
  const resolved = resolvedKpi(moment.catalog, id);
  if (resolved === undefined) return emptyGate;
  const { kpi, metric, target, bands, unit } = resolved;
  const window = Math.max(kpi.window, periodsBack);
  const gathered = await gather(gathering, [{ metric: metric.id, grain: kpi.grain, window }]);
  const observations = windowOf(gathered.get(kpi.grain)?.observations.get(metric.id) ?? [], window, kpi.grain, moment);
  const past = observations.filter(({ current, end }) => !current && end <= moment.now);
  const wide = { ...resolved, kpi: { ...kpi, window } };
  const isJudged = bands !== null || target !== null;
  const replayed = isJudged ? replayStatuses(inputOf(moment, gathered, wide, noMemory)) : [];
  const statusAt = new Map(replayed.map(({ periodKey, status }) => [periodKey, status]));
  const values = past.map(({ value }) => value);
  const last = past.at(-1);
  const wanted = target === null || last === undefined ? null : paceAt(target, last.end);
  const movement = movesWithin(values.filter((value) => value !== null));
  return {
    unit,
    grain: kpi.grain,
    history: past.map(({ periodKey, start, value }) => ({
      periodKey,
      start,
      value,
      status: statusAt.get(periodKey) ?? null,
    })),
    replay: isJudged ? countStatuses(replayed.map(({ status }) => status)) : null,
    target: wanted === null ? null : targetHistory(values, wanted, metric.direction, kpi.grain),
    cadence: suggestCadence(kpi.grain, movement.kind === "movement" ? movement.steps : undefined),
    gaming: gamingTest(traitsOf(metric), metric.direction),
    guardrails: guardrailsFor(resolved, moment.catalog),
  };
};
