import type { Dataset } from "@sextant/model/dataset/dataset";
import { tableName } from "@sextant/semantic/sql/name";
import type { Landings } from "../store/landing.ts";
import { deleteSequences } from "../warehouse/dataset-table.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { recover } from "./recover.ts";

/**
 * Rows of landings that failed after they were written. They are deleted at once; when that fails too, as on a full disk, the
 * landing stays under way – so that no answer counts its rows – and the dataset is settled before anything else lands in it.
 */
export interface Leftovers {
  /** Gives failed landings up and undoes what they wrote; never throws. */
  discard(dataset: Dataset, sequences: readonly number[], undo: () => Promise<void>): Promise<void>;
  /** Undoes what could not be undone before; throws when it still cannot. */
  settle(dataset: Dataset): Promise<void>;
}

/** Keeps track of leftovers in memory; after a crash `recover` finds them anew. */
export const openLeftovers = (warehouse: Warehouse, landings: Landings): Leftovers => {
  const left = new Map<string, number[]>();
  return {
    discard: async (dataset, sequences, undo) => {
      try {
        await undo();
        for (const sequence of sequences) landings.abandon(dataset.id, sequence);
      } catch {
        // The failure that led here is the one to report; this one is met again, and thrown, in `settle`.
        left.set(dataset.id, [...(left.get(dataset.id) ?? []), ...sequences]);
      }
    },
    settle: async (dataset) => {
      const sequences = left.get(dataset.id) ?? [];
      if (sequences.length === 0) return;
      await recover(warehouse, landings, dataset);
      for (const sequence of sequences) landings.abandon(dataset.id, sequence);
      left.delete(dataset.id);
    },
  };
};

/** Undoes pushes: deletes their rows. */
export const undoPush = (warehouse: Warehouse, dataset: Dataset, sequences: readonly number[]) => (): Promise<void> =>
  deleteSequences(warehouse, tableName(dataset.id), sequences);
