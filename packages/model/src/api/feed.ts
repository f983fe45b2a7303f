import type { SignalMethod } from "../standing/signal.ts";
import type { Status } from "../standing/status.ts";
import type { Grain } from "../time/grain.ts";

/** Facts the browser hears over SSE, in order. `at` is the server's clock, epoch milliseconds. */
export type FeedEvent =
  | { seq: number; at: number; type: "landed"; dataset: string; rows: number }
  | { seq: number; at: number; type: "computed"; datasets: string[]; kpis: string[] }
  | { seq: number; at: number; type: "learned"; kpis: string[] }
  | {
      seq: number;
      at: number;
      type: "signalled";
      kpi: string;
      grain: Grain;
      /** Key of the period. */
      period: string;
      method: SignalMethod;
      strength: number;
    }
  /** KPIs that were judged anew, with something new about them: a value, a standing, a signal or a forecast. */
  | { seq: number; at: number; type: "judged"; kpis: string[] }
  /** Somebody set the status of a KPI, or ended what was set (S7). */
  | {
      seq: number;
      at: number;
      type: "overridden";
      kpi: string;
      by: string;
      status: Status | null;
      reason: string | null;
    }
  | { seq: number; at: number; type: "applied"; changes: number }
  | { seq: number; at: number; type: "drifted"; definitions: string[] }
  /** Alerts began, ended, broke or fell silent, by id; written with their states. */
  | { seq: number; at: number; type: "alerted"; alerts: string[] }
  | { seq: number; at: number; type: "recovered"; alerts: string[] }
  | { seq: number; at: number; type: "proposed"; proposal: string; title: string; definitions: string[]; by: string }
  | {
      seq: number;
      at: number;
      type: "proposal_decided";
      proposal: string;
      decision: string;
      definitions: string[];
      by: string;
    }
  | { seq: number; at: number; type: "approved"; definitions: string[]; by: string }
  | { seq: number; at: number; type: "commented"; comment: string; subject: string; by: string }
  | { seq: number; at: number; type: "pulled"; source: string; dataset: string; outcome: string; rows: number }
  | { seq: number; at: number; type: "loading"; dataset: string; rows: number; done: boolean }
  | { seq: number; at: number; type: "annotated"; annotation: string; kpis: string[] }
  | { seq: number; at: number; type: "checked_in"; objective: string; keyResult: string; confidence: number }
  | { seq: number; at: number; type: "looked_back"; objective: string; grade: number | null }
  | { seq: number; at: number; type: "decided"; decision: string; kpis: string[] }
  | { seq: number; at: number; type: "intervened"; intervention: string; kpi: string; state: string }
  /** A review was opened, moved on, noted in or closed; `position` is the KPI everybody looks at. */
  | {
      seq: number;
      at: number;
      type: "reviewed";
      review: string;
      position: string | null;
      what: "opened" | "moved" | "noted" | "closed";
    }
  | { seq: number; at: number; type: "expected"; expectation: string; kpi: string }
  /** Something of a person's own changed or is due; only that person hears it. */
  | { seq: number; at: number; type: "personal"; person: string; habit: string | null; what: "due" | "changed" };
