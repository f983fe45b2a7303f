import type { Grain } from "@sextant/model/time/grain";
import type { Interval } from "@sextant/model/time/interval";
import type { Period } from "@sextant/model/time/period";
import type { TypedExpression } from "../expression/tree.ts";
import type { Rollup } from "../rollup/rollup.ts";

/** A typed piece of an expression; pieces with the same key on the same dataset mean the same. */
export interface Term {
  typed: TypedExpression;
  key: string;
}

/** What is computed from rows. Levels of quantiles are between 0 and 1. */
export type Aggregate =
  | { kind: "count" }
  | { kind: "count_distinct"; of: readonly Term[]; approximate?: boolean }
  | { kind: "sum" | "min" | "max"; of: Term }
  | { kind: "quantile"; of: Term; level: number; approximate?: boolean };

/**
 * Where a metric looks for every span of the question: the span itself (frame 0), or a stretch made of it, such as the 28 days up to
 * its end or the same span a year before. Frames compose, and equal keys mean the same.
 */
export interface Frame {
  key: string;
  /** One per span, in order; epoch milliseconds. They may overlap. */
  intervals: readonly Interval[];
}

/** One aggregate column of a scan. */
export interface Slot {
  id: string;
  aggregate: Aggregate;
  /** Index of the plan's frame it is computed in. */
  frame: number;
  /** Conditions a row must meet, all of them. */
  filters: readonly Term[];
}

/** The span of a frame as a run of pieces: `count` of a window's `starts` from index `first`. */
export interface Run {
  frame: number;
  /** Start of the span of the question, epoch milliseconds. */
  span: number;
  first: number;
  count: number;
}

/** Which instants a scan reads, and into which piece an instant falls. Epoch milliseconds. */
export interface Window {
  /** Stretches to read, half-open, ascending. */
  stretches: readonly { from: number; to: number }[];
  /** Ascending starts of pieces and of the gaps between them; an instant belongs to the last start not after it. */
  starts: readonly number[];
  /** Those of `starts` that begin a gap; rows there are dropped. */
  gaps: readonly number[];
  /** Which pieces make up the spans of every frame; null when the pieces are the spans of the question themselves. */
  runs: readonly Run[] | null;
}

/** What every scan has: it gives slots per period and slice. */
interface ScanBase {
  /** The dataset whose rows it reads. */
  dataset: string;
  slots: readonly Slot[];
  /** Conditions every row must meet. */
  filters: readonly Term[];
  /** Only rows landed up to this sequence number; null for all. */
  sequence: number | null;
  /** Null until the plan is rewritten. */
  window: Window | null;
}

/** What a scan reads from a table of states instead of rows. */
export interface RollupRead {
  table: string;
  /** Column of states by what is shared (see `sql/aggregate.ts`). */
  columns: Readonly<Record<string, string>>;
  /** Keys of what is shared whose states hold whole numbers in 32 bits. */
  narrow: readonly string[];
  /** Its rows up to this landing are read, and the dataset's own after it, unless there are none. */
  through: number;
  /** Whether rows of later landings must be looked for among the dataset's own. */
  later: boolean;
  /** Whole days, read from states. */
  stretches: Window["stretches"];
  /** What is left of the window, read from rows. */
  rest: Window["stretches"];
}

/** One pass over the rows of a dataset; slots aggregate rows. */
export interface RowScan extends ScanBase {
  kind: "rows";
  /** Null when everything is read from rows. */
  rollup: RollupRead | null;
}

/** The first or the last row by time of a frame. */
export interface RowPick {
  frame: number;
  which: "first" | "last";
}

/** What is known of one entity from its rows; without rows it is null, a count 0. */
export interface Piece {
  /** The name slots know it by. */
  id: string;
  /** The value in a row, the first of those picked that is there; or an aggregate over the rows of a frame that meet the conditions. */
  take:
    | { kind: "row"; from: readonly RowPick[]; of: Term }
    | { kind: "rows"; frame: number; aggregate: Aggregate; filters: readonly Term[] };
}

