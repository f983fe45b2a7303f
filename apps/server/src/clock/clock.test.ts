import { datasetSchema } from "@sextant/model/dataset/dataset";
import type { Catalog } from "@sextant/model/definition/catalog";
import { describe, expect, it } from "vitest";
import { nextChange } from "./clock.ts";

const hour = 3_600_000;
const dataset = datasetSchema.parse({
  id: "trips",
  label: "Trips",
  time: "at",
  columns: { at: { type: "datetime" } },
  stale_after: "6h",
});
const catalog: Catalog = {
  workspace: { id: "air", label: "Air", budgets: { dashboard: 8, team: 8, person: 5 } },
  calendar: { timeZone: "Europe/Berlin", weekStart: "monday", fiscalYearStart: 1 },
  units: new Map(),
  people: new Map(),
  orgUnits: new Map(),
  sources: new Map(),
  datasets: new Map([["trips", dataset]]),
  metrics: new Map(),
  kpis: new Map(),
  dashboards: new Map(),
  alerts: new Map(),
  reviews: new Map(),
  objectives: new Map(),
};
const reached = (watermark: number | null) =>
  new Map([["trips", { dataset: "trips", watermark, first: null, landedAt: null, rows: 0, sequence: 0 }]]);
const noon = Date.UTC(2024, 2, 31, 10);

describe("The next change of a standing without new data", () => {
  it("is the end of the local day, also of a short one", () => {
    expect(nextChange(catalog, reached(null), noon)).toBe(Date.UTC(2024, 2, 31, 22));
  });
  it("is the first whole minute at which a dataset is stale, because answers are as of whole minutes", () => {
    expect(nextChange(catalog, reached(noon - 2 * hour), noon)).toBe(noon + 4 * hour + 60_000);
    expect(nextChange(catalog, reached(noon - 2 * hour - 1), noon)).toBe(noon + 4 * hour);
  });
  it("is not a staleness that has passed", () => {
    expect(nextChange(catalog, reached(noon - 7 * hour), noon)).toBe(Date.UTC(2024, 2, 31, 22));
  });
});
