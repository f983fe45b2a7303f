import { z } from "zod";
import { type ConversionMetric, conversionMetricSchema, conversionTraits } from "./kinds/conversion.ts";
import { type CumulativeMetric, cumulativeMetricSchema, cumulativeTraits } from "./kinds/cumulative.ts";
import { type DerivedMetric, derivedMetricSchema, derivedTraits } from "./kinds/derived.ts";
import { type ManualMetric, manualMetricSchema, manualTraits } from "./kinds/manual.ts";
import { type RatioMetric, ratioMetricSchema, ratioTraits } from "./kinds/ratio.ts";
import { type RetentionMetric, retentionMetricSchema, retentionTraits } from "./kinds/retention.ts";
import { type SimpleMetric, simpleMetricSchema, simpleTraits } from "./kinds/simple.ts";
import { type SnapshotMetric, snapshotMetricSchema, snapshotTraits } from "./kinds/snapshot.ts";
import { type SurveyMetric, surveyMetricSchema, surveyTraits } from "./kinds/survey.ts";
import type { Traits } from "./traits.ts";

/** The kinds of metric by name (K2): the table a new kind is added to. */
export interface MetricByKind {
  simple: SimpleMetric;
  ratio: RatioMetric;
  derived: DerivedMetric;
  cumulative: CumulativeMetric;
  conversion: ConversionMetric;
  survey: SurveyMetric;
  snapshot: SnapshotMetric;
  retention: RetentionMetric;
  manual: ManualMetric;
}
export type MetricKind = keyof MetricByKind;
export type Metric = MetricByKind[MetricKind];

/** The versioned definition of a number, of any kind. */
export const metricSchema = z.discriminatedUnion("kind", [
  simpleMetricSchema,
  ratioMetricSchema,
  derivedMetricSchema,
  cumulativeMetricSchema,
  conversionMetricSchema,
  surveyMetricSchema,
  snapshotMetricSchema,
  retentionMetricSchema,
  manualMetricSchema,
]);

const traits: { [K in MetricKind]: (metric: MetricByKind[K]) => Traits } = {
  simple: simpleTraits,
  ratio: ratioTraits,
  derived: derivedTraits,
  cumulative: cumulativeTraits,
  conversion: conversionTraits,
  survey: surveyTraits,
  snapshot: snapshotTraits,
  retention: retentionTraits,
  manual: manualTraits,
};

/** What the kind of a metric declares about it. */
export const traitsOf = <K extends MetricKind>(metric: MetricByKind[K] & { kind: K }): Traits =>
  traits[metric.kind](metric);
