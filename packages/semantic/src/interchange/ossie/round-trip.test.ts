import type { Catalog } from "@sextant/model/definition/catalog";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { airlineYaml, soundCatalog } from "../../../test/airline.ts";
import { everyKind } from "../../../test/every-kind.ts";
import { readWorkspace } from "../../read/read.ts";
import { definitionsOf } from "../../version/meaning.ts";
import { definitionHash, diffCatalogs } from "../../version/version.ts";
import { exportOssie } from "./export.ts";
import { importOssie } from "./import.ts";

/** What a document becomes when it is imported; it must be sound. */
const imported = (text: string) => {
  const { files, notes } = importOssie({ path: "model.yaml", text });
  const { catalog, findings } = readWorkspace(files);
  if (catalog === null) throw new Error(JSON.stringify({ findings, notes }, null, 2));
  return { catalog, notes };
};

const hashes = (catalog: Catalog): Record<string, string> =>
  Object.fromEntries(
    definitionsOf(catalog).map(({ type, id }) => [`${type}:${id}`, definitionHash(catalog, type, id)]),
  );

const richYaml = airlineYaml
  .replace(
    "  time_zone: America/New_York",
    `  time_zone: America/New_York
  week_start: sunday
  fiscal_weeks: { pattern: 4-5-4, year_end: nearest, weekday: saturday, month: 1 }
  holidays: [{ date: "12-25", label: Christmas }, { date: "2026-07-03", label: Independence Day }]
  weekend: [friday, saturday]`,
  )
  .replace("people:\n", "units:\n  pax: { label: Passengers, symbol: pax }\npeople:\n")
  .replace(
    "label: Revenue,",
    "label: Revenue, description: 'What \"they\" paid: 100% of it', synonyms: [sales, turnover], unit: eur,",
  )
  .replace(", unit: usd", "");

describe("a catalog that is exported and imported", () => {
  it.each([
    ["the airline", soundCatalog()],
    ["metrics of every kind", everyKind()],
    ["a calendar of weeks, units, synonyms", soundCatalog([{ path: "a.yaml", text: richYaml }])],
  ])("is the same in meaning and in words: %s", (_, catalog) => {
    const { catalog: again, notes } = imported(exportOssie(catalog).text);
    expect(diffCatalogs(catalog, again)).toEqual([]);
    expect(hashes(again)).toEqual(hashes(catalog));
    expect(notes).toEqual([]);
  });

  it("is the same when a tool wrote the document anew, as JSON with other spacing", () => {
    const catalog = everyKind();
    const { catalog: again } = imported(JSON.stringify(parse(exportOssie(catalog).text), null, 4));
    expect(hashes(again)).toEqual(hashes(catalog));
  });

  it("gives other tools datasets with fields and metrics as standard SQL", () => {
    const [model] = (
      parse(exportOssie(soundCatalog()).text) as {
        semantic_model: { metrics: { name: string; expression: { dialects: { expression: string }[] } }[] }[];
      }
    ).semantic_model;
    const sql = Object.fromEntries(
      (model?.metrics ?? []).map(({ name, expression }) => [name, expression.dialects[0]?.expression]),
    );
    expect(sql).toMatchObject({
      flights_flown: "COUNT(flights.departure)",
      on_time_flights: "COUNT(CASE WHEN flights.delay < 15 THEN 1 END)",
      on_time_rate: "1.0 * COUNT(CASE WHEN flights.delay < 15 THEN 1 END) / NULLIF(COUNT(flights.departure), 0)",
      morning_rate:
        "1.0 * COUNT(CASE WHEN flights.delay < 15 and EXTRACT(HOUR FROM flights.departure) < 10 THEN 1 END) / NULLIF(COUNT(CASE WHEN EXTRACT(HOUR FROM flights.departure) < 10 THEN 1 END), 0)",
      p90_delay: "PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY flights.delay)",
      severe_delays: "COUNT(CASE WHEN flights.delay >= 60 THEN 1 END)",
      airports: "COUNT(DISTINCT CASE WHEN not flights.cancelled THEN flights.origin END)",
      load: "(SUM(bookings.seats)) - (COUNT(flights.departure))",
    });
    expect(sql).not.toHaveProperty("routes");
  });

  it("names what other tools will not see", () => {
    const { notes } = exportOssie(everyKind());
    expect(notes.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(["metric routes", "metric miles_28_days", "metric miles_growth"]),
    );
    expect(notes.at(-1)?.message).toContain("3 kpis");
  });
});

describe("a document another tool edited after the export", () => {
  const edited = (change: (model: Record<string, never[]>) => void) => {
    const document = parse(exportOssie(soundCatalog()).text) as { semantic_model: Record<string, never[]>[] };
    const [model] = document.semantic_model;
    if (model === undefined) throw new Error("no model");
    change(model);
    return imported(stringify(document));
  };
  const metricNamed = (model: Record<string, unknown[]>, name: string): Record<string, unknown> =>
    (model.metrics as Record<string, unknown>[]).find((one) => one.name === name) ?? {};

  it("keeps the edit, and the unit and direction that only the extension knows", () => {
    const { catalog, notes } = edited((model) => {
      metricNamed(model, "mean_delay").expression = {
        dialects: [{ dialect: "ANSI_SQL", expression: "MAX(flights.delay)" }],
      };
    });
    expect(catalog.metrics.get("mean_delay")).toMatchObject({
      aggregation: "max",
      unit: "minutes",
      direction: "down_is_good",
    });
    expect(notes).toContainEqual(expect.objectContaining({ severity: "changed", subject: "metric mean_delay" }));
  });

  it("leaves a metric out whose new expression cannot be read, with the KPIs on it", () => {
    const { catalog, notes } = edited((model) => {
      metricNamed(model, "on_time_rate").expression = {
        dialects: [{ dialect: "ANSI_SQL", expression: "SUM(x) OVER (PARTITION BY y)" }],
      };
    });
    expect(catalog.metrics.has("on_time_rate")).toBe(false);
    expect(catalog.kpis.has("on_time")).toBe(false);
    const left = notes.filter(({ severity }) => severity === "left_out").map(({ subject }) => subject);
    expect(left).toEqual(expect.arrayContaining(["metric on_time_rate", "metric late_rate", "kpi on_time"]));
  });

  it("takes a field that was added, and keeps how late rows may be", () => {
    const { catalog } = edited((model) => {
      const fields = (model.datasets as unknown as { fields: unknown[] }[])[0]?.fields ?? [];
      fields.push({
        name: "gate",
        expression: { dialects: [{ dialect: "ANSI_SQL", expression: "gate" }] },
        datatype: "String",
      });
    });
    expect(catalog.datasets.get("flights")).toMatchObject({
      lag: "6h",
      columns: { gate: { type: "string" }, delay: { type: "integer" } },
    });
  });
});
