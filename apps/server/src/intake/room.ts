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
import { ColumnsChanged } from "./columns-changed.ts";
import type { DatasetFreshness, Intake, LoadProgress, LoadResult } from "./intake.ts";
import { landBatch } from "./land.ts";
import { openLedger } from "./ledger.ts";
import { openLeftovers } from "./leftovers.ts";
import { loadSource } from "./load.ts";
import { openQueues } from "./queue.ts";
import { recover } from "./recover.ts";
import { findSource } from "./source.ts";

export interface IntakeServices {
  warehouse: Warehouse;
  store: Store;
  feed: Feed;
  landings: Landings;
  /** The workspace folder that `file:` sources are in. */
  workspaceFolder: string;
  /** The server's clock, epoch ms. */
  now: () => number;
  /** Where an error that nobody foresaw is reported; the dataset says that it failed, and the others go on. */
  report: (error: unknown) => void;
}

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
  const { warehouse, store, feed, landings, workspaceFolder, now, report } = services;
  const ledger = openLedger(store, feed, landings, now);
  const leftovers = openLeftovers(warehouse, landings);
  const queue = openQueues();
  const inTurn = <T>(dataset: Dataset, task: () => Promise<T>): Promise<T> =>
    queue(dataset.id, async () => {
      await leftovers.settle(dataset);
      return task();
    });
  const states = new Map<string, State>();
  const recovered = new Set<string>();
  let catalog: Catalog | null = null;

  const zoneOf = (dataset: Dataset): string => dataset.time_zone ?? catalog?.calendar.timeZone ?? "UTC";
  const today = (): number => (catalog === null ? now() : workspaceNow(catalog, now()));

  const prepareOne = async (dataset: Dataset): Promise<void> => {
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
    const extent = await extentOf(warehouse, tableName(dataset.id), today());
    landings.observe(dataset.id, extent.first, extent.watermark);
  };

  const loadOne = async (dataset: Dataset, onProgress?: LoadProgress): Promise<LoadResult> => {
    const rest = { dataset: dataset.id, rows: 0, refused: 0, findings: [] };
    try {
      const source = findSource(dataset, workspaceFolder, zoneOf(dataset));
      if (source === null || landings.state(dataset.id).fingerprint === source.fingerprint) {
        if (source !== null) states.set(dataset.id, { kind: "settled" });
        return { ...rest, rows: landings.state(dataset.id).rows, loaded: false, problem: null };
      }
      states.set(dataset.id, { kind: "loading" });
      const progress = (rows: number): void => {
        onProgress?.(dataset.id, rows, false);
      };
      progress(0);
      const context = { warehouse, ledger, leftovers, timeZone: zoneOf(dataset), now: today(), progress };
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
    land: (dataset, body, format, options) =>
      landBatch(dataset, body, format, options, {
        warehouse,
        ledger,
        leftovers,
        timeZone: zoneOf(dataset),
        now: today(),
        inTurn: (task) => inTurn(dataset, task),
      }),
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
