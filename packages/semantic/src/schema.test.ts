import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { airlineYaml, soundCatalog } from "../test/airline.ts";
import { formulaInCode, formulaInWords } from "./formula.ts";
import { definitionsReference } from "./reference.ts";
import { definitionFileJsonSchema } from "./schema.ts";

interface Schema {
  $schema: string;
  properties: Record<string, { items?: { required?: string[] } }>;
}

describe("the published schema of definition files", () => {
  const schema = definitionFileJsonSchema() as unknown as Schema;

  it("is draft-07, names every section, and lets defaults be left out", () => {
    expect(schema.$schema).toContain("draft-07");
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(parse(airlineYaml))));
    expect(schema.properties.kpis?.items?.required).toEqual(["id", "metric"]);
  });
});

describe("the reference of the format", () => {
  it("has a row for every key, those inside others too", () => {
    const text = definitionsReference();
    for (const key of [
      "aggregation",
      "thresholds.green",
      "columns.<name>.type",
      "target.points[].at",
      "budgets.person",
    ]) {
      expect(text).toContain(`| \`${key}\` |`);
    }
  });
});

describe("formulas", () => {
  const catalog = soundCatalog();
  it.each([
    ["on_time_flights", "The number of rows of Flights where delay < 15.", "count() from flights where delay < 15"],
    ["on_time_rate", "On-time flights ÷ Flights flown.", "on_time_flights / flights_flown"],
    ["p90_delay", "Percentile 90 of delay, over the rows of Flights.", "percentile(delay, 0.9) from flights"],
    ["late_rate", "The formula 1 - on_time_rate, where on_time_rate is On-time rate.", "1 - on_time_rate"],
  ])("of %s are in words and in code", (id, words, code) => {
    const metric = catalog.metrics.get(id);
    if (metric === undefined) throw new Error(id);
    expect(formulaInWords(metric, catalog)).toBe(words);
    expect(formulaInCode(metric, catalog)).toBe(code);
  });
});
