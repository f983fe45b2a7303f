import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { airlineYaml, soundCatalog } from "../../test/airline.ts";
import { canonicalJson } from "./json.ts";
import { canonicalDefinition, definitionHash, diffCatalogs } from "./version.ts";

const edited = (from: string, to: string) => {
  const text = airlineYaml.replace(from, to);
  expect(text).not.toBe(airlineYaml);
  return soundCatalog([{ path: "airline.yaml", text }]);
};
const catalog = soundCatalog();
const changesOf = (from: string, to: string) =>
  diffCatalogs(catalog, edited(from, to)).map(({ type, id, change }) => `${change} ${type} ${id}`);

describe("the meaning of a definition (K3)", () => {
  it.each([
    ["a label", "label: On-time rate", "label: Punctuality"],
    ["the spelling of an expression", "where: delay < 15", "where: ( delay<15 )"],
    [
      "a default written out",
      "kind: ratio\n    unit: percent\n    direction: up_is_good\n    numerator: on_time_flights",
      "kind: ratio\n    unit: percent\n    synonyms: []\n    direction: up_is_good\n    numerator: on_time_flights",
    ],
    ["where a target comes from", "Last year's best quarter.", "The board."],
    ["the state of a KPI", "metric: on_time_rate", "metric: on_time_rate\n    state: proposed"],
    [
      "the spelling of a threshold",
      'green: ">= 80%", yellow: 70% <= x < 80%',
      'green: "≥80 %", yellow: ">= 70% and < 80%"',
    ],
    ["the spelling of a target", "value: 85%", 'value: " 85.0 % "'],
    ["a status rule written out", "target: { value: 85% }", "target: { value: 85% }\n    status: { hysteresis: 0% }"],
    ["the calendar's zone written out", "time: departure\n", "time: departure\n    time_zone: America/New_York\n"],
    ["a description", "label: Flights\n", "label: Flights\n    description: All of them.\n"],
  ])("is not changed by %s", (_, from, to) => {
    const after = edited(from, to);
    for (const { type, id, change } of diffCatalogs(catalog, after)) {
      expect(change).toBe("cosmetic");
      expect(definitionHash(after, type, id)).toBe(definitionHash(catalog, type, id));
    }
  });

  it("changes with the definition, and with every metric it is built on", () => {
    expect(changesOf("where: delay < 15", "where: delay < 16")).toEqual([
      "semantic metric on_time_flights",
      "semantic metric on_time_rate",
      "semantic metric morning_rate",
      "semantic metric late_rate",
      "semantic metric lateness_index",
      "semantic kpi on_time",
      "semantic kpi morning",
    ]);
  });

  it("of a calendar changes with its holidays and weekend, not with their names and order", () => {
    const zone = "time_zone: America/New_York";
    const kept = `${zone}\n  holidays: [{ date: 12-25, label: Christmas }, { date: 2001-01-01, label: New Year }]`;
    const before = edited(zone, kept);
    const changes = (to: string) => diffCatalogs(before, edited(zone, to)).map(({ change, id }) => `${change} ${id}`);
    expect(changesOf(zone, kept)).toEqual(["semantic calendar calendar"]);
    expect(
      changes(`${zone}\n  holidays: [{ date: 2001-01-01, label: Hangover }, { date: 12-25, label: Christmas Day }]`),
    ).toEqual(["cosmetic calendar"]);
    expect(changes(`${kept}\n  weekend: [sunday, saturday]`)).toEqual(["cosmetic calendar"]);
    expect(changes(`${kept}\n  weekend: [friday, saturday]`)).toEqual(["semantic calendar"]);
    expect(changes(kept.replace("12-25", "12-24"))).toEqual(["semantic calendar"]);
  });

  it("of a calendar changes with the weeks its years are made of", () => {
    const zone = "time_zone: America/New_York";
    const weeks = "{ pattern: 4-4-5, year_end: last, weekday: saturday, month: 9 }";
    const before = edited(zone, `${zone}\n  fiscal_weeks: ${weeks}`);
    const after = edited(zone, `${zone}\n  fiscal_weeks: ${weeks.replace("4-4-5", "4-5-4")}`);
    expect(diffCatalogs(before, after)).toMatchObject([
      {
        id: "calendar",
        change: "semantic",
        fields: [{ path: "fiscalWeeks.pattern", before: "4-4-5", after: "4-5-4" }],
      },
    ]);
  });

  it("changes with the zone that its wall clocks are read in", () => {
    const changes = changesOf("time_zone: America/New_York", "time_zone: Europe/Berlin");
    expect(changes).toContain("semantic calendar calendar");
    expect(changes).toContain("semantic metric morning_rate");
    expect(changes).toContain("semantic kpi morning");
  });

  it("of a KPI changes when the unit its thresholds are written in is scaled anew", () => {
    const units = "units: { share: { label: Share, symbol: '%', scale: 100 } }\ndatasets:";
    const custom = airlineYaml.replaceAll("unit: percent", "unit: share").replace("datasets:", units);
    const [before, after] = [custom, custom.replace("scale: 100", "scale: 10")].map((text) =>
      soundCatalog([{ path: "a.yaml", text }]),
    );
    if (before === undefined || after === undefined) throw new Error("no catalogs");
    expect(diffCatalogs(before, after).map(({ type, id, change }) => `${change} ${type} ${id}`)).toEqual(
      expect.arrayContaining(["semantic unit share", "semantic kpi on_time", "semantic kpi morning"]),
    );
  });

  it("changes when a column it reads is retyped, and not when another one is", () => {
    const changes = changesOf("distance: { type: integer }", "distance: { type: number }");
    expect(changes).toEqual(["semantic dataset flights", "semantic metric miles"]);
  });

  it("changes with a target, a threshold or a guardrail", () => {
    expect(changesOf("value: 85%", "value: 86%")).toEqual(["semantic kpi morning"]);
    expect(changesOf("guardrails: [flown]", "guardrails: [morning]")).toEqual(["semantic kpi on_time"]);
  });

  it("is told by which fields changed, with before and after", () => {
    const [own, above] = diffCatalogs(catalog, edited("where: delay < 15", "where: delay < 16"));
    expect(own?.fields).toEqual([{ path: "where", before: "delay < 15", after: "delay < 16" }]);
    expect(above?.fields.map((field) => field.path)).toEqual(["built_on.on_time_flights"]);
  });

  it("does not depend on files, order or line ends", () => {
    const [head = "", kpis = ""] = airlineYaml.split("kpis:\n");
    const files = [
      { path: "b.yaml", text: head.replaceAll("\n", "\r\n") },
      { path: "a.yaml", text: `kpis:\n${kpis}` },
    ];
    expect(diffCatalogs(catalog, soundCatalog(files))).toEqual([]);
  });

  it("has one text that names what it rests on", () => {
    const text = canonicalDefinition(catalog, "metric", "on_time_rate");
    expect(text).toContain(definitionHash(catalog, "metric", "flights_flown"));
    expect(definitionHash(catalog, "metric", "on_time_rate")).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("the difference of two catalogs", () => {
  it("is everything when there was nothing, and nothing when nothing changed", () => {
    const all = diffCatalogs(null, catalog);
    expect(new Set(all.map(({ change }) => change))).toEqual(new Set(["added"]));
    expect(all.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["workspace", "calendar", "person", "dashboard"]),
    );
    expect(diffCatalogs(catalog, catalog)).toEqual([]);
  });

  it("tells what was added and what is gone", () => {
    const text = "id: worst_delay, label: Worst delay";
    expect(changesOf(text, "id: longest_delay, label: Worst delay")).toEqual([
      "added metric longest_delay",
      "removed metric worst_delay",
    ]);
  });
});

describe("canonical JSON", () => {
  it("is the same whatever the order of keys, and parses back", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const shuffled = (part: unknown): unknown => {
          if (Array.isArray(part)) return part.map(shuffled);
          if (typeof part !== "object" || part === null) return part;
          return Object.fromEntries(
            Object.entries(part)
              .reverse()
              .map(([key, item]) => [key, shuffled(item)]),
          );
        };
        const text = canonicalJson(value);
        expect(canonicalJson(shuffled(value) as never)).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
