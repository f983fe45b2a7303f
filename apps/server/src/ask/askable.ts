import type { Kpi } from "@sextant/model/kpi/kpi";
import { type Grain, grains } from "@sextant/model/time/grain";
import { refusalOf } from "@sextant/semantic/kinds/kinds";
import type { Moment } from "./moment.ts";
import { windowSpans } from "./spans.ts";

/** Periods tried to see whether a metric can be asked at a grain. */
const triedPeriods = 12;

const isAskable = (metric: string, grain: Grain, { catalog, now }: Moment): boolean => {
  const { calendar } = catalog;
  const spans = windowSpans(grain, triedPeriods, now, null, calendar);
  return refusalOf(metric, { grain, spans, calendar }, catalog) === null;
};

/** The grains a metric can be asked at. */
export const askableGrains = (metric: string, moment: Moment): Grain[] =>
  grains.filter((grain) => isAskable(metric, grain, moment));

/** The grain a KPI is shown at where `wanted` is asked for: its own where it has no values by that, as what is entered per quarter has none by month. */
export const shownGrain = ({ metric, grain }: Pick<Kpi, "metric" | "grain">, wanted: Grain, moment: Moment): Grain =>
  wanted === grain || isAskable(metric, wanted, moment) ? wanted : grain;
