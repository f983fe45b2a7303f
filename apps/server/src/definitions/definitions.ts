import type { ApplyAnswer, ChangesAnswer, ExportAnswer } from "@sextant/model/api/answers/definitions";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Finding } from "@sextant/model/problem/finding";

/** A file of a workspace: path relative to it with forward slashes, and its text. */
export interface WorkspaceFile {
  path: string;
  text: string;
}

/** What is known about the versions of one definition; `history` is newest first. */
export interface DefinitionVersions {
  version: number;
  hash: string;
  history: readonly { version: number; hash: string; appliedAt: number; by: string }[];
}

/** The definitions in force. Keys of the maps are `type:id`, e.g. `metric:on_time_rate`. */
export interface DefinitionState {
  catalog: Catalog;
  findings: readonly Finding[];
  versions: ReadonlyMap<string, DefinitionVersions>;
  places: ReadonlyMap<string, { file: string; line: number; yaml: string }>;
  /** Grows by one with every apply that changed something. */
  revision: number;
  /** When the definitions were last checked, epoch milliseconds. */
  checkedAt: number;
}

/** What applying did; `changedDatasets` are those whose definition is new or means something else now. */
export interface Applied {
  answer: Omit<ApplyAnswer, "loaded">;
  changedDatasets: string[];
}

/** What an edit would change, and the definitions as they would be; null when the files have errors. */
export interface Planned extends ChangesAnswer {
  catalog: Catalog | null;
}

/** The definitions of a workspace: what is in force, what an edit would change, and making it so. */
export interface Definitions {
  /** The definitions in force; throws the problem `overloaded` while there are none yet. */
  state(): DefinitionState;
  /** What applying these files would change; writes nothing. */
  plan(files: readonly WorkspaceFile[], prune: boolean): Promise<Planned>;
  /** Makes these files the definitions in force, all or nothing; throws `invalid_definitions` when they have errors. */
  apply(files: readonly WorkspaceFile[], prune: boolean, by: string): Promise<Applied>;
  /**
   * Approves what metrics and KPIs are built on as it is now, so that they are no longer drifted for it; `all` stands for every one.
   * Gives how many drifts ended; throws `not_found` for an id there is none of.
   */
  acknowledge(ids: readonly string[]): Promise<number>;
  /** The files in force, to the letter. */
  export(): Promise<ExportAnswer>;
}
