import type { Observation } from "@sextant/model/series/observation";
import type { JudgeInput } from "@sextant/model/standing/input";
import { judge } from "@sextant/model/standing/judge";
import type { Standing } from "@sextant/model/standing/status";
import { periodAt, shiftPeriod } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { durationOf } from "@sextant/semantic/duration";
import { enteredAs } from "@sextant/semantic/entered";
import type { Gathered, Need } from "./gather.ts";
import { limitsOf } from "./limits.ts";
import { type Memory, shiftsOf } from "./memory.ts";
import type { Moment } from "./moment.ts";
import { meaningOf, type ResolvedKpi, resolvedKpi } from "./resolved.ts";

/** The observations of a KPI's window, without the periods before anything was reported. */
export const windowOf = (
  observations: readonly Observation[],
  window: number,
  grain: Grain,
  moment: Moment,
): Observation[] => {
  const { calendar } = moment.catalog;
  const start = shiftPeriod(periodAt(moment.now, grain, calendar), -window, calendar).start;
  const within = observations.filter((observation) => observation.start >= start);
  const known = within.findIndex((observation) => observation.presence !== "unknown");
  return known === -1 ? [] : within.slice(known);
};

/** The latest row that every one of some datasets has reached, epoch ms; null when one has none. */
export const watermarkOf = ({ datasets }: { datasets: readonly string[] }, { coverage }: Moment): number | null =>
  datasets.reduce<number | null>((least, id) => {
    const watermark = coverage.get(id)?.watermark ?? null;
    return least === null || watermark === null ? null : Math.min(least, watermark);
  }, Number.POSITIVE_INFINITY);

/** What the data behind a KPI covers: null where a period is covered by its own entry only. */
export const coveredOf = (resolved: ResolvedKpi, moment: Moment): number | null =>
  enteredAs(resolved.metric) === null ? watermarkOf(resolved, moment) : null;

/**
 * Why a dataset could not be read: one without any row, or one whose source cannot be pulled (which says so only when it is wrong, or away longer
 * than it promised). A file that cannot be read goes on with the rows it gave until they are stale.
 */
const unreadOf = ({ datasets, joined }: ResolvedKpi, { catalog, coverage, problems }: Moment): string | null => {
  const isPulled = (id: string): boolean => catalog.datasets.get(id)?.source?.from !== undefined;
  const unread = [...datasets, ...joined].find(
    (id) => problems.has(id) && (isPulled(id) || (coverage.get(id)?.watermark ?? null) === null),
  );
  return unread === undefined ? null : (problems.get(unread) ?? null);
};

/**
 * Until when each dataset behind a KPI is known, epoch ms: to its newest row; one whose columns are only joined says how things
 * are, so it is known until it last landed. Null without rows.
 */
export const knownUntil = (
  { datasets, joined }: ResolvedKpi,
  { landed }: Moment,
): [id: string, until: number | null][] => {
  const watermark = (id: string): number | null => landed.get(id)?.watermark ?? null;
  const landing = (id: string): number | null => {
    const newest = watermark(id);
    return newest === null ? null : Math.max(newest, landed.get(id)?.landedAt ?? newest);
  };
  return [
    ...datasets.map((id): [string, number | null] => [id, watermark(id)]),
    ...joined.map((id): [string, number | null] => [id, landing(id)]),
  ];
};

/** How many of its own lengths after its end an entered value is still news: the next one is over, and was due half a length ago. */
const entryHolds = 1.5;

/** An entered value is as old as the last period that has one. */
const entryFreshness = (observations: readonly Observation[], now: number) => {
  const last = observations.findLast(({ presence }) => presence === "value");
  if (last === undefined) return { watermark: null, staleAfter: 0 };
  return { watermark: Math.min(now, last.end), staleAfter: entryHolds * (last.end - last.start) };
};

/** Whether a dataset behind the KPI is older than it may be, or empty. */
export const isStale = (resolved: ResolvedKpi, moment: Moment): boolean =>
  knownUntil(resolved, moment).some(([id, until]) => {
    const staleAfter = durationOf(moment.catalog.datasets.get(id)?.stale_after ?? "2d");
    return until === null || moment.now - until > staleAfter;
  });

