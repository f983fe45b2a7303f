import type { Entry } from "../reader.ts";

/** An entity of a semantic model: what its rows are, or refer to. */
export interface Entity {
  name: string;
  type: string;
  expr: string;
  at: Entry;
}

/** A dimension of a semantic model. */
export interface Dimension {
  name: string;
  isTime: boolean;
  /** The shortest period its values tell apart, in lower case. */
  granularity: string;
  expr: string;
  description: string | undefined;
  at: Entry;
}

/** A measure that is taken for one state per stretch of time instead of being added up over it. */
export interface NonAdditive {
  dimension: string | undefined;
  choice: string;
  groupings: string[];
  at: Entry;
}

/** An aggregate over the rows of a semantic model. */
export interface Measure {
  name: string;
  label: string | undefined;
  description: string | undefined;
  agg: string;
  expr: string;
  percentile: number | undefined;
  discrete: boolean;
  approximate: boolean;
  timeDimension: string | undefined;
  nonAdditive: NonAdditive | undefined;
  isMetric: boolean;
  at: Entry;
}

/** A semantic model of either specification. */
export interface Model {
  name: string;
  label: string | undefined;
  description: string | undefined;
  /** The dbt model its rows come from, as written. */
  table: string | undefined;
  timeDimension: string | undefined;
  primaryEntity: string | undefined;
  entities: Entity[];
  dimensions: Dimension[];
  measures: Measure[];
  /** Types of columns, where the source says them. */
  dataTypes: Map<string, string>;
  at: Entry;
}

/** A metric or a measure as part of another metric. */
export interface Input {
  name: string;
  /** Whether the name is a metric's; else a measure's. */
  isMetric: boolean;
  alias: string | undefined;
  filters: Entry[];
  offsetWindow: string | undefined;
  offsetToGrain: string | undefined;
  fillNullsWith: number | undefined;
  joinToTimespine: boolean;
  at: Entry;
}

/** A metric of either specification. */
export interface MetricSource {
  name: string;
  type: string;
  label: string | undefined;
  description: string | undefined;
  filters: Entry[];
  /** Of a simple metric, or of a cumulative one that names a measure. */
  measure: Input | undefined;
  numerator: Input | undefined;
  denominator: Input | undefined;
  expr: string | undefined;
  inputs: Input[];
  /** The metric a cumulative one looks at; legacy ones name a measure. */
  input: Input | undefined;
  window: string | undefined;
  grainToDate: string | undefined;
  periodAgg: string | undefined;
  entity: string | undefined;
  calculation: string | undefined;
  base: Input | undefined;
  conversion: Input | undefined;
  constants: { base: string; conversion: string }[];
  at: Entry;
}

/** All that is read from a project. */
export interface Project {
  models: Model[];
  metrics: MetricSource[];
}
