import type { Catalog } from "@sextant/model/definition/catalog";
import { Problem } from "@sextant/model/problem/problem";
import type { Source } from "@sextant/model/source/source";
import type { Feed } from "../feed/feed.ts";
import type { Sources } from "../intake/sources/sources.ts";
import { datasetsOf } from "../intake/sources/sources.ts";
import { nextDue } from "./due.ts";

/** Milliseconds between two looks at the clock: what a jump of it, or a sleep of the machine, may cost. */
const longestSleep = 15_000;

/** What the schedules of sources need. */
export interface ScheduleServices {
  feed: Feed;
  sources: Pick<Sources, "start" | "isRunning" | "lastDue">;
  catalog: () => Catalog;
  /** The server's clock, epoch ms. */
  now: () => number;
  report: (error: unknown) => void;
}

/** Pulls sources when they are due. */
export interface Schedules {
  /** Looks at the clock now, and begins what is due. */
  tick(): Promise<void>;
  /** When a source is due next, epoch ms; null when it is pulled by hand. */
  next(source: Source): Promise<number | null>;
  stop(): void;
}

/** Starts to look at the clock. A source that was never pulled is due at once, with or without a schedule. */
export const startSchedules = ({ feed, sources, catalog, now, report }: ScheduleServices): Schedules => {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const next: Schedules["next"] = async (source) => {
    const last = await sources.lastDue(source.id);
    if (last === null) return now();
    return nextDue(source, catalog().calendar.timeZone, last, now());
  };
  const begin = async (source: Source): Promise<void> => {
    if (sources.isRunning(source.id) || datasetsOf(catalog(), source.id).length === 0) return;
    const last = await sources.lastDue(source.id);
    const due = await next(source);
    if (due === null || due > now()) return;
    try {
      await sources.start(source.id, { cause: last === null ? "first" : "schedule", dueAt: now() });
    } catch (error) {
      // Another process, or a person, was faster.
      if (!(error instanceof Problem && error.code === "conflict")) report(error);
    }
  };
  const tick = async (): Promise<void> => {
    for (const source of catalog().sources.values()) if (!stopped) await begin(source);
  };
  const sleep = (milliseconds: number): void => {
    if (timer !== null) clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      tick()
        .catch(report)
        .finally(() => sleep(longestSleep));
    }, milliseconds);
    timer.unref();
  };
  const unsubscribe = feed.subscribe((event) => {
    if (event.type === "applied") sleep(0);
  });
  sleep(longestSleep);
  return {
    tick,
    next,
    stop: () => {
      stopped = true;
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    },
  };
};
