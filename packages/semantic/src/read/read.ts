import type { Catalog } from "@sextant/model/definition/catalog";
import type { Finding } from "@sextant/model/problem/finding";

/** A file of a workspace folder; the path is relative to it. */
export interface WorkspaceFile {
  path: string;
  text: string;
}

/** Where a definition stands, and its own YAML. */
export interface DefinitionPlace {
  file: string;
  line: number;
  yaml: string;
}

export interface WorkspaceReading {
  /** Null when a finding is an error. */
  catalog: Catalog | null;
  /** Everything wrong or worth a look, by file and line. */
  findings: Finding[];
  /** By type and id, e.g. `metric:on_time_rate`. */
  places: Map<string, DefinitionPlace>;
}

/** Reads and checks a whole workspace: all findings at once, never throws. */
export const readWorkspace = (files: readonly WorkspaceFile[]): WorkspaceReading => {
  throw new Error(`Not built yet: ${files.length}`);
};
