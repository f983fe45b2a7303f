import type { Grain } from "@sextant/model/time/grain";
import type { Period } from "@sextant/model/time/period";
import type { Rollup } from "./rollup/rollup.ts";

/** What is asked of the facts: some metrics, over some periods, cut by some dimensions. */
export interface Question {
  /** Metric ids, in the order the answer is wanted. */
  metrics: readonly string[];
  grain: Grain;
  /** Disjoint and ascending; need not touch each other. */
  spans: readonly Period[];
  /** At most two dimensions. */
  by: readonly string[];
  /** A condition in the expression language, over the columns of every dataset asked. */
  where: string | null;
  /** Epoch milliseconds, exclusive: rows at or after it are not seen. */
  until: number;
  /** By dataset: only rows landed up to this sequence number are seen, so that a receipt can be run again. */
  sequences?: ReadonlyMap<string, number>;
  /** Tables of states that may be read instead of rows; the answer is the same without them. */
  rollups?: readonly Rollup[];
  /** How many slices are shown: those with the most rows behind them, or of the largest `rankBy`. */
  limit: number;
  /** Every slice is wanted, in no order, in at most one row more than this; `limit` then says nothing. */
  every?: number | undefined;
  /** One of the metrics: slices are ranked by its value in the last span that is over, the largest first. */
  rankBy?: string | undefined;
}
