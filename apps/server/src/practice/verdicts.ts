import type { AskAnswer } from "@sextant/model/api/answers/ask";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Direction } from "@sextant/model/metric/direction";
import { formatValue } from "@sextant/model/metric/format";
import { judgeBet, judgeGuardrail, type Measured, type Verdict } from "@sextant/model/practice/verdict";
import { Problem } from "@sextant/model/problem/problem";
import type { Observation } from "@sextant/model/series/observation";
import { parsePeriodKey, periodAt, shiftPeriod } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { workspaceNow } from "@sextant/model/workspace/now";
import { effectOf } from "@sextant/statistics/intervention/effect";
import {
  interventionById,
  type KeptIntervention,
  unjudgedInterventions,
  updateIntervention,
} from "../store/intervention.ts";
import type { Practice } from "./practice.ts";
import { type PracticeServices, readExpected } from "./services.ts";

/** Periods of history an act is held against: two seasons of weeks. */
const history = 104;

/** Periods after which a season repeats. */
const seasons: Record<Grain, number> = { day: 7, week: 52, month: 12, quarter: 4, year: 1 };

/** Which way is good; null where only a range or nothing is. */
const goodWay: Record<Direction, "up" | "down" | null> = {
  up_is_good: "up",
  down_is_good: "down",
  in_range: null,
  neutral: null,
};

type Series = AskAnswer["series"][number];

/** Where an act falls on the periods of a KPI. */
interface Placed {
  intervention: KeptIntervention;
  grain: Grain;
  from: string;
  to: string;
  actedAt: number;
  /** Its last watched period ends here, epoch ms. */
  ends: number;
}

const place = (intervention: KeptIntervention, catalog: Catalog): Placed => {
  const { calendar } = catalog;
  const kpi = catalog.kpis.get(intervention.kpi);
  if (kpi === undefined)
    throw new Problem("conflict", `${intervention.kpi} is no KPI any more.`, {
      hint: "An intervention is judged by its KPI; make it one again, or drop the intervention.",
    });
  const day = intervention.starts === null ? null : parsePeriodKey(intervention.starts, calendar);
  if (day === null)
    throw new Problem("conflict", "It has not been done yet.", { hint: "Say that it is done, and since when." });
  const acted = periodAt(day.start, kpi.grain, calendar);
  const last = shiftPeriod(acted, intervention.lag + intervention.watch - 1, calendar);
  const dayOf = (instant: number): string => periodAt(instant, "day", calendar).key;
  const first = shiftPeriod(acted, -history, calendar);
  return {
    ...{ intervention, grain: kpi.grain, actedAt: acted.start, ends: last.end },
    ...{ from: dayOf(first.start), to: dayOf(last.end) },
  };
};

const measure = (observations: readonly Observation[], { intervention, actedAt, grain }: Placed): Measured => {
  const over = observations.filter(({ current }) => !current);
  const acted = over.findIndex(({ start }) => start >= actedAt);
  const effect = effectOf({
    ...{ values: over.map(({ value }) => value), acted: acted === -1 ? over.length : acted },
    ...{ lag: intervention.lag, watch: intervention.watch, season: seasons[grain] },
  });
  if (effect.kind === "too_little_data") return { have: effect.have, need: effect.need };
  const { method, estimate, interval, confidence, before, after, periods } = effect;
  return { method, estimate, interval: [interval[0], interval[1]], confidence, before, after, periods };
};

/** The amount that was bet on, in the stored unit; null for a direction only, or where the unit has changed beyond reading it. */
const amountOf = (intervention: KeptIntervention, catalog: Catalog): number | null => {
  const reading = readExpected(intervention, catalog);
  return reading?.ok ? reading.value : null;
};

/** A question that cannot be answered now, which the verdict's own page says; it is tried again after the next landing. */
const refused = (error: unknown): null => {
  if (error instanceof Problem) return null;
  throw error;
};

