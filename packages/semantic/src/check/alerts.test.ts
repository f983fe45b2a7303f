import { describe, expect, it } from "vitest";
import { airlineYaml } from "../../test/airline.ts";
import { readWorkspace } from "../read/read.ts";

const found = (alert: string): string[] =>
  readWorkspace([{ path: "a.yaml", text: `${airlineYaml}alerts:\n  - { id: a, ${alert} }\n` }])
    .findings.filter(({ severity }) => severity !== "info")
    .map(
      ({ severity, rule, subject, place }) =>
        `${severity} ${rule} ${subject} ${place?.line === undefined ? "" : "placed"}`,
    );

describe("an alert", () => {
  it.each([
    ["fires on a status", "kpi: on_time, when: { on: status }"],
    [
      "fires on a value in the metric's unit",
      'kpi: on_time, when: { on: threshold, value: "< 80%", recovers: ">= 82%" }',
    ],
    ["fires on a change of slices", "kpi: on_time, by: origin, when: { on: change, percent: 5, floor: 1% }"],
  ])("that %s is sound", (_, alert) => {
    expect(found(alert)).toEqual([]);
  });

  it.each([
    ["on a KPI that was deleted", "kpi: gone, when: { on: status }", "reference/unknown"],
    ["owned by nobody known", "kpi: on_time, owner: bob, when: { on: status }", "reference/unknown"],
    ["whose amount could mean two things", 'kpi: on_time, when: { on: threshold, value: "< 80" }', "alert/condition"],
    ["whose age is no length of time", "kpi: on_time, when: { on: freshness, older_than: old }", "alert/condition"],
    ["on the pace of a KPI without a dated target", "kpi: on_time, when: { on: pace }", "alert/target"],
    ["on the status of slices", "kpi: on_time, by: origin, when: { on: status }", "alert/slices"],
    ["along what is no dimension", "kpi: on_time, by: weather, when: { on: signal }", "alert/slices"],
  ])("%s is a finding with its place", (_, alert, rule) => {
    expect(found(alert)).toEqual([`error ${rule} alert a placed`]);
  });

  it("that must last an unknown time is refused by its schema", () => {
    expect(found("kpi: on_time, pending: soon, when: { on: status }")[0]).toMatch(/^error schema\//);
  });
});
