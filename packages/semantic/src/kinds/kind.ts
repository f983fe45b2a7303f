import type { Catalog } from "@sextant/model/definition/catalog";
import type { Metric } from "@sextant/model/metric/metric";
import type { Traits } from "@sextant/model/metric/traits";
import type { Calendar } from "@sextant/model/time/calendar";
import type { Grain } from "@sextant/model/time/grain";
import type { Interval } from "@sextant/model/time/interval";
import type { RuleId } from "../check/rules.ts";
import type { Scope, Span, ValueType } from "../expression/tree.ts";
import type { Step } from "../plan/frame.ts";
import type { Aggregate, ConversionScan, EntityScan, Formula, Output, Piece, Planned, Term } from "../plan/plan.ts";

/** Keys from the top of a definition to the value meant. */
export type Path = readonly (string | number)[];

/** Something wrong with a definition, before it has a file and a line. */
export interface Fault {
  rule: RuleId | `expression/${string}`;
  message: string;
  hint: string;
  path: Path;
  /** Points at the key instead of the value. */
  key?: boolean;
  /** The part of the text at `path` that is meant. */
  span?: Span;
}

/** The definitions a check can see; broken ones are left out but their ids are known. */
export interface Known {
  catalog: Catalog;
  /** Ids of metrics written somewhere, sound or not. */
  metricIds: ReadonlySet<string>;
  metricScope: Scope;
  traits: (metric: Metric) => Traits;
  /** Ids of the metrics a metric is built on. */
  builtOn: (metric: Metric) => string[];
}

/** An expression as it stands in a definition; without a scope its names cannot be checked. */
export interface WrittenExpression {
  path: Path;
  text: string | number;
  scope: Scope | null;
  expected: ValueType | undefined;
}

/** Which entities are looked at, and how (see `EntityScan`). */
export interface EntitySpec extends Pick<EntityScan, "dataset" | "entity" | "filters" | "sliced" | "asked"> {
  /** Index of the frame the metric is computed in. */
  frame: number;
}

/** Puts together what is known of every entity, and aggregates over entities. */
export interface EntityPlanner {
  /** Adds a piece; gives the name terms know it by. */
  piece(piece: Omit<Piece, "id">): string;
  /** Adds an aggregate over entities, of terms over pieces. */
  slot(aggregate: Aggregate, filters?: readonly Term[]): Formula;
}

/** Which events follow which (see `ConversionScan`). */
export interface ConversionSpec extends Pick<ConversionScan, "dataset" | "filters" | "matched" | "days"> {
  after: Omit<ConversionScan["after"], "sequence">;
  /** Index of the frame that holds everything that matters. */
  reading: number;
  /** Index of the frame the metric is computed in. */
  frame: number;
}

/** What a kind needs to plan a metric in a frame. */
export interface Planner {
  catalog: Catalog;
  grain: Grain;
  /** Where the metric looks, for every span of the question; epoch milliseconds. */
  frame: readonly Interval[];
  /** Now, exclusive: nothing later is seen; epoch milliseconds. */
  until: number;
  /** Adds an aggregate over the rows of a dataset within the frame. */
  slot(dataset: string, aggregate: Aggregate, filters: readonly Term[]): Formula;
  /** Index of the frame. */
  at: number;
  /** Index of a frame of the kind's own making, named within this one; its intervals are one per span. */
  stretch(name: string, intervals: readonly Interval[]): number;
  /** Opens a scan that says something of every entity before it aggregates them. */
  entities(spec: Omit<EntitySpec, "frame">): EntityPlanner;
  /** Opens a scan that gives conversions to base events; the answer adds an aggregate over base events. */
  conversions(spec: Omit<ConversionSpec, "frame">): (aggregate: Aggregate, filters?: readonly Term[]) => Formula;
  /** The output of another metric, planned first if need be: in the same frame, or one step further. */
  output(metric: string, step?: Step): Output;
  /** The same planner one step further. */
  within(step: Step): Planner;
  /** What another metric says of itself here, for a metric that is that one seen elsewhere. */
  as(metric: string): Planned;
  /** Says that the metric also needs what happened here, for every span: a period is not whole without it. */
  reaches(intervals: readonly Interval[]): void;
}

/** What of a question a kind may refuse: its grain and its periods. */
export interface Asked {
  grain: Grain;
  spans: readonly Interval[];
  calendar: Calendar;
}

/** Why a metric cannot be asked so, and how it can. */
export interface Refusal {
  message: string;
  hint: string;
}

/** Everything the semantic layer knows about one kind of metric. */
export interface Kind<M extends Metric> {
  /** The expressions in the definition, to be read and typed. */
  expressions(metric: M, known: Known): WrittenExpression[];
  /** Ids of the metrics it is built on, where they stand when they are not part of an expression. */
  references(metric: M): { metric: string; path: Path }[];
  /** Ids of the metrics it is built on. */
  builtOn(metric: M): string[];
  /** Ids of the datasets it reads by itself; `follows` marks one that questions neither filter nor slice. */
  datasets(metric: M): { dataset: string; path: Path; follows?: boolean }[];
  /** What is wrong beyond schema, references and expressions. */
  check(metric: M, known: Known): Fault[];
  /** Why it cannot be asked at a grain or for some periods; null, as where a kind says nothing, when it can. */
  refuses?(metric: M, asked: Asked): Refusal | null;
  plan(metric: M, planner: Planner): Planned;
  /** The period a person enters a value for, for kinds that are entered. */
  enteredPer?(metric: M): Grain;
  /** The same metric of the cohort so many periods older, for kinds that follow cohorts. */
  atAge?(metric: M, age: number, grain: Grain): M;
  /** Its formula over whole metrics of the same period, for kinds and definitions that are one; else null (K8). */
  arithmetic?(metric: M): string | null;
  words(metric: M, catalog: Catalog): string;
  code(metric: M, catalog: Catalog): string;
}
