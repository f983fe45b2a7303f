import { periodsBetween } from "@sextant/model/time/arithmetic";
import { describe, expect, it } from "vitest";
import { airlineYaml, soundCatalog } from "../test/airline.ts";
import { compile } from "./compile.ts";
import type { Question } from "./question.ts";

const catalog = soundCatalog();
const ask = (more: Partial<Question>, over = catalog) =>
  compile(
    {
      metrics: ["flights_flown"],
      grain: "week",
      spans: periodsBetween(Date.UTC(2001, 2, 5, 5), Date.UTC(2001, 3, 1), "week", catalog.calendar),
      by: [],
      where: null,
      until: Date.UTC(2002, 0, 1),
      limit: 10,
      ...more,
    },
    over,
  );
const rules = (more: Partial<Question>) => ask(more).findings.map((finding) => finding.rule);

describe("a question that cannot be asked", () => {
  it("names the metric, dimension or column that does not exist, and what was probably meant", () => {
    expect(ask({ metrics: ["flights_flow"] }).findings[0]).toMatchObject({
      rule: "question/unknown-metric",
      hint: "Did you mean `flights_flown`?",
    });
    expect(rules({ by: ["orign"] })).toEqual(["question/unknown-dimension"]);
    expect(rules({ metrics: ["load"], by: ["destination"] })).toEqual(["question/unknown-dimension"]);
    expect(rules({ by: ["origin", "origin"] })).toEqual(["question/dimensions"]);
    expect(ask({ where: "delay < 5 and orign = 'JFK'" }).findings[0]).toMatchObject({
      rule: "expression/unknown-column",
      place: { file: "where", line: 1, column: 15, length: 5 },
    });
    expect(rules({ where: "delay" })).toEqual(["expression/wrong-type"]);
  });

  it("gives no statement", () => {
    expect(ask({ metrics: ["nope"] }).statements).toEqual([]);
  });
});

describe("statements", () => {
  it("scan each dataset once, however many metrics read it", () => {
    const { statements } = ask({ metrics: [...catalog.metrics.keys()] });
    expect(statements).toHaveLength(1);
    expect(statements[0]?.sql.match(/FROM dataset_/g)).toHaveLength(2);
  });

  it("are kept apart where metrics share no dataset", () => {
    const { statements } = ask({ metrics: ["seats_booked", "miles", "on_time_rate"] });
    expect(statements.map(({ datasets }) => datasets)).toEqual([["bookings"], ["flights"]]);
    expect(statements.flatMap(({ outputs }) => outputs.map(({ metric }) => metric))).toEqual([
      "seats_booked",
      "miles",
      "on_time_rate",
    ]);
  });

  it("hold no text of an author: values are parameters, identifiers are escaped", () => {
    const column = "'; DROP TABLE x; --`\\\\";
    const hostile = soundCatalog([
      {
        path: "a.yaml",
        text: airlineYaml
          .replace("fare: {", `"${column}": { type: string }\n      fare: {`)
          .replace("dimensions: [origin, ", `dimensions: ["${column}", origin, `),
      },
    ]);
    const where = "origin = '{x:String}' or origin = '''; SELECT 1 --' or origin like '%🛫مطار%'";
    const [statement] = ask({ where, by: ["'; DROP TABLE x; --`\\"] }, hostile).statements;
    expect(statement?.sql).not.toMatch(/SELECT 1|x:String|🛫/);
    expect(statement?.sql).toContain("`'; DROP TABLE x; --\\`\\\\`");
    expect(Object.values(statement?.parameters ?? {})).toEqual(
      expect.arrayContaining(["{x:String}", "'; SELECT 1 --"]),
    );
  });

  it("stay shorter than the engine reads, however many metrics are asked in slices", () => {
    const metrics = Array.from({ length: 1500 }, (_, index) => `m${index}`);
    const lines = metrics.map(
      (id, index) =>
        `  - { id: ${id}, label: L, kind: simple, dataset: flights, aggregation: count, where: delay > ${index} }\n`,
    );
    const many = soundCatalog([{ path: "a.yaml", text: airlineYaml.replace("kpis:\n", `${lines.join("")}kpis:\n`) }]);
    for (const rankBy of [undefined, "m7"]) {
      const { statements } = ask({ metrics, by: ["origin"], rankBy }, many);
      expect(Math.max(...statements.map(({ sql }) => sql.length))).toBeLessThan(256 * 1024);
      expect(statements.flatMap(({ outputs }) => outputs.map(({ metric }) => metric))).toEqual(metrics);
      expect(statements.every(({ sql }) => sql.includes("_weight") === (rankBy !== undefined))).toBe(true);
    }
  });

  it("compute shared parts once: a chain of doublings does not double the SQL", () => {
    const chain = Array.from({ length: 14 }, (_, i) => {
      const base = i === 0 ? "late_rate" : `y${i - 1}`;
      return `  - { id: y${i}, label: L, kind: derived, expression: ${base} + ${base} }\n`;
    });
    const deep = soundCatalog([{ path: "a.yaml", text: airlineYaml.replace("kpis:\n", `${chain.join("")}kpis:\n`) }]);
    expect(ask({ metrics: ["y13"] }, deep).statements[0]?.sql.length).toBeLessThan(6000);
  });
});
