import { Problem } from "@sextant/model/problem/problem";
import type { Observation } from "@sextant/model/series/observation";
import type { Calendar } from "@sextant/model/time/calendar";
import { type Grain, grains } from "@sextant/model/time/grain";
import { knownInstant } from "@sextant/model/time/known";
import type { LandedState, Landings } from "../store/landing.ts";
import type { KeptReceipt } from "../store/receipt.ts";
import type { InForce } from "./ask.ts";
import type { Gathered, Gathering } from "./gather.ts";
import { type LearnedOf, readAsKnown } from "./learned.ts";
import { type Moment, takeMoment } from "./moment.ts";

/** Reads "as known on" as an instant (epoch ms); null when it was not asked for; throws invalid_request. */
export const readKnown = (text: string | undefined, calendar: Calendar): number | null => {
  if (text === undefined) return null;
  const at = knownInstant(text, calendar);
  if (at !== null) return at;
  throw new Problem("invalid_request", `known is ${JSON.stringify(text)}, which is not a date.`, {
    hint: "Write a local date such as 2026-03-03, or an instant such as 2026-03-03T12:00:00Z.",
  });
};

/** The moment as it was at an earlier instant: with what had landed by then, and the definitions of today. */
export const momentAsKnown = async (
  inForce: InForce,
  landings: Landings,
  problems: ReadonlyMap<string, string>,
  at: number,
): Promise<Moment> => {
  const states = new Map<string, LandedState>();
  for (const id of inForce.catalog.datasets.keys()) states.set(id, await landings.asOf(id, at));
  const state = (id: string): LandedState => states.get(id) ?? landings.state(id);
  return takeMoment(inForce, { state, mark: () => landings.mark() }, problems, [], at, at);
};

/** What is known now, whatever the clock said when it was learned. */
const isNow = ({ moment, at }: Gathering): boolean => moment.known !== null && moment.known >= at;

/** Stored observations of KPIs, as if they had been gathered from the facts, with the receipt they share. */
export interface KnownGathered {
  gathered: Map<Grain, Gathered>;
  kept: KeptReceipt;
}

const observationOf = ({ learned }: LearnedOf): Observation => {
  const { knownAt: _, definition: __, receipt: ___, ...observation } = learned;
  return { ...observation, current: false };
};

/** Observations by metric; of KPIs on one metric each period is what was learned last. */
const byMetric = (learned: readonly LearnedOf[], { catalog }: Moment): Map<string, Observation[]> => {
  const latest = new Map<string, Map<string, LearnedOf>>();
  for (const one of learned) {
    const metric = catalog.kpis.get(one.kpi)?.metric;
    if (metric === undefined) continue;
    const periods = latest.get(metric) ?? new Map<string, LearnedOf>();
    latest.set(metric, periods);
    const before = periods.get(one.learned.periodKey);
    if (before === undefined || before.learned.knownAt < one.learned.knownAt) periods.set(one.learned.periodKey, one);
  }
  return new Map(
    [...latest].map(([metric, periods]) => [
      metric,
      [...periods.values()].map(observationOf).sort((a, b) => a.start - b.start),
    ]),
  );
};

/** What was known of KPIs at the moment's instant, by grain: one statement, whatever their number. */
export const gatherKnown = async (gathering: Gathering, kpis: readonly string[]): Promise<KnownGathered> => {
  const { moment } = gathering;
  const { learned, kept } = await readAsKnown(gathering, kpis, isNow(gathering) ? null : moment.known);
  gathering.receipts.push(kept);
  const gathered = grains.flatMap((grain): [Grain, Gathered][] => {
    const here = learned.filter((one) => one.grain === grain);
    if (here.length === 0) return [];
    const observations = byMetric(here, moment);
    const receipts = new Map([...observations.keys()].map((metric) => [metric, kept.receipt.id]));
    return [[grain, { grain, receipts, observations, broken: new Map() }]];
  });
  return { gathered: new Map(gathered), kept };
};

/** The bound of what is read of the past: null for everything there is. */
export const knownUntil = (gathering: Gathering): number | null => (isNow(gathering) ? null : gathering.moment.known);

/** Throws invalid_request when nothing was kept of a KPI at a grain: what was known is stored, not computed. */
export const checkKept = (
  kpi: { id: string; grain: Grain; metric: string },
  grain: Grain,
  { gathered }: KnownGathered,
): void => {
  if (grain === kpi.grain || gathered.get(grain)?.observations.has(kpi.metric)) return;
  throw new Problem("invalid_request", `What was known of "${kpi.id}" is not kept by ${grain}.`, {
    hint: `It is kept by the grain it is judged at: ask by ${kpi.grain}, or leave "known" out.`,
  });
};

/** Throws invalid_request for slices and conditions: observations are kept of the whole. */
export const checkWhole = ({ by, where }: { by: readonly string[]; where?: string | undefined }): void => {
  if (by.length === 0 && where === undefined) return;
  throw new Problem("invalid_request", "What was known is kept of the whole, without slices and conditions.", {
    hint: 'Leave out "by" and "where", or leave "known" out.',
  });
};
