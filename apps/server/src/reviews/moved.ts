import type { AskAnswer } from "@sextant/model/api/answers/ask";
import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import type { Traits } from "@sextant/model/metric/traits";
import { type Contributions, contributionsOf, type SlicePair } from "@sextant/model/practice/contributions";
import type { ReviewKpi } from "@sextant/model/practice/review-kpi";
import { Problem } from "@sextant/model/problem/problem";
import type { Observation } from "@sextant/model/series/observation";
import { dayAt, type ReviewServices } from "./services.ts";

/** Dimensions looked along, and slices of each that are computed and kept. */
const mostDimensions = 3;
const mostSlices = 100;
const keptSlices = 6;

type Series = AskAnswer["series"][number];

const pairOf = ({ slice, other, observations }: Series, before: string, after: string): SlicePair => {
  const at = (key: string): Observation | null => observations.find(({ periodKey }) => periodKey === key) ?? null;
  const [value] = slice;
  return { name: other === true ? "everything else" : (value ?? "(none)"), before: at(before), after: at(after) };
};

/** The largest parts, and what the others are together, so that they still add up. */
const shortened = (found: Contributions): Contributions => {
  if (found.slices.length <= keptSlices) return found;
  const rest = found.slices.slice(keptSlices - 1);
  const contribution = rest.reduce((sum, slice) => sum + slice.contribution, 0);
  const name = `${rest.length} more`;
  return {
    ...found,
    slices: [...found.slices.slice(0, keptSlices - 1), { name, before: null, after: null, contribution }],
  };
};

/** Which slices moved the value from the last but one whole period to the last, exactly, along each dimension that allows it. */
export const slicesThatMoved = async (
  answer: KpiAnswer,
  traits: Traits,
  { ask, definitions }: ReviewServices,
): Promise<Pick<ReviewKpi["moved"], "slices" | "from" | "to">> => {
  const { catalog } = definitions.state();
  const { tile, dimensions } = answer;
  const whole = tile.series.filter(({ current }) => !current);
  const last = whole.findIndex(({ periodKey }) => periodKey === tile.latest?.periodKey);
  const [before, after] = [whole[last - 1], whole[last]];
  if (before === undefined || after === undefined) return { slices: [], from: null, to: null };
  const slices: Contributions[] = [];
  for (const dimension of dimensions.slice(0, mostDimensions)) {
    try {
      const { series } = await ask({
        ...{ kpis: [tile.id], metrics: [], grain: tile.grain, by: [dimension], limit: mostSlices, other: true },
        ...{ from: dayAt(before.start, catalog), to: dayAt(after.end, catalog) },
      });
      const pairs = series.map((one) => pairOf(one, before.periodKey, after.periodKey));
      const found = contributionsOf(dimension, pairs, { before, after }, traits);
      if (found !== null) slices.push(shortened(found));
    } catch (error) {
      // A dimension this KPI cannot be asked by says nothing about it; anything else is a failure.
      if (!(error instanceof Problem && error.code === "invalid_request")) throw error;
    }
  }
  const largest = ({ slices: [first] }: Contributions): number => Math.abs(first?.contribution ?? 0);
  return { slices: slices.sort((a, b) => largest(b) - largest(a)), from: before.periodKey, to: after.periodKey };
};