/** One pass over the rows of a dataset that first says something of every entity, then aggregates entities. */
export interface EntityScan extends ScanBase {
  kind: "entities";
  /** What tells entities apart; rows where one of these is missing belong to none. */
  entity: readonly Term[];
  pieces: readonly Piece[];
  /** Slots aggregate terms over pieces. */
  slots: readonly Slot[];
  /** The row that says which slice an entity belongs to: the first of these that is there. Empty when nothing asks for it. */
  sliced: readonly RowPick[];
  /** Whether the question's own conditions choose rows, or entities by the row that says their slice. */
  asked: "rows" | "entities";
  /** The question's conditions on that row. */
  kept: readonly Term[];
}

/** One side of a conversion: where its events are, and what must be equal on both. */
export interface EventSide extends Pick<ScanBase, "dataset" | "filters" | "sequence"> {
  matched: readonly Term[];
}

/**
 * One pass over the events of two datasets: every conversion is given to the latest base event of the same entity at or
 * before it, then base events are aggregated by their own date and slice.
 */
export interface ConversionScan extends ScanBase {
  kind: "conversions";
  /** What must be equal on both events; rows where one of these is missing are no events of anyone. */
  matched: readonly Term[];
  /** The conversions; the scan's own dataset and filters are the base events'. */
  after: EventSide;
  /** For how many local days a base event can be converted. */
  days: number;
  /** Slots aggregate terms over `conversionTerms`. */
  slots: readonly Slot[];
  /** Frames that hold the base events of the slots' frames and everything that can follow them. */
  reading: readonly number[];
  /** The question's conditions on base events; others still have conversions of their own. */
  kept: readonly Term[];
}

export type Scan = RowScan | EntityScan | ConversionScan;

/** How a number is made of slots and of other metrics; a missing or impossible number is null. */
export type Formula =
  | { kind: "nothing" }
  | { kind: "slot"; slot: string }
  | { kind: "quotient"; over: Formula; under: Formula }
  | { kind: "unless_empty"; value: Formula; sample: Formula }
  /** Unknown where the sample is smaller than needed, for every span. */
  | { kind: "unless_fewer"; value: Formula; sample: Formula; needed: readonly number[] }
  | { kind: "output"; output: string; part: "value" | "sample" }
  | { kind: "least" | "greatest"; of: readonly Formula[] }
  /** `outputs` gives the output behind every name. */
  | { kind: "expression"; typed: TypedExpression; outputs: Readonly<Record<string, string>> };

/** What the plan computes for one metric in one frame. */
export interface Output {
  /** The metric's id in frame 0, else with the frame behind it. */
  id: string;
  metric: string;
  value: Formula;
  numerator: Formula;
  denominator: Formula;
  sample: Formula;
  /** 0 when made of slots alone, else one more than the highest output it is made of. */
  level: number;
  /** The value of a period without rows (T5). */
  empty: number | null;
  /** What has to have been reported for the value to be whole, for every span. */
  reach: readonly Interval[];
  /** Where the rows lie that the value rests on, for every span: the reach, and what is carried into it or looked back at. */
  rests: readonly Interval[];
}

/** What a kind says of its metric; the rest of an output is the plan's own. */
export type Planned = Omit<Output, "id" | "metric" | "reach" | "rests">;

/** What is computed to answer a question: plain data, turned into SQL by `sql/` alone. */
export interface Plan {
  grain: Grain;
  spans: readonly Period[];
  until: number;
  /** Frame 0 is the spans. */
  frames: readonly Frame[];
  by: readonly string[];
  /** The metric slices are ranked by; null for the rows behind them. */
  rankBy: string | null;
  /** How many slices are wanted at most. */
  limit: number;
  /** Slices kept, by sample size; null when there are no dimensions, or every slice is wanted. */
  slices: number | null;
  /** Rows given at most where every slice is wanted; null for all there are. */
  every: number | null;
  sequences: ReadonlyMap<string, number>;
  /** Tables of states that may be read instead of rows. */
  rollups: readonly Rollup[];
  scans: readonly Scan[];
  /** In an order in which every output stands after those it is made of. */
  outputs: readonly Output[];
  /** The metrics asked for, in order. */
  asked: readonly string[];
}
