import type { Catalog } from "@sextant/model/definition/catalog";
import type { Metric } from "@sextant/model/metric/metric";
import type { Traits } from "@sextant/model/metric/traits";
import type { RuleId } from "../check/rules.ts";
import type { Scope, Span, ValueType } from "../expression/tree.ts";
import type { Aggregate, Formula, Output, Term } from "../plan/plan.ts";

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
}

/** An expression as it stands in a definition; without a scope its names cannot be checked. */
export interface WrittenExpression {
  path: Path;
  text: string | number;
  scope: Scope | null;
  expected: ValueType | undefined;
}

/** What a kind needs to plan a metric. */
export interface Planner {
  catalog: Catalog;
  /** Adds an aggregate over the rows of a dataset. */
  slot(dataset: string, aggregate: Aggregate, filters: readonly Term[]): Formula;
  /** The output of another metric, planned first if need be. */
  output(metric: string): Output;
}

/** Everything the semantic layer knows about one kind of metric. */
export interface Kind<M extends Metric> {
  /** The expressions in the definition, to be read and typed. */
  expressions(metric: M, known: Known): WrittenExpression[];
  /** Ids of the metrics it is built on, where they stand when they are not part of an expression. */
  references(metric: M): { metric: string; path: Path }[];
  /** Ids of the metrics it is built on. */
  builtOn(metric: M): string[];
  /** Ids of the datasets it reads by itself. */
  datasets(metric: M): { dataset: string; path: Path }[];
  /** What is wrong beyond schema, references and expressions. */
  check(metric: M, known: Known): Fault[];
  plan(metric: M, planner: Planner): Omit<Output, "metric">;
  words(metric: M, catalog: Catalog): string;
  code(metric: M, catalog: Catalog): string;
}
