import type { UnitView } from "@sextant/model/api/answers/tile";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Kpi } from "@sextant/model/kpi/kpi";
import { type Cycle, readCycle, windowOf } from "@sextant/model/objective/cycle";
import type { KeyResult, Objective } from "@sextant/model/objective/objective";
import { type Aim, type Doubt, type Progress, progressOf } from "@sextant/model/objective/progress";
import { Problem } from "@sextant/model/problem/problem";
import type { Observation } from "@sextant/model/series/observation";
import { readAmount } from "@sextant/model/standing/amount";
import { readTarget } from "@sextant/model/standing/read-target";
import type { StatusReason } from "@sextant/model/standing/status";
import { periodAt } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import type { KeptStanding } from "../store/standing.ts";
import type { PracticeServices } from "./services.ts";

/** A key result with what its definition means. */
export interface ReadKeyResult {
  objective: Objective;
  result: KeyResult;
  kpi: Kpi;
  label: string;
  kpiLabel: string;
  unit: UnitView;
  aim: Aim;
}

/** A key result with the observations of its window and how far it is. */
export interface MeasuredKeyResult extends ReadKeyResult {
  observations: readonly Observation[];
  progress: Progress;
}

/** The key results of an objective that can be read; the checks have said what cannot. */
export const readKeyResults = (objective: Objective, catalog: Catalog): ReadKeyResult[] => {
  const cycle = readCycle(objective.cycle, catalog.calendar);
  return objective.key_results.flatMap((result): ReadKeyResult[] => {
    const kpi = catalog.kpis.get(result.kpi);
    const metric = catalog.metrics.get(kpi?.metric ?? "");
    const measure = catalog.units.get(metric?.unit ?? "");
    const window: Cycle | null = cycle === null ? null : windowOf(result, cycle, catalog.calendar);
    if (kpi === undefined || metric === undefined || measure === undefined || window === null) return [];
    const target = readAmount(result.target, measure);
    const baseline = result.baseline === undefined ? null : readAmount(result.baseline, measure);
    if (!target.ok || (baseline !== null && !baseline.ok)) return [];
    const curve =
      result.pace === "target" && kpi.target !== undefined
        ? readTarget(kpi.target, measure, catalog.calendar.timeZone).target
        : null;
    const { label, symbol, position, scale, decimals } = measure;
    const kpiLabel = kpi.label ?? metric.label;
    return [
      {
        ...{ objective, result, kpi, kpiLabel, label: result.label ?? kpiLabel },
        unit: { id: metric.unit, label, symbol, position, scale, decimals },
        aim: {
          ...{ baseline: baseline?.value ?? null, target: target.value, window, curve },
          direction: metric.direction,
        },
      },
    ];
  });
};

/** Reasons of a kept standing that speak of the data, not of the value. */
const ofData: readonly StatusReason[] = ["stale", "no_data", "error", "incomplete", "insufficient_sample"];

const doubtOf = (standing: KeptStanding | undefined): Doubt | null => {
  if (standing === undefined || standing.standing.status !== "unknown") return null;
  const { reason, sentence } = standing.standing;
  return ofData.includes(reason) ? { reason, sentence } : null;
};

/** KPIs of one question. */
const most = 50;

type Fetched = Map<string, readonly Observation[] | Problem>;

/** Observations of KPIs of one grain between two days; a KPI that cannot be asked keeps its problem to itself. */
const fetchAll = async (
  kpis: readonly string[],
  asked: { grain: Grain; from: string; to: string },
  ask: PracticeServices["ask"],
): Promise<Fetched> => {
  try {
    const { series } = await ask({ kpis: [...kpis], metrics: [], by: [], limit: 1, ...asked });
    return new Map(series.flatMap(({ kpi, observations }) => (kpi === null ? [] : [[kpi, observations] as const])));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const [only] = kpis;
    if (kpis.length === 1 && only !== undefined) return new Map([[only, error]]);
    const found: Fetched = new Map();
    for (const kpi of kpis) for (const [key, value] of await fetchAll([kpi], asked, ask)) found.set(key, value);
    return found;
  }
};

interface Moment {
  catalog: Catalog;
  standings: ReadonlyMap<string, KeptStanding>;
  /** The workspace's now, epoch ms. */
  now: number;
}

/** What a key result may rest on: settled periods, and those the KPI itself was judged by. */
const trusted = (observations: readonly Observation[], judged: string | undefined): Observation[] => {
  const last = observations.findLastIndex(({ settled, periodKey }) => settled || periodKey === judged);
  return observations.slice(0, last + 1);
};

const measureOne = (one: ReadKeyResult, fetched: Fetched, { standings, now }: Moment): MeasuredKeyResult => {
  const found = fetched.get(one.kpi.id);
  const kept = standings.get(`${one.kpi.id} ${one.kpi.grain}`);
  const doubt: Doubt | null = found instanceof Problem ? { reason: "error", sentence: found.message } : doubtOf(kept);
  const { start, end } = one.aim.window;
  const all = found instanceof Problem || found === undefined ? [] : found;
  const observations = all.filter((observation) => observation.end > start && observation.start < end);
  const progress = progressOf(one.aim, trusted(observations, kept?.standing.periodKey), { now, doubt });
  return { ...one, observations, progress };
};

/** Measures key results from their KPIs' observations, with one question per grain and fifty KPIs. */
export const measureKeyResults = async (
  read: readonly ReadKeyResult[],
  moment: Moment,
  ask: PracticeServices["ask"],
): Promise<MeasuredKeyResult[]> => {
  const { calendar } = moment.catalog;
  const dayOf = (instant: number): string => periodAt(instant, "day", calendar).key;
  const begun = read.filter(({ aim }) => aim.window.start < moment.now);
  const fetched: Fetched = new Map();
  for (const [grain, group] of Map.groupBy(begun, ({ kpi }) => kpi.grain)) {
    const from = dayOf(Math.min(...group.map(({ aim }) => aim.window.start)));
    const to = dayOf(Math.max(...group.map(({ aim }) => aim.window.end)));
    const kpis = [...new Set(group.map(({ kpi }) => kpi.id))];
    for (let at = 0; at < kpis.length; at += most)
      for (const [kpi, found] of await fetchAll(kpis.slice(at, at + most), { grain, from, to }, ask))
        fetched.set(kpi, found);
  }
  return read.map((one) => measureOne(one, fetched, moment));
};