/** The dataset that is nearest to being stale decides how old the data is, the one that reaches least how far it goes. */
const freshnessOf = (
  resolved: ResolvedKpi,
  observations: readonly Observation[],
  moment: Moment,
  broken: string | null,
) => {
  const covered = coveredOf(resolved, moment);
  if (enteredAs(resolved.metric) !== null) return { ...entryFreshness(observations, moment.now), covered, broken };
  const slacks = knownUntil(resolved, moment).map(([id, watermark]) => {
    const staleAfter = durationOf(moment.catalog.datasets.get(id)?.stale_after ?? "2d");
    return { watermark, staleAfter };
  });
  const empty = slacks.find((one) => one.watermark === null);
  const due = (one: { watermark: number | null; staleAfter: number }): number => (one.watermark ?? 0) + one.staleAfter;
  const nearest = [...slacks].sort((a, b) => due(a) - due(b))[0];
  return {
    ...(empty ?? nearest ?? { watermark: null, staleAfter: 0 }),
    covered,
    broken: broken ?? unreadOf(resolved, moment),
  };
};

/** What has to be gathered to judge these KPIs: their own series and their guardrails'. */
export const needsOf = (ids: readonly string[], moment: Moment): Need[] =>
  ids
    .flatMap((id) => [id, ...(moment.catalog.kpis.get(id)?.guardrails ?? [])])
    .flatMap((id) => {
      const kpi = moment.catalog.kpis.get(id);
      return kpi === undefined ? [] : [{ metric: kpi.metric, grain: kpi.grain, window: kpi.window }];
    });

/** What a KPI is judged from, without guardrails and without the standing before. */
export const inputOf = (
  moment: Moment,
  gathered: ReadonlyMap<Grain, Gathered>,
  resolved: ResolvedKpi,
  memory: Memory,
): JudgeInput => {
  const { kpi, metric, bands, target, rule, format } = resolved;
  const here = gathered.get(kpi.grain);
  const observations = windowOf(here?.observations.get(metric.id) ?? [], kpi.window, kpi.grain, moment);
  return {
    observations,
    direction: metric.direction,
    bands,
    target,
    controlLimits: limitsOf(observations, watermarkOf(resolved, moment), shiftsOf(resolved, memory, moment)),
    rule,
    freshness: freshnessOf(resolved, observations, moment, here?.broken.get(metric.id) ?? null),
    guardrails: [],
    currentMode: kpi.current_period,
    previous: null,
    override: memory.overrides.get(`${kpi.id} ${kpi.grain}`) ?? null,
    now: moment.now,
    format,
  };
};

/** Judges KPIs at their own grains. Guardrails are judged without their own guardrails, so that two may guard each other. */
export const judgeAll = (
  moment: Moment,
  gathered: ReadonlyMap<Grain, Gathered>,
  memory: Memory,
): ((resolved: ResolvedKpi) => Standing) => {
  const previousOf = ({ kpi }: ResolvedKpi): Standing | null => {
    const before = memory.standings.get(`${kpi.id} ${kpi.grain}`);
    return before === undefined || before.meaning !== meaningOf(kpi, moment.inForce.versions) || before.at > moment.now
      ? null
      : before.standing;
  };
  const judgeOne = (resolved: ResolvedKpi, guardrails: JudgeInput["guardrails"]): Standing =>
    judge({ ...inputOf(moment, gathered, resolved, memory), guardrails, previous: previousOf(resolved) });
  const bare = new Map<string, Standing>();
  const bareOf = (resolved: ResolvedKpi): Standing => {
    const known = bare.get(resolved.kpi.id) ?? judgeOne(resolved, []);
    bare.set(resolved.kpi.id, known);
    return known;
  };
  return (resolved) => {
    const guardrails = resolved.kpi.guardrails.flatMap((id) => {
      const guardrail = resolvedKpi(moment.catalog, id);
      return guardrail === undefined ? [] : [{ kpi: id, label: guardrail.label, status: bareOf(guardrail).status }];
    });
    return guardrails.length === 0 ? bareOf(resolved) : judgeOne(resolved, guardrails);
  };
};
