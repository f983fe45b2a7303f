import type { Author } from "@sextant/model/access/author";
import type { Comment } from "@sextant/model/api/answers/comment";
import type { ApplyAnswer, ChangesAnswer, ExportAnswer } from "@sextant/model/api/answers/definitions";
import type { DictionaryPage } from "@sextant/model/api/answers/dictionary";
import type { DefinitionView, Proposal, ProposalView, WantedEdit } from "@sextant/model/api/answers/edits";
import type { Approval, LifeState } from "@sextant/model/definition/approval";
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
  history: readonly {
    version: number;
    hash: string;
    appliedAt: number;
    by: string;
    byKind: Author["kind"];
    byId: string;
  }[];
}

/** The definitions in force. Keys of the maps are `type:id`, e.g. `metric:on_time_rate`. */
export interface DefinitionState {
  catalog: Catalog;
  findings: readonly Finding[];
  versions: ReadonlyMap<string, DefinitionVersions>;
  places: ReadonlyMap<string, { file: string; line: number; yaml: string }>;
  /** Who stands behind the meaning in force of each metric and KPI that somebody approved. */
  approvals: ReadonlyMap<string, readonly Approval[]>;
  /** The state of every metric and KPI (K4). */
  states: ReadonlyMap<string, LifeState>;
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

/** What edits of single definitions would change, with the files they change. */
export interface PlannedEdits extends Planned {
  files: { path: string; before: string; after: string }[];
}

/** What an edit did, and the files of the workspace folder it was written to. */
export interface AppliedEdits extends Applied {
  written: string[];
}

/** A proposal with what it would change now; the catalog is null when it has errors or what it started from changed. */
export interface ProposalPlan {
  view: Omit<ProposalView, "effect">;
  catalog: Catalog | null;
}

/** The definitions of a workspace: what is in force, what an edit would change, and making it so. */
export interface Definitions {
  /** The definitions in force; throws the problem `overloaded` while there are none yet. */
  state(): DefinitionState;
  /** What applying these files would change; writes nothing. */
  plan(files: readonly WorkspaceFile[], prune: boolean): Promise<Planned>;
  /**
   * Makes these files the definitions in force, all or nothing; throws `invalid_definitions` when they have errors, and `conflict`
   * when a file changed that was edited on a screen as well, unless `force` gives the files the last word. A name alone is a
   * program's: its changes are proposed until a person approves.
   */
  apply(files: readonly WorkspaceFile[], prune: boolean, by: Author | string, force?: boolean): Promise<Applied>;
  /** One definition as it stands in its file; throws `not_found`. */
  definition(type: string, id: string): Promise<DefinitionView>;
  /** The versions of a definition, newest first, with what changed in its meaning; those of its former handles included. */
  history(type: "kpi" | "metric", id: string): Promise<DictionaryPage["history"]>;
  /** What is in force, but with a metric as an earlier version meant it; throws `not_found`. */
  atVersion(metric: string, version: number): Promise<Catalog>;
  /** What edits of single definitions would change; throws `conflict` as `edit` does. */
  planEdits(edits: readonly WantedEdit[]): Promise<PlannedEdits>;
  /**
   * Edits single definitions in their files, in the records and, where it may be written, in the workspace folder. Throws
   * `conflict` with both sides when one changed since the edit began, and `invalid_definitions`.
   */
  edit(edits: readonly WantedEdit[], by: Author): Promise<AppliedEdits>;
  /** Makes a KPI a metric again: archived and off every dashboard; definition, history and remarks stay. Throws `not_found`. */
  demote(kpi: string, reason: string, by: Author): Promise<AppliedEdits>;
  /** Stands behind meanings, by hash; throws `conflict` for one that is not in force and `not_allowed` for anybody but a person. */
  approve(
    wanted: readonly { type: "metric" | "kpi"; id: string; hash: string }[],
    by: Author,
    note: string,
  ): Promise<string[]>;
  proposals(openOnly: boolean): Promise<Proposal[]>;
  /** Keeps a proposed change; throws `conflict` when it starts from something that is not there. */
  propose(given: { title: string; reason: string; edits: readonly WantedEdit[] }, by: Author): Promise<Proposal>;
  /** A proposal and what it would change now; throws `not_found`. */
  proposal(id: string): Promise<ProposalPlan>;
  /**
   * Applies, rejects or withdraws an open proposal. Throws `not_allowed` to a token, to one's own proposal where two people must
   * stand behind a meaning, and for withdrawing another's; `conflict` when it was decided, or its definitions changed since.
   */
  decide(
    id: string,
    given: { decision: "apply" | "reject" | "withdraw"; note: string; mayApprove: boolean },
    by: Author,
  ): Promise<{ proposal: Proposal; applied: AppliedEdits | null }>;
  comments(subject: { type: Comment["type"]; id: string; period?: string | undefined }): Promise<Comment[]>;
  /** Keeps a remark; throws `not_found` when there is nothing it could be about. */
  comment(given: Pick<Comment, "type" | "id" | "periodKey" | "version" | "text">, by: Author): Promise<Comment>;
  /**
   * Approves what metrics and KPIs are built on as it is now, so that they are no longer drifted for it; `all` stands for every one.
   * Gives how many drifts ended; throws `not_found` for an id there is none of.
   */
  acknowledge(ids: readonly string[]): Promise<number>;
  /** The files in force, to the letter. */
  export(): Promise<ExportAnswer>;
}