/** Verdicts on interventions: when their time is up, or so far. */
export const verdictsOf = ({
  store,
  feed,
  definitions,
  ask,
  now,
}: PracticeServices): Pick<Practice, "verdict" | "judgeDue"> => {
  const seriesOf = async (kpi: string, placed: Placed): Promise<Series | null> => {
    const { grain, from, to } = placed;
    const { series } = await ask({ kpis: [kpi], metrics: [], grain, from, to, by: [], limit: 1 });
    return series[0] ?? null;
  };
  const guardrailOf = async (kpi: string, placed: Placed, catalog: Catalog): Promise<Verdict["guardrails"][number]> => {
    const defined = catalog.kpis.get(kpi);
    const metric = defined && catalog.metrics.get(defined.metric);
    const label = defined?.label ?? metric?.label ?? kpi;
    if (metric === undefined) return { kpi, label, outcome: "cannot_tell", effect: null };
    try {
      const series = await seriesOf(kpi, placed);
      const measured = series === null ? { have: 0, need: 1 } : measure(series.observations, placed);
      return { kpi, label, ...judgeGuardrail(measured, goodWay[metric.direction]) };
    } catch (error) {
      // A guardrail that cannot be asked by this grain says nothing about it; anything else is a failure.
      if (error instanceof Problem && error.code === "invalid_request")
        return { kpi, label, outcome: "cannot_tell", effect: null };
      throw error;
    }
  };
  const judge = async (intervention: KeptIntervention): Promise<Verdict> => {
    const { catalog, versions } = definitions.state();
    const placed = place(intervention, catalog);
    const series = await seriesOf(intervention.kpi, placed);
    const observations = series?.observations ?? [];
    const { direction } = intervention.expected;
    const bet = judgeBet({
      direction,
      by: amountOf(intervention, catalog),
      measured: measure(observations, placed),
      format: (change) =>
        series === null ? `${change}` : formatValue(change, series.unit, { signed: true, points: true }),
    });
    const watched = observations.filter(({ start }) => start >= placed.actedAt);
    const guardrails: Verdict["guardrails"] = [];
    for (const kpi of intervention.guardrails) guardrails.push(await guardrailOf(kpi, placed, catalog));
    const version = versions.get(`kpi:${intervention.kpi}`)?.version ?? 0;
    return {
      ...{ ...bet, guardrails, definitionChanged: version !== intervention.definitionVersion },
      final: workspaceNow(catalog, now()) >= placed.ends && watched.every(({ settled }) => settled),
      judgedAt: now(),
    };
  };
  const keep = async (intervention: KeptIntervention, verdict: Verdict): Promise<void> => {
    const judged: KeptIntervention = {
      ...intervention,
      ...{ verdict, state: "judged", revision: intervention.revision + 1, updatedAt: now() },
    };
    const event = await store.db.transaction().execute(async (transaction) => {
      if (!(await updateIntervention(transaction, judged))) return null;
      return feed.record(transaction, {
        type: "intervened",
        intervention: judged.id,
        kpi: judged.kpi,
        state: "judged",
      });
    });
    if (event !== null) feed.publish(event);
  };
  return {
    verdict: async (id) => {
      const intervention = await interventionById(store, id);
      if (intervention === null) throw new Problem("not_found", "There is no such intervention.");
      return intervention.verdict ?? judge(intervention);
    },
    judgeDue: async () => {
      const { catalog } = definitions.state();
      let judged = 0;
      for (const intervention of await unjudgedInterventions(store)) {
        if (!catalog.kpis.has(intervention.kpi) || intervention.starts === null) continue;
        if (place(intervention, catalog).ends > workspaceNow(catalog, now())) continue;
        const verdict = await judge(intervention).catch(refused);
        if (verdict?.final !== true) continue;
        await keep(intervention, verdict);
        judged += 1;
      }
      return judged;
    },
  };
};
