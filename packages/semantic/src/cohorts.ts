import type { Catalog } from "@sextant/model/definition/catalog";
import type { Grain } from "@sextant/model/time/grain";
import { kindOf } from "./kinds/kinds.ts";

/** A metric of cohorts of several ages: metrics of its own that exist in this catalog only. */
export interface CohortFamily {
  catalog: Catalog;
  /** The id of the metric at every age, in periods of the grain, ascending. */
  members: readonly { age: number; id: string }[];
}

/**
 * The metric of cohorts one to `oldest` periods old, so that one question answers the whole triangle; null when it follows no
 * cohorts. A cohort's own period is age 0, where a share of it is all of it.
 */
export const cohortFamily = (catalog: Catalog, id: string, oldest: number, grain: Grain): CohortFamily | null => {
  const metric = catalog.metrics.get(id);
  const kind = metric === undefined ? undefined : kindOf(metric);
  if (metric === undefined || kind?.atAge === undefined) return null;
  const metrics = new Map(catalog.metrics);
  const members = Array.from({ length: oldest }, (_, index) => {
    const age = index + 1;
    // No id of an author holds a space.
    const own = `${id} ${age}`;
    metrics.set(own, { ...(kind.atAge?.(metric, age, grain) ?? metric), id: own });
    return { age, id: own };
  });
  return { catalog: { ...catalog, metrics }, members };
};

/** Whether a metric follows cohorts. */
export const followsCohorts = (catalog: Catalog, id: string): boolean => cohortFamily(catalog, id, 0, "month") !== null;
