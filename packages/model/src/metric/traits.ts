/** What shared code reads instead of asking which kind a metric is. */
export interface Traits {
  /** How values of short periods become one of a longer period: add up, merge, start again from rows, or by taking one (a state). */
  rollup: "sum" | "merge" | "recompute" | "state";
  /** Whether the values of slices add up to the whole. */
  slices: "add_up" | "overlap";
  /** What a period without rows means (T5): zero, nothing, or that nobody has said yet, whatever else has been reported. */
  emptyMeans: "zero" | "nothing" | "unknown";
  /** What kind of estimate the value is, for intervals. */
  estimate: "mean" | "proportion" | "ratio" | "quantile" | "none";
  /** What it is computed from. */
  needs: "dataset" | "metrics" | "entries";
  /** Whether its values are computed approximately, because the author asked for it (N5). */
  approximate?: boolean;
  /** Whether it is what people say of something, and not what was counted or measured. */
  qualitative?: boolean;
  /** Whether values of longer periods are larger because the periods are longer, so that a wanted value speaks of one grain only. */
  scales: "with_period" | "never" | "as_built";
}
