import type { AskAnswer, askBodySchema } from "@sextant/model/api/answers/ask";
import type { DashboardAnswer } from "@sextant/model/api/answers/dashboard";
import type { Effect } from "@sextant/model/api/answers/effect";
import type { Receipt, ReceiptVerification } from "@sextant/model/api/answers/receipt";
import type { VerificationAnswer } from "@sextant/model/api/answers/verification";
import type { WorkspaceAnswer } from "@sextant/model/api/answers/workspace";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Drift } from "@sextant/model/definition/drift";
import type { IdentityTest } from "@sextant/model/metric/identity";
import type { Finding } from "@sextant/model/problem/finding";
import type { Judgement } from "@sextant/model/standing/judgement";
import type { Grain } from "@sextant/model/time/grain";
import type { z } from "zod";

/** An answer ready to send. */
export interface Cached {
  json: string;
  /** Strong entity tag, quotes included. */
  etag: string;
}

export type AskQuestion = z.output<typeof askBodySchema>;

export interface KpiQuery {
  grain?: Grain | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Dimension names separated by commas. */
  by?: string | undefined;
  /** A local date or an instant: everything as it was known then. */
  known?: string | undefined;
  compare?: "previous_period" | "previous_year" | "like_for_like_to_date" | "target" | undefined;
}

/** The definitions in force, as far as answers need them. Keys are `type:id`. */
export interface InForce {
  catalog: Catalog;
  findings: readonly Finding[];
  versions: ReadonlyMap<
    string,
    {
      version: number;
      hash: string;
      history: readonly { version: number; hash: string; appliedAt: number; by: string }[];
    }
  >;
  places: ReadonlyMap<string, { file: string; line: number; yaml: string }>;
  revision: number;
  /** Metrics and KPIs whose inputs changed under them, with every reason (K5). */
  drift: ReadonlyMap<string, readonly Drift[]>;
}

/** Answers questions about KPIs; every number on every surface comes from here (N6). Throws Problems. */
export interface Ask {
  dashboard(id: string, query?: { grain?: Grain | undefined; known?: string | undefined }): Promise<Cached>;
  dashboards(): Promise<Cached>;
  kpi(id: string, query: KpiQuery): Promise<Cached>;
  /** A KPI by cohort and age; throws invalid_request for one that follows no cohorts. */
  cohorts(id: string, query: { grain?: Grain | undefined; ages?: string | undefined }): Promise<Cached>;
  ask(question: AskQuestion): Promise<AskAnswer>;
  dictionary(): Promise<Cached>;
  workspace(): WorkspaceAnswer;
  receipt(id: string): Promise<Receipt>;
  verify(id: string): Promise<ReceiptVerification>;
  /** Holds what is answered from kept values and rollups against what rows say. */
  verifyAll(): Promise<VerificationAnswer>;
  /** How every KPI stands now; asked in the background, for whoever keeps it. */
  judgements(): Promise<{ at: number; judgements: Judgement[] }>;
  /** Observations were kept: answers about the past are asked for anew. */
  remembered(): void;
  /** Whether what metrics declare to be equal is equal in recent periods; asked in the background. */
  identities(): Promise<IdentityTest[]>;
  /** What proposed definitions would do to past values and statuses, computed from the rows of one moment; writes nothing. */
  effect(proposed: Catalog): Promise<Effect>;
  /** A dashboard of proposed definitions as of an instant (epoch ms), from rows that have landed; nothing of it is kept. */
  preview(proposed: Catalog, dashboard: string, at: number): Promise<DashboardAnswer>;
  /** Forgets answers that rest on these datasets; with `all` the values of closed periods, too. */
  invalidate(datasets: readonly string[] | "all"): void;
}
