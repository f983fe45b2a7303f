import { describe, expect, it } from "vitest";
import { airlineYaml } from "../../test/airline.ts";
import { subscriptionsYaml } from "../../test/subscriptions.ts";
import { readWorkspace } from "../read/read.ts";

const found = (...metrics: string[]): string[] => {
  const text = `metrics:\n${metrics.map((metric) => `  - { label: L, ${metric} }\n`).join("")}`;
  const files = [
    { path: "a.yaml", text: airlineYaml },
    { path: "s.yaml", text: subscriptionsYaml },
    { path: "x.yaml", text },
  ];
  return readWorkspace(files)
    .findings.filter((finding) => finding.severity === "error")
    .map(({ rule, subject, place }) => `${rule} ${subject} ${place?.line}:${place?.column}`);
};
const snapshot = (id: string, rest: string): string => `id: ${id}, kind: snapshot, dataset: subscriptions, ${rest}`;

describe("a snapshot", () => {
  it("says of which state it is when it is more than a count", () => {
    expect(
      found(
        snapshot("x1", "entity: account, aggregation: average"),
        snapshot("x2", "entity: account, state: average"),
        snapshot("x3", "entity: account, aggregation: count, expression: seats"),
        snapshot("x4", "entity: account, aggregation: count"),
      ).map((line) => line.split(" ").slice(0, 3).join(" ")),
    ).toEqual([
      "metric/snapshot-state metric x1",
      "metric/snapshot-state metric x2",
      "metric/needless-expression metric x3",
    ]);
  });

  it.each(["0 days", "-3 days", "5000 days", "40", "40 fortnights", "''"])("is not carried for %s", (length) => {
    expect(found(snapshot("x1", `entity: account, carry_forward: ${length}`))).toHaveLength(1);
    expect(found(snapshot("x1", `entity: account, carry_forward: ${length}`))[0]).toMatch(/^schema\//);
  });

  it("is of entities, whose columns exist, and of numbers", () => {
    expect(found(snapshot("x1", "carry_forward: 40 days"))[0]).toMatch(/^schema\/missing metric x1/);
    expect(found(snapshot("x1", "entity: [account, acount]"))[0]).toMatch(/^expression\/unknown-column metric x1/);
    expect(found(snapshot("x1", "entity: account, expression: plan"))[0]).toMatch(/^expression\/\S+ metric x1/);
    expect(found(snapshot("x1", "entity: account, where: seats"))[0]).toMatch(/^expression\/\S+ metric x1/);
    expect(found(snapshot("x1", "entity: 'sum(seats)'"))[0]).toMatch(/^expression\/\S+ metric x1/);
  });

  it.each([
    ["itself", "arr"],
    ["a formula over it", "arr_growth"],
  ])("is not accumulated over time: %s", (_, base) => {
    const [first] = found(`id: x1, kind: cumulative, metric: ${base}, to_date: year`);
    expect(first).toMatch(/^metric\/cumulative-state metric x1/);
  });

  it("is no part of a ratio, whose parts are added up over rows", () => {
    const [first] = found("id: x1, kind: ratio, numerator: arr, denominator: flights_flown");
    expect(first).toMatch(/^metric\/ratio-part metric x1/);
  });
});

describe("a retention", () => {
  const retention = (id: string, rest: string): string => `id: ${id}, kind: retention, dataset: invoices, ${rest}`;

  it("of revenue says what a row brings in, of entities it does not", () => {
    expect(
      found(
        retention("x1", "entity: customer, measure: net_revenue"),
        retention("x2", "entity: customer, amount: total"),
        retention("x3", "entity: customer, measure: expansion, amount: total"),
      ).map((line) => line.split(" ").slice(0, 3).join(" ")),
    ).toEqual(["metric/retention-amount metric x1", "metric/retention-amount metric x2"]);
  });

  it.each(["0 months", "-1 month", "700 months", "soon"])("is not measured after %s", (length) => {
    expect(found(retention("x1", `entity: customer, after: ${length}`))[0]).toMatch(/^schema\/\S+ metric x1/);
  });

  it("adds up numbers", () => {
    expect(found(retention("x1", "entity: customer, measure: net_revenue, amount: plan"))[0]).toMatch(
      /^expression\/\S+ metric x1/,
    );
  });
});

describe("a manual metric", () => {
  it("says for which period a value is entered, and how entries become longer ones", () => {
    expect(found("id: x1, kind: manual, combine: sum")[0]).toMatch(/^schema\/missing metric x1/);
    expect(found("id: x1, kind: manual, grain: month")[0]).toMatch(/^schema\/missing metric x1/);
    expect(found("id: x1, kind: manual, grain: hour, combine: sum")[0]).toMatch(/^schema\/wrong-value metric x1/);
    expect(found("id: x1, kind: manual, grain: month, combine: sum")).toEqual([]);
  });

  it("of a KPI is judged at its grain or a longer one", () => {
    const kpi = (grain: string) => `kpis:\n  - { id: k, metric: x1, state: archived, grain: ${grain} }\n`;
    const metric = "metrics:\n  - { id: x1, label: L, kind: manual, grain: month, combine: sum }\n";
    const rules = (grain: string) =>
      readWorkspace([
        { path: "a.yaml", text: airlineYaml },
        { path: "b.yaml", text: metric + kpi(grain) },
      ])
        .findings.filter(({ severity }) => severity === "error")
        .map(({ rule }) => rule);
    expect([rules("week"), rules("month"), rules("year")]).toEqual([["kpi/grain"], [], []]);
  });

  it("keeps its entries in a dataset nobody else may define", () => {
    const text = subscriptionsYaml.replace("id: invoices", "id: manual_entries").split("metrics:")[0] ?? "";
    const files = [
      { path: "a.yaml", text: airlineYaml },
      { path: "b.yaml", text },
    ];
    expect(readWorkspace(files).findings.map(({ rule }) => rule)).toContain("definition/duplicate-id");
  });
});
