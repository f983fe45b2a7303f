import type { Grain } from "@sextant/model/time/grain";
import type { Period } from "@sextant/model/time/period";
import type { TypedExpression } from "../expression/tree.ts";

/** A typed piece of an expression; pieces with the same key on the same dataset mean the same. */
export interface Term {
  typed: TypedExpression;
  key: string;
}

/** What is computed from rows. Levels of quantiles are between 0 and 1. */
export type Aggregate =
  | { kind: "count" }
  | { kind: "count_distinct"; of: readonly Term[] }
  | { kind: "sum" | "min" | "max"; of: Term }
  | { kind: "quantile"; of: Term; level: number };

/** One aggregate column of a scan. */
export interface Slot {
  id: string;
  aggregate: Aggregate;
  /** Conditions a row must meet, all of them. */
  filters: readonly Term[];
}

/** Which instants a scan reads, and which period an instant falls into. Epoch milliseconds. */
export interface Window {
  /** Stretches to read, half-open, ascending. */
  stretches: readonly { from: number; to: number }[];
  /** Ascending starts of periods and of the gaps between them; an instant belongs to the last start not after it. */
  starts: readonly number[];
  /** Those of `starts` that begin a gap; rows there are dropped. */
  gaps: readonly number[];
}

/** One pass over the rows of a dataset. */
export interface Scan {
  dataset: string;
  slots: readonly Slot[];
  /** Conditions every slot has in common. */
  filters: readonly Term[];
  /** Only rows landed up to this sequence number; null for all. */
  sequence: number | null;
}

/** How a number is made of slots and of other metrics; a missing or impossible number is null. */
export type Formula =
  | { kind: "nothing" }
  | { kind: "slot"; slot: string }
  | { kind: "quotient"; over: Formula; under: Formula }
  | { kind: "unless_empty"; value: Formula; sample: Formula }
  | { kind: "output"; metric: string; part: "value" | "sample" }
  | { kind: "least" | "greatest"; of: readonly Formula[] }
  | { kind: "expression"; typed: TypedExpression };

/** What the plan computes for one metric. */
export interface Output {
  metric: string;
  value: Formula;
  numerator: Formula;
  denominator: Formula;
  sample: Formula;
  /** 0 when made of slots alone, else one more than the highest output it is made of. */
  level: number;
  /** The value of a period without rows (T5). */
  empty: number | null;
}

/** What is computed to answer a question: plain data, turned into SQL by `sql/` alone. */
export interface Plan {
  grain: Grain;
  spans: readonly Period[];
  until: number;
  window: Window | null;
  by: readonly string[];
  /** How many slices are wanted at most. */
  limit: number;
  /** Slices kept, by sample size; null when there are no dimensions. */
  slices: number | null;
  sequences: ReadonlyMap<string, number>;
  scans: readonly Scan[];
  /** In an order in which every output stands after those it is made of. */
  outputs: readonly Output[];
  /** The metrics asked for, in order. */
  asked: readonly string[];
}
