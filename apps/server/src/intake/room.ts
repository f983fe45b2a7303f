import type { Dataset } from "@sextant/model/dataset/dataset";
import { watermarkFrom } from "@sextant/model/dataset/watermark";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { ColumnDrift } from "@sextant/model/definition/drift";
import { Problem } from "@sextant/model/problem/problem";
import { workspaceNow } from "@sextant/model/workspace/now";
import { durationOf } from "@sextant/semantic/duration";
import { tableName } from "@sextant/semantic/sql/name";
import type { Feed } from "../feed/feed.ts";
import type { Landings } from "../store/landing.ts";
import type { Store } from "../store/store.ts";
import { extentOf } from "../warehouse/dataset-table.ts";
import { followDefinition } from "../warehouse/follow-definition.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { metered, openBudget, usualBudget } from "./budget.ts";
import { ColumnsChanged } from "./columns-changed.ts";
import { openCommits } from "./commit.ts";
import type { DatasetFreshness, Intake, LoadProgress, LoadResult } from "./intake.ts";
import { landBatch } from "./land.ts";
import { openLedger } from "./ledger.ts";
import { openLeftovers } from "./leftovers.ts";
import { loadSource } from "./load.ts";
import { profileSource } from "./profile.ts";
import { openQueues } from "./queue.ts";
import { openQuota } from "./quota.ts";
import { recover } from "./recover.ts";
import { findSource, type SourceFolders } from "./source.ts";
import { openUploads } from "./uploads.ts";

export interface IntakeServices {
  warehouse: Warehouse;
  store: Store;
  feed: Feed;
  landings: Landings;
  /** Where the files of sources lie. */
  folders: SourceFolders;
  /** Most pushed rows a minute and dataset; 0 or not given is no limit. */
  pushRowsPerMinute?: number;
  /** The server's clock, epoch ms. */
  now: () => number;
  /** Where an error that nobody foresaw is reported; the dataset says that it failed, and the others go on. */
  report: (error: unknown) => void;
}

/** Milliseconds for which the key of a batch is surely remembered. */
const keysKept = 86_400_000;

type State =
  | { kind: "loading" }
  | { kind: "failed"; problem: string; columns?: readonly ColumnDrift[] }
  | { kind: "settled" };

const sentenceOf = (error: unknown): string => {
  if (!(error instanceof Problem)) return "It could not be loaded because of an error inside Sextant; see the log.";
  return error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
};

const columnsOf = (error: unknown): readonly ColumnDrift[] => (error instanceof ColumnsChanged ? error.columns : []);

