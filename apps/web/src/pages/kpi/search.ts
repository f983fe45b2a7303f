import { grains } from "@sextant/model/time/grain";
import type { KpiQuestion } from "../../data/queries.ts";

const comparisons = ["previous_period", "previous_year", "like_for_like_to_date", "target"] as const;
const dateShape = /^\d{4}-\d{2}-\d{2}$/;

const text = (value: unknown, shape = /./): string | undefined =>
  typeof value === "string" && shape.test(value) ? value : undefined;

/** Reads the question of an address; what is not understood is left out. */
export const readKpiSearch = (search: Record<string, unknown>): KpiQuestion => {
  const grain = grains.find((name) => name === search.grain);
  const compare = comparisons.find((name) => name === search.compare);
  const [from, to, by] = [text(search.from, dateShape), text(search.to, dateShape), text(search.by)];
  const known = text(search.known, dateShape);
  return {
    ...(grain && { grain }),
    ...(from && { from }),
    ...(to && { to }),
    ...(by && { by }),
    ...(compare && { compare }),
    ...(known && { known }),
  };
};
