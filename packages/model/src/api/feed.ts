/** Facts the browser hears over SSE, in order. `at` is the server's clock, epoch milliseconds. */
export type FeedEvent =
  | { seq: number; at: number; type: "landed"; dataset: string; rows: number }
  | { seq: number; at: number; type: "computed"; datasets: string[]; kpis: string[] }
  | { seq: number; at: number; type: "learned"; kpis: string[] }
  | { seq: number; at: number; type: "applied"; changes: number }
  | { seq: number; at: number; type: "drifted"; definitions: string[] }
  | { seq: number; at: number; type: "pulled"; source: string; dataset: string; outcome: string; rows: number }
  | { seq: number; at: number; type: "loading"; dataset: string; rows: number; done: boolean }
  | { seq: number; at: number; type: "annotated"; annotation: string; kpis: string[] }
  | { seq: number; at: number; type: "decided"; decision: string; kpis: string[] }
  | { seq: number; at: number; type: "intervened"; intervention: string; kpi: string; state: string };