/** Opens the room that takes data in. */
export const openIntake = (services: IntakeServices): Intake => {
  const { warehouse, store, feed, landings, folders, now, report } = services;
  const ledger = openLedger(store, feed, landings, now);
  const leftovers = openLeftovers(warehouse, landings);
  const uploads = openUploads(folders.uploads);
  const queue = openQueues();
  const inTurn = <T>(dataset: Dataset, task: () => Promise<T>): Promise<T> =>
    queue(dataset.id, async () => {
      await leftovers.settle(dataset);
      return task();
    });
  const commits = openCommits({ warehouse, ledger, leftovers, inTurn });
  const budget = openBudget(usualBudget);
  const quota = openQuota(services.pushRowsPerMinute ?? 0, now);
  const states = new Map<string, State>();
  const recovered = new Set<string>();
  let catalog: Catalog | null = null;

  const zoneOf = (dataset: Dataset): string => dataset.time_zone ?? catalog?.calendar.timeZone ?? "UTC";
  const today = (): number => (catalog === null ? now() : workspaceNow(catalog, now()));

  const prepareOne = async (dataset: Dataset, at = today()): Promise<void> => {
    await followDefinition(warehouse, dataset);
    if (states.get(dataset.id)?.kind === "failed" && dataset.source === undefined) states.delete(dataset.id);
    if (!recovered.has(dataset.id)) {
      const { lost } = await recover(warehouse, landings, dataset);
      recovered.add(dataset.id);
      if (lost > 0)
        states.set(dataset.id, {
          kind: "failed",
          problem: `The rows of ${lost} pushed batches are no longer in the warehouse.`,
        });
    }
    const extent = await extentOf(warehouse, tableName(dataset.id), at);
    landings.observe(dataset.id, extent.first, extent.watermark);
  };

  const loadOne = async (dataset: Dataset, onProgress?: LoadProgress, at = today()): Promise<LoadResult> => {
    const rest = { dataset: dataset.id, rows: 0, refused: 0, findings: [] };
    try {
      const source = findSource(dataset, folders, zoneOf(dataset));
      if (source === null || landings.state(dataset.id).fingerprint === source.fingerprint) {
        if (source !== null) states.set(dataset.id, { kind: "settled" });
        return { ...rest, rows: landings.state(dataset.id).rows, loaded: false, problem: null };
      }
      states.set(dataset.id, { kind: "loading" });
      const progress = (rows: number): void => {
        onProgress?.(dataset.id, rows, false);
      };
      progress(0);
      const context = { warehouse, ledger, leftovers, timeZone: zoneOf(dataset), now: at, progress };
      const loaded = await loadSource(dataset, source, context);
      states.set(dataset.id, { kind: "settled" });
      onProgress?.(dataset.id, loaded.rows, true);
      return { dataset: dataset.id, ...loaded, loaded: true, problem: null };
    } catch (error) {
      const problem = sentenceOf(error);
      states.set(dataset.id, { kind: "failed", problem, columns: columnsOf(error) });
      if (!(error instanceof Problem)) report(error);
      return { ...rest, loaded: false, problem, findings: error instanceof Problem ? [...error.findings] : [] };
    }
  };

  const freshnessOf = (dataset: Dataset): DatasetFreshness => {
    const { sequence, rows, first, watermark: newest, landedAt } = landings.state(dataset.id);
    const watermark = catalog === null ? newest : watermarkFrom(newest, dataset, catalog.calendar, today());
    return { dataset: dataset.id, sequence, rows, first, watermark, landedAt };
  };

  return {
    prepare: async (next) => {
      catalog = next;
      for (const dataset of next.datasets.values()) {
        try {
          await inTurn(dataset, () => prepareOne(dataset));
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          states.set(dataset.id, { kind: "failed", problem: sentenceOf(error) });
        }
      }
    },
    load: async (next, datasetIds, onProgress) => {
      catalog = next;
      const chosen = [...next.datasets.values()].filter(
        (dataset) => datasetIds === undefined || datasetIds.includes(dataset.id),
      );
      const results: LoadResult[] = [];
      for (const dataset of chosen) {
        if (dataset.source !== undefined && dataset.source.from === undefined)
          results.push(await inTurn(dataset, () => loadOne(dataset, onProgress)));
      }
      return results;
    },
    land: async (dataset, body, format, options) => {
      const share = await budget.enter();
      try {
        const context = { commits, quota, timeZone: zoneOf(dataset), now: today() };
        return await landBatch(dataset, metered(body, share), format, options, context);
      } finally {
        share.leave();
      }
    },
    upload: (name, body) => {
      const named = [...(catalog?.datasets.values() ?? [])].flatMap(({ source }) => source?.upload ?? []);
      uploads.tidy(new Set(named), now());
      return uploads.keep(name, body);
    },
    profile: async (source, asked) => {
      const profiled = await profileSource(warehouse, folders, source, asked);
      if (profiled !== null) return profiled;
      throw new Problem("invalid_request", "No file was named.", {
        hint: "Name an upload, or a file in the workspace.",
      });
    },
    tryOut: async (proposed, id, at) => {
      const dataset = proposed.datasets.get(id);
      if (dataset === undefined) throw new Problem("not_found", `There is no dataset ${JSON.stringify(id)}.`);
      return inTurn(dataset, async () => {
        await prepareOne(dataset, at);
        const result = await loadOne(dataset, undefined, at);
        if (catalog?.datasets.has(id) !== true) states.delete(id);
        const extent = await extentOf(warehouse, tableName(id), at);
        landings.observe(id, extent.first, extent.watermark);
        return result;
      });
    },
    tidy: async () => {
      for (const dataset of catalog?.datasets.values() ?? [])
        await inTurn(dataset, async () => void (await landings.merge(dataset.id, now() - keysKept)));
    },
    pulling: {
      timeZone: zoneOf,
      landing: (dataset) => ({
        warehouse,
        ledger,
        leftovers,
        now: today(),
        inTurn: (task) => inTurn(dataset, task),
      }),
      begin: (dataset) => {
        if (landings.state(dataset.id).rows === 0) states.set(dataset.id, { kind: "loading" });
      },
      end: (dataset, failure) => {
        if (failure === null) states.set(dataset.id, { kind: "settled" });
        else states.set(dataset.id, { kind: "failed", problem: failure.problem, columns: columnsOf(failure.error) });
      },
    },
    freshness: () =>
      new Map([...(catalog?.datasets.values() ?? [])].map((dataset) => [dataset.id, freshnessOf(dataset)])),
    problems: () =>
      new Map([...states].flatMap(([id, state]) => (state.kind === "failed" ? [[id, state.problem] as const] : []))),
    columnDrift: () =>
      [...states].flatMap(([id, state]) =>
        state.kind === "failed" && landings.state(id).rows > 0 ? [...(state.columns ?? [])] : [],
      ),
    list: (next) => ({
      datasets: [...next.datasets.values()].map((dataset) => {
        const state = states.get(dataset.id) ?? { kind: "settled" };
        const { rows, watermark, landedAt } = freshnessOf(dataset);
        return {
          id: dataset.id,
          label: dataset.label,
          rows,
          watermark,
          landedAt,
          staleAfter: durationOf(dataset.stale_after),
          dimensions: dataset.dimensions,
          state: state.kind === "settled" ? (rows === 0 ? "empty" : "ready") : state.kind,
          problem: state.kind === "failed" ? state.problem : null,
        };
      }),
    }),
  };
};
