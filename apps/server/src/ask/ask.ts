import type { AskAnswer, askBodySchema } from "@sextant/model/api/answers/ask";
import type { WhatIfAnswer } from "@sextant/model/api/answers/cascade";
import type { DashboardAnswer } from "@sextant/model/api/answers/dashboard";
import type { DictionaryPage, DictionaryQuery } from "@sextant/model/api/answers/dictionary";
import type { Effect } from "@sextant/model/api/answers/effect";
import type { Receipt, ReceiptVerification } from "@sextant/model/api/answers/receipt";
import type { VerificationAnswer } from "@sextant/model/api/answers/verification";
import type { WorkspaceAnswer } from "@sextant/model/api/answers/workspace";
import type { LifeState } from "@sextant/model/definition/approval";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Drift } from "@sextant/model/definition/drift";
import type { IdentityTest } from "@sextant/model/metric/identity";
import type { Finding } from "@sextant/model/problem/finding";
import type { History } from "@sextant/model/standing/history";
import type { JudgeInput } from "@sextant/model/standing/input";
import type { Judgement } from "@sextant/model/standing/judgement";
import type { Grain } from "@sextant/model/time/grain";
import type { z } from "zod";
import type { GateView } from "./gate.ts";

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
  /** The state of every metric and KPI (K4); of proposed definitions there is none yet. */
  states?: ReadonlyMap<string, LifeState>;
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
  /** What the dictionary finds, what is owed attention first. */
  dictionary(query: DictionaryQuery): Promise<Cached>;
  /** What the dictionary knows of one KPI or metric, without its versions; throws `not_found`. */
  dictionaryPage(id: string, type?: "kpi" | "metric"): Promise<Omit<DictionaryPage, "history">>;
  organisation(): Promise<Cached>;
  /** The cascade of targets; `weights` are what shares count by, by KPI. */
  cascade(weights: ReadonlyMap<string, number>): Promise<Cached>;
  /** KPIs whose shares are weighed in the cascade. */
  weighed(): string[];
  /** What lies above some KPIs if they had other values; throws not_found. */
  whatIf(
    changes: readonly { kpi: string; value: number }[],
    weights: ReadonlyMap<string, number>,
  ): Promise<WhatIfAnswer>;
  workspace(): WorkspaceAnswer;
  receipt(id: string): Promise<Receipt>;
  verify(id: string): Promise<ReceiptVerification>;
  /** Holds what is answered from kept values and rollups against what rows say. */
  verifyAll(): Promise<VerificationAnswer>;
  /** How every KPI stands now; asked in the background, for whoever keeps it. */
  judgements(): Promise<{ at: number; judgements: Judgement[] }>;
  /** How a KPI is judged, with the observations of its last two years, for whoever replays it; throws not_found. */
  past(kpi: string): Promise<JudgeInput>;
  /** The whole periods of every KPI at its judged grain, as far back as they help; asked in the background. */
  histories(): Promise<{ at: number; histories: History[] }>;
  /** Something was kept that answers speak of, an observation, a signal or a forecast: they are made anew. */
  remembered(): void;
  /** Whether what metrics declare to be equal is equal in recent periods; asked in the background. */
  identities(): Promise<IdentityTest[]>;
  /** What proposed definitions would do to past values and statuses, computed from the rows of one moment; writes nothing. */
  effect(proposed: Catalog): Promise<Effect>;
  /** What history and the other KPIs say of a draft in proposed definitions; writes nothing. */
  gate(proposed: Catalog, id: string): Promise<GateView>;
  /** A dashboard of proposed definitions as of an instant (epoch ms), from rows that have landed; nothing of it is kept. */
  preview(proposed: Catalog, dashboard: string, at: number): Promise<DashboardAnswer>;
  /** Forgets answers that rest on these datasets; with `all` the values of closed periods, too. */
  invalidate(datasets: readonly string[] | "all"): void;
}
