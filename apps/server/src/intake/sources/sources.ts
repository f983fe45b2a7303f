import { randomUUID } from "node:crypto";
import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Catalog } from "@sextant/model/definition/catalog";
import { Problem } from "@sextant/model/problem/problem";
import type { SourceHealth } from "@sextant/model/source/health";
import type { SourceRun } from "@sextant/model/source/run";
import type { Source } from "@sextant/model/source/source";
import { workspaceNow } from "@sextant/model/workspace/now";
import { durationOf } from "@sextant/semantic/duration";
import type { Landings } from "../../store/landing.ts";
import { giveLease, takeLease } from "../../store/lease.ts";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import type { SourceTable } from "../connectors/connector.ts";
import { connectTo, isFolder } from "../connectors/connectors.ts";
import { openFolder } from "../connectors/folder.ts";
import { healthOf } from "../health/health.ts";
import { doRun, newRun, type RunOrder, type RunServices } from "./run.ts";

/** Why, and what, to pull of a source. */
export interface PullOrder {
  cause: SourceRun["cause"];
  dueAt?: number;
  /** Of the source's datasets; all when not given. */
  datasets?: readonly string[] | undefined;
  /** A stretch of the cursor to read again, epoch ms. */
  range?: { from: number; to: number } | undefined;
}

/** Runs sources, and tells what they did. */
export interface Sources {
  /** Whether a source answers; throws source_unreadable when it does not. */
  test(id: string): Promise<{ answer: string; milliseconds: number }>;
  /** Tables of a database, files of a folder. */
  tables(id: string): Promise<SourceTable[]>;
  /** Begins to pull; throws conflict while it is pulled already. The runs go on by themselves. */
  start(id: string, order: PullOrder): Promise<SourceRun[]>;
  /** Ends what runs; false when nothing does. */
  cancel(id: string): boolean;
  runs(id: string, limit: number): Promise<SourceRun[]>;
  /** The health of each of its datasets (D3). */
  health(id: string): Promise<SourceHealth[]>;
  /** Whether it is being pulled by this process. */
  isRunning(id: string): boolean;
  /** The last time of its schedule a source ran for, epoch ms. */
  lastDue(id: string): Promise<number | null>;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
  /** Cuts off what runs. */
  stop(): Promise<void>;
}

/** Milliseconds a lease lasts; it is renewed three times as often. */
const leaseFor = 60_000;

/** Runs kept of a source. */
const keptRuns = 500;

/** The datasets a source feeds. */
export const datasetsOf = (catalog: Catalog, source: string): Dataset[] =>
  [...catalog.datasets.values()].filter((dataset) => dataset.source?.from === source);

/** What sources need besides what a run does. */
export interface SourceServices extends RunServices {
  catalog: () => Catalog;
  warehouse: Warehouse;
  landings: Landings;
}

/** Opens the sources of the definitions in force. */
export const openSources = async (services: SourceServices): Promise<Sources> => {
  const { store, runs, now, report, catalog, warehouse, landings } = services;
  const holder = randomUUID();
  const running = new Map<string, { stop: AbortController; done: Promise<void> }>();
  await runs.settle(now());

  const found = (id: string): Source => {
    const source = catalog().sources.get(id);
    if (source === undefined) throw new Problem("not_found", `There is no source ${JSON.stringify(id)}.`);
    return source;
  };
  const leaseOf = (id: string) => ({ name: `source ${id}`, holder, until: now() + leaseFor });
  const busy = (id: string): Problem =>
    new Problem("conflict", `${id} is being pulled already.`, { hint: "Wait until it is done, or cancel it." });

  const chosen = (id: string, order: PullOrder): Dataset[] => {
    const all = datasetsOf(catalog(), id);
    const named = order.datasets === undefined ? all : all.filter((dataset) => order.datasets?.includes(dataset.id));
    if (named.length === 0)
      throw new Problem("invalid_request", `No dataset reads from ${id}.`, {
        hint: "Give a dataset source: { from: … }.",
      });
    const unable = order.range === undefined ? [] : named.filter(({ source }) => source?.cursor === undefined);
    if (unable.length > 0)
      throw new Problem(
        "invalid_request",
        `${unable.map((one) => one.id).join(", ")} has no cursor to name a range of.`,
        {
          hint: "Pull it without a range: it is read whole.",
        },
      );
    return named;
  };

  const pullAll = async (id: string, orders: readonly { order: RunOrder; run: SourceRun }[]): Promise<void> => {
    const renewal = setInterval(() => {
      takeLease(store, leaseOf(id), now()).catch(report);
    }, leaseFor / 3);
    try {
      for (const { order, run } of orders) {
        if (order.signal.aborted) await runs.write({ ...run, outcome: "cancelled", endedAt: now() });
        else await doRun(order, run, services);
      }
      await runs.prune(id, keptRuns);
    } finally {
      clearInterval(renewal);
      running.delete(id);
      await giveLease(store, leaseOf(id).name, holder);
    }
  };

  return {
    test: async (id) => {
      const source = found(id);
      const before = performance.now();
      const means = await services.means(source);
      const took = (): number => Math.round(performance.now() - before);
      if (isFolder(source)) return { answer: openFolder(source, means.folders).path, milliseconds: took() };
      const connector = await connectTo(source, means);
      try {
        return { answer: await connector.test(), milliseconds: took() };
      } finally {
        await connector.close();
      }
    },
    tables: async (id) => {
      const source = found(id);
      const means = await services.means(source);
      if (isFolder(source))
        return openFolder(source, means.folders)
          .files("**/*")
          .slice(0, 1000)
          .map(({ name }) => ({ name, rows: null }));
      const connector = await connectTo(source, means);
      try {
        return await connector.list();
      } finally {
        await connector.close();
      }
    },
    start: async (id, order) => {
      const source = found(id);
      const datasets = chosen(id, order);
      if (running.has(id)) throw busy(id);
      const stop = new AbortController();
      // Taken before anything is awaited, so that of two calls at once only one gets through.
      running.set(id, { stop, done: Promise.resolve() });
      try {
        if (!(await takeLease(store, leaseOf(id), now()))) throw busy(id);
        const { cause, dueAt = null, range = null } = order;
        const orders = datasets.map((dataset) => {
          const one: RunOrder = { source, dataset, cause, dueAt, range, signal: stop.signal };
          return { order: one, run: newRun(one, now()) };
        });
        for (const { run } of orders) await runs.write(run);
        running.set(id, { stop, done: pullAll(id, orders).catch(report) });
        return orders.map(({ run }) => run);
      } catch (error) {
        running.delete(id);
        throw error;
      }
    },
    cancel: (id) => {
      found(id);
      const one = running.get(id);
      one?.stop.abort();
      return one !== undefined;
    },
    runs: (id, limit) => runs.list(id, limit),
    health: async (id) => {
      const source = found(id);
      const { calendar } = catalog();
      const health: SourceHealth[] = [];
      for (const dataset of datasetsOf(catalog(), id)) {
        const promised = durationOf(source.promised_lag);
        const good = await runs.good(dataset.id, 10);
        const asked = { warehouse, landings, calendar, promised, runs: good, now: workspaceNow(catalog(), now()) };
        health.push(await healthOf(dataset, asked));
      }
      return health;
    },
    isRunning: (id) => running.has(id),
    lastDue: (id) => runs.lastDue(id),
    idle: async () => {
      while (running.size > 0) {
        await Promise.all([...running.values()].map(({ done }) => done));
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    },
    stop: async () => {
      for (const { stop } of running.values()) stop.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
};
