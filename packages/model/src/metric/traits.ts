/** What shared code reads instead of asking which kind a metric is. */
export interface Traits {
  /** How values of short periods become one of a longer period: add up, merge states, or start again from rows. */
  rollup: "sum" | "merge" | "recompute";
  /** Whether the values of slices add up to the whole. */
  slices: "add_up" | "overlap";
  /** What a period without rows means (T5): zero, or nothing. */
  emptyMeans: "zero" | "nothing";
  /** What kind of estimate the value is, for intervals. */
  estimate: "mean" | "proportion" | "ratio" | "quantile" | "none";
  /** What it is computed from. */
  needs: "dataset" | "metrics";
}
