import { kindOf } from "../kinds/kinds.ts";
import { about, type Check } from "./draft.ts";

/** What each kind of metric asks of its definitions. */
export const checkMetrics: Check = (draft) =>
  [...draft.catalog.metrics.values()].flatMap((metric) =>
    about("metric", metric.id, kindOf(metric).check(metric, draft)),
  );
