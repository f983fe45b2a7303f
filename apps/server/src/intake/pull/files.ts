import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Store } from "../../store/store.ts";
import type { Folder } from "../connectors/folder.ts";
import type { LandServices } from "./replace.ts";
import { noCounts, type PullCounts } from "./rows.ts";

/** A pull of a folder. */
export interface FolderPull {
  folder: Folder;
  label: string;
  timeZone: string;
  signal: AbortSignal;
  progress: (counts: PullCounts) => void;
  store: Store;
}

export const pullFiles = async (dataset: Dataset, pull: FolderPull, services: LandServices): Promise<PullCounts> => {
  return noCounts();
};
