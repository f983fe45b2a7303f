import type { FeedEvent } from "@sextant/model/api/feed";
import type { Catalog } from "@sextant/model/definition/catalog";
import { Problem } from "@sextant/model/problem/problem";
import { periodAt } from "@sextant/model/time/arithmetic";
import { pinnedInstant } from "@sextant/model/workspace/now";
import { durationOf } from "@sextant/semantic/duration";
import { datasetsOf } from "@sextant/semantic/kinds/kinds";
import type { Ask } from "../ask/ask.ts";
import { minute } from "../ask/moment.ts";
import type { Evaluate } from "../evaluate/evaluate.ts";
import type { Feed } from "../feed/feed.ts";
import type { DatasetFreshness } from "../intake/intake.ts";
import type { Rollups } from "../warehouse/rollups.ts";
import { type DriftReading, watchAlerts } from "./alerts.ts";

/** Milliseconds facts are collected before answers are computed anew, so that a burst of batches costs one computation. */
const gatherFor = 20;

/** Milliseconds open pages have to ask for what was computed, before the thread is busy with judging. */
const letAsk = 60;

/** Longest time between two looks at the clock, so that a machine that slept catches up. */
const longestSleep = 3_600_000;

/** Longest rest after a computation. Resting as long as it took leaves landings half of the machine while they do not stop. */
const longestRest = 1000;

export interface ClockServices {
  feed: Feed;
  ask: Ask;
  evaluate: Evaluate;
  practice: { judgeDue(): Promise<number> };
  reviews: { scoreDue(): Promise<number> };
  personal: { buildPlans(): Promise<number>; remind(): Promise<number> };
  rollups: Pick<Rollups, "refresh">;
  definitions: { state(): { catalog: Catalog } };
  /** What drifted under the definitions. */
  drift: DriftReading;
  freshness: () => ReadonlyMap<string, DatasetFreshness>;
  /** The server's clock, epoch ms. */
  now: () => number;
  /** Where a failed refresh is reported; the next fact tries again. */
  report: (error: unknown) => void;
}

