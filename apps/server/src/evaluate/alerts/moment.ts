import type { Catalog } from "@sextant/model/definition/catalog";
import type { Drift } from "@sextant/model/definition/drift";
import type { Observation } from "@sextant/model/series/observation";
import type { Judgement } from "@sextant/model/standing/judgement";

/** The series of a KPI that a rule asks for itself: one slice, or the whole where `slice` is empty. */
export interface RuleSeries {
  slice: string;
  observations: readonly Observation[];
  /** The value each period is compared with, by period key. */
  bases: ReadonlyMap<string, number | null>;
}

/** Everything alerts are judged from at one instant. */
export interface AlertMoment {
  /** Epoch ms of the workspace's clock. */
  at: number;
  catalog: Catalog;
  judgements: readonly Judgement[];
  /** The series of rules that ask for their own, by rule; a sentence where they could not be asked for. */
  series: ReadonlyMap<string, readonly RuleSeries[] | string>;
  /** Milliseconds since the newest row behind a KPI; null without rows. */
  ages: ReadonlyMap<string, number | null>;
  /** Why definitions drifted, by `type:id`. */
  drift: ReadonlyMap<string, readonly Drift[]>;
}
