import { describe, expect, it } from "vitest";
import { airlineYaml } from "../../test/airline.ts";
import { readWorkspace } from "../read/read.ts";

const found = (...metrics: string[]): string[] => {
  const text = airlineYaml.replace("kpis:\n", `${metrics.map((metric) => `  - ${metric}\n`).join("")}kpis:\n`);
  return readWorkspace([{ path: "a.yaml", text }])
    .findings.filter(({ rule }) => !rule.startsWith("lint/") && !rule.startsWith("gate/"))
    .map(({ rule, severity, subject, message }) => `${severity} ${rule} ${subject}: ${message}`);
};
const identity = (equals: string, more = "") =>
  found(
    `{ id: x1, label: X, kind: derived, expression: "flights_flown - 1", identities: [{ equals: "${equals}"${more} }] }`,
  ).map((text) => text.split(":")[0]);
const counted = (id: string, label: string, where: string, more = "") =>
  `{ id: ${id}, label: "${label}", kind: simple, dataset: flights, aggregation: count, where: "${where}"${more} }`;

describe("declared identities (K5)", () => {
  it.each([
    ["over a metric there is none of", "12 * mrr", "error expression/unknown-metric metric x1"],
    ["that cannot be parsed", "12 *", "error expression/syntax metric x1"],
    ["that is true or false", "flights_flown > 3", "error expression/wrong-type metric x1"],
    ["that names no metric", "42", "error metric/identity-constant metric x1"],
    ["with itself", "x1", "error metric/identity-itself metric x1"],
    ["that averages averages", "(mean_delay + on_time_rate) / 2", "error metric/average-of-averages metric x1"],
  ])("%s is refused", (_, equals, finding) => {
    expect(identity(equals)).toEqual([finding]);
  });

  it("with a tolerance below zero is refused", () => {
    expect(identity("flights_flown", ", tolerance: -0.1")).toHaveLength(1);
    expect(identity("flights_flown", ", tolerance: -1%")).toHaveLength(1);
  });

  it("may name the metric itself among others, divide, and carry a tolerance", () => {
    expect(identity("2 * x1 - flights_flown / (flights_flown - flights_flown)", ", tolerance: 0.1%")).toEqual([]);
  });
});

describe("near-duplicates with different formulas (K5)", () => {
  it.each([
    ["the edge of a comparison", "distance < 70", "distance <= 70"],
    ["a number by less than a tenth", "delay < 100", "delay < 105"],
  ])("that differ in %s are named", (_, one, other) => {
    expect(
      found(counted("x1", "One", one), counted("x2", "Other", other)).filter((text) => text.includes("x2")),
    ).toEqual([
      "warning metric/near-duplicate metric x2: Its formula is nearly that of `x1`, and gives other numbers.",
    ]);
  });

  it("that go by the same words, in a label or a synonym, are named once", () => {
    const one = counted("x1", "Late, very", "delay > 100");
    const other = counted("x2", "Other", "delay > 60", ', synonyms: ["Very late", "late very"]');
    expect(found(one, other)).toEqual([
      "warning metric/near-duplicate metric x2: It goes by the same words as `x1` and has another formula.",
    ]);
  });

  it.each([
    ["another value of a text", "origin = 'A1'", "origin = 'A2'"],
    ["a far number", "delay < 100", "delay < 200"],
    ["two numbers", "delay between 10 and 20", "delay between 10.5 and 20.5"],
    ["the other direction", "delay < 100", "delay > 100"],
  ])("differ by more than %s", (_, one, other) => {
    expect(found(counted("x1", "One", one), counted("x2", "Other", other))).toEqual([]);
  });

  it("are not two percentiles of one column", () => {
    const p = (id: string, level: number) =>
      `{ id: ${id}, label: ${id}, kind: simple, dataset: flights, aggregation: percentile, expression: distance, percentile: ${level} }`;
    expect(found(p("x1", 0.9), p("x2", 0.95))).toEqual([]);
  });
});