export interface Clock {
  /** Computes and evaluates everything now; resolves when that is done. */
  refresh(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** The next instant at which a standing may change without data: a day ends, or a dataset becomes stale, on the answers' clock. */
export const nextChange = (catalog: Catalog, freshness: ReadonlyMap<string, DatasetFreshness>, now: number): number => {
  const stale = [...freshness.values()].flatMap(({ dataset, watermark }) => {
    const after = durationOf(catalog.datasets.get(dataset)?.stale_after ?? "2d");
    return watermark === null ? [] : [Math.ceil((watermark + after + 1) / minute) * minute];
  });
  return Math.min(periodAt(now, "day", catalog.calendar).end, ...stale.filter((instant) => instant > now));
};

const kpisReading = (catalog: Catalog, datasets: readonly string[]): string[] =>
  [...catalog.kpis.values()]
    .filter((kpi) => datasetsOf(kpi.metric, catalog).some((dataset) => datasets.includes(dataset)))
    .map((kpi) => kpi.id);

/** Starts the door that time and facts come through: what landed or was applied is computed, told, and evaluated. */
export const startClock = ({
  feed,
  ask,
  evaluate,
  practice,
  reviews,
  personal,
  definitions,
  drift,
  rollups,
  freshness,
  now,
  report,
}: ClockServices): Clock => {
  const pending = new Set<string>();
  /** Whether there is anything to compute: a status that was set needs no new rows. */
  let wanted = false;
  const failing = new Set<string>();
  let work: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let alarm: NodeJS.Timeout | null = null;
  let stopped = false;
  /** Milliseconds of the next rest, and until when the present one lasts. */
  let [rest, rested] = [gatherFor, 0];
  const alerts = watchAlerts({ ask, evaluate, drift, freshness });

  const compute = async (datasets: string[]): Promise<void> => {
    const { catalog } = definitions.state();
    await rollups.refresh(catalog, datasets, "little");
    ask.invalidate(datasets);
    for (const id of catalog.dashboards.keys()) await ask.dashboard(id);
    if (datasets.length > 0) await feed.append({ type: "computed", datasets, kpis: kpisReading(catalog, datasets) });
    // Whoever looks at a page asks for it now: they are answered before anything is judged.
    await new Promise((resolve) => setTimeout(resolve, letAsk));
    // Where limits start anew decides how a KPI stands, so its history is studied first.
    const studied = await evaluate.study(await ask.histories());
    if (studied.length > 0) ask.remembered();
    const evaluated = await ask.judgements();
    const { learned, standings } = await evaluate.record(evaluated, studied);
    if (learned.length > 0 || standings.length > 0) ask.remembered();
    if (learned.length > 0) await feed.append({ type: "learned", kpis: learned });
    const drifted = await evaluate.recordIdentities(await ask.identities());
    if (drifted.length > 0) await feed.append({ type: "drifted", definitions: drifted });
    await alerts.judge(catalog, evaluated);
    await practice.judgeDue();
    await reviews.scoreDue();
    await personal.buildPlans();
    await personal.remind();
    await rollups.refresh(catalog, datasets, "all");
  };
  const computePending = async (): Promise<void> => {
    const datasets = [...pending];
    pending.clear();
    wanted = false;
    const began = performance.now();
    try {
      if (!stopped) await compute(datasets);
    } catch (error) {
      // A busy or failing engine must not end the clock: the answers stay invalid and are computed when next asked for.
      if (!(error instanceof Problem && error.code === "overloaded")) report(error);
    }
    rest = Math.min(Math.max(performance.now() - began, gatherFor), longestRest);
  };
  const begin = (): Promise<void> => {
    work ??= computePending().finally(() => {
      work = null;
      rested = performance.now() + rest;
      if (wanted) soon([]);
      sleep();
    });
    return work;
  };
  const soon = (datasets: Iterable<string>): void => {
    for (const dataset of datasets) pending.add(dataset);
    wanted = true;
    if (timer !== null || work !== null || stopped) return;
    const wait = Math.max(gatherFor, rested - performance.now());
    timer = setTimeout(() => {
      timer = null;
      void begin();
    }, wait);
  };
  const everything = (): string[] => [...definitions.state().catalog.datasets.keys()];
  const sleep = (): void => {
    if (alarm !== null) clearTimeout(alarm);
    alarm = null;
    const { catalog } = definitions.state();
    const changes =
      pinnedInstant(catalog) === null ? nextChange(catalog, freshness(), now()) : Number.POSITIVE_INFINITY;
    const due = Math.min(changes, alerts.due() ?? Number.POSITIVE_INFINITY);
    if (stopped || due === Number.POSITIVE_INFINITY) return;
    const wait = Math.min(Math.max(due - now(), 1000), longestSleep);
    alarm = setTimeout(() => (now() >= due ? soon(everything()) : sleep()), wait);
    alarm.unref();
  };

  /** A pull that fails, or goes well again, changes standings without a landing. */
  const hearPull = (dataset: string, hasFailed: boolean): void => {
    if (hasFailed) failing.add(dataset);
    else if (!failing.delete(dataset)) return;
    soon([dataset]);
  };
  const hear = (event: FeedEvent): void => {
    if (event.type === "landed") soon([event.dataset]);
    if (event.type === "pulled") hearPull(event.dataset, event.outcome === "failed");
    if (event.type === "applied") soon(everything());
    if (event.type === "overridden") soon([]);
    // Limits start anew where somebody acted; a verdict on the act moves none.
    if (event.type === "intervened" && (event.state === "done" || event.state === "dropped")) soon([]);
  };
  const unsubscribe = feed.subscribe(hear);
  return {
    refresh: async () => {
      await work;
      for (const dataset of everything()) pending.add(dataset);
      wanted = true;
      await begin();
    },
    idle: async () => {
      while (timer !== null || work !== null) await (work ?? new Promise((resolve) => setTimeout(resolve, gatherFor)));
    },
    stop: async () => {
      stopped = true;
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
      if (alarm !== null) clearTimeout(alarm);
      await work;
    },
  };
};
