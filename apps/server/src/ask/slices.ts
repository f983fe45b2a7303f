import type { Slice } from "@sextant/model/api/answers/kpi";
import type { Catalog } from "@sextant/model/definition/catalog";
import { Problem } from "@sextant/model/problem/problem";
import type { Observation } from "@sextant/model/series/observation";
import { parsePeriodKey, samePeriodLastYear, shiftPeriod } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { slicedDatasetsOf } from "@sextant/semantic/kinds/kinds";
import type { KpiQuery } from "./ask.ts";
import { deltaBetween } from "./deltas.ts";
import { type Gathering, plainQuestion } from "./gather.ts";
import { receiptOf } from "./receipts.ts";
import type { ResolvedKpi } from "./resolved.ts";
import { type Run, run, runOther } from "./run.ts";
import { disjoint } from "./spans.ts";
import { unknownName } from "./unknown-name.ts";

/** Slices shown in the table. */
const mostSlices = 50;

/** The dimensions every dataset a KPI is sliced by can be cut by. */
export const dimensionsOf = ({ metric }: Pick<ResolvedKpi, "metric">, catalog: Catalog): string[] => {
  const datasets = slicedDatasetsOf(metric.id, catalog);
  const [first = [], ...others] = datasets.map((id) => catalog.datasets.get(id)?.dimensions ?? []);
  return first.filter((dimension) => others.every((dimensions) => dimensions.includes(dimension)));
};

/** The dimensions asked for, or the first there is; throws not_found for a wrong name and invalid_request for too many. */
export const chosenDimensions = (asked: string | undefined, dimensions: readonly string[]): string[] => {
  if (asked === undefined) return dimensions.slice(0, 1);
  const names = [
    ...new Set(
      asked
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== ""),
    ),
  ];
  for (const name of names) if (!dimensions.includes(name)) throw unknownName("dimension", name, dimensions);
  if (names.length > 2)
    throw new Problem("invalid_request", "A KPI may be cut by at most two dimensions.", {
      hint: "Take dimensions out.",
    });
  return names;
};

/** A KPI's slices in its latest whole period, those with the most rows first, each with its change since the period before or the year before. */
export const answerSlices = async (
  gathering: Gathering,
  resolved: ResolvedKpi,
  options: { grain: Grain; by: readonly string[]; latest: Observation | null; compare: KpiQuery["compare"] },
): Promise<{ slices: Slice[]; omitted: number; other: Slice | null }> => {
  const { warehouse, moment, at, receipts } = gathering;
  const { calendar } = moment.catalog;
  const { grain, by, latest } = options;
  const comparison = options.compare === "previous_year" ? "previous_year" : "previous_period";
  const period = latest === null ? null : parsePeriodKey(latest.periodKey, calendar);
  if (latest === null || period === null || by.length === 0) return { slices: [], omitted: 0, other: null };
  const earlier =
    comparison === "previous_year" ? samePeriodLastYear(period, calendar) : shiftPeriod(period, -1, calendar);
  const spans = disjoint([earlier, period]);
  const question = { ...plainQuestion([resolved.metric.id], grain, spans, moment.now), by, limit: mostSlices };
  const done = await run(gathering, question);
  receipts.push(receiptOf(done, moment, at, warehouse.engine()));
  const others = await runOther(gathering, done);
  const sliceOf = ({ slice, observations }: Run["series"][number]): Slice[] => {
    const here = observations.find((observation) => observation.periodKey === latest.periodKey);
    if (here === undefined) return [];
    const before = observations.find((observation) => observation !== here);
    const share = latest.sampleSize > 0 ? here.sampleSize / latest.sampleSize : null;
    return [
      {
        values: slice,
        latest: here,
        delta: deltaBetween(comparison, here, before, resolved.metric.direction),
        share,
      },
    ];
  };
  const slices = done.series.flatMap(sliceOf);
  const [other = null] = others.flatMap(({ series }) => series.flatMap(sliceOf));
  return {
    slices: slices.sort((a, b) => b.latest.sampleSize - a.latest.sampleSize),
    omitted: done.omitted,
    other,
  };
};
