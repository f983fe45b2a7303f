import { readWorkspace } from "@sextant/semantic/read/read";
import { describe, expect, it } from "vitest";
import { scopeOf } from "./scope.ts";

const catalogOf = (metrics: string, more = "") => {
  const text = `workspace: { id: w, label: W }
people: [{ id: ada, label: Ada }]
datasets:
  - { id: d, label: D, time: at, columns: { at: { type: date, nullable: false }, n: { type: integer } } }
metrics:
${metrics}
${more}`;
  const { catalog, findings } = readWorkspace([{ path: "w.yaml", text }]);
  if (catalog === null) throw new Error(JSON.stringify(findings.filter(({ severity }) => severity === "error")));
  return catalog;
};
const metric = (id: string, where: string) =>
  `  - { id: ${id}, label: ${id}, kind: simple, direction: up_is_good, dataset: d, aggregation: count, where: n > ${where} }`;
const kpi = (id: string, grain: string) =>
  `  - { id: ${id}, metric: ${id}, objective: O, owner: ada, grain: ${grain}, cadence: daily, timing: leading, thresholds: { green: ">= 1", red: "< 1" }, action_when_red: A, cannot_be_gamed_because: B }`;

describe("what a change touches", () => {
  it("is nothing between definitions that mean the same", () => {
    const catalog = catalogOf(metric("a", "1"));
    expect(scopeOf(catalog, catalogOf(metric("a", " 1 ")))).toEqual({
      series: [],
      kpis: [],
      dashboards: [],
      leftOut: [],
    });
    expect(scopeOf(catalog, catalog).series).toEqual([]);
  });

  it("is not what is new or gone: there is nothing to compare it with", () => {
    expect(scopeOf(catalogOf(metric("a", "1")), catalogOf(metric("b", "1"))).series).toEqual([]);
  });

  it("is looked at by the grains of its KPIs and their dashboards, over 24 months at least", () => {
    const more = `kpis:\n${kpi("a", "day")}\ndashboards: [{ id: board, label: B, grain: quarter, kpis: [a] }]`;
    const { series, kpis, dashboards } = scopeOf(catalogOf(metric("a", "1"), more), catalogOf(metric("a", "2"), more));
    expect(series.map(({ grain, window }) => [grain, window])).toEqual([
      ["day", 731],
      ["quarter", 26],
    ]);
    expect(kpis).toEqual(["a"]);
    expect(dashboards).toEqual(["board"]);
  });

  it("of thousands of metrics is compared within a bound, what is judged first, and says what it leaves out", () => {
    const ids = Array.from({ length: 2600 }, (_, index) => `m${index}`);
    const more = `kpis:\n${kpi("m2599", "month")}`;
    const [before, after] = ["1", "2"].map((n) => catalogOf(ids.map((id) => metric(id, n)).join("\n"), more));
    if (before === undefined || after === undefined) throw new Error("no catalogs");
    const { series, leftOut } = scopeOf(before, after);
    // 60,000 values of which the KPI's metric takes 26 and every other one 24.
    expect(series[0]).toMatchObject({ id: "m2599", window: 26 });
    expect(series).toHaveLength(1 + Math.floor((60_000 - 26) / 24));
    expect(leftOut).toEqual(["101 series of metrics were not compared: a comparison computes at most 60000 values."]);
  });
});
