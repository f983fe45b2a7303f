import type { Carried, Note } from "./review.ts";
import type { ReviewKpi } from "./review-kpi.ts";

/** Forms minutes are written in. */
export const minutesForms = ["markdown", "html", "pdf", "pptx"] as const;
export type MinutesForm = (typeof minutesForms)[number];

/** Everything minutes are written from; the same data gives the same bytes. */
export interface Minutes {
  title: string;
  day: string;
  isClosed: boolean;
  presenter: string | null;
  participants: readonly string[];
  carried: Carried;
  kpis: readonly ReviewKpi[];
  notes: readonly Note[];
  /** The instant it is as of, epoch ms: when it was closed, or the workspace's now. */
  asOf: number;
}
