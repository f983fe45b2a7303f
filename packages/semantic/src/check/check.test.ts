import { describe, expect, it } from "vitest";
import { airlineYaml } from "../../test/airline.ts";
import { readWorkspace } from "../read/read.ts";
import { findingsReference } from "./reference.ts";
import { rules } from "./rules.ts";

const withMetrics = (...metrics: string[]): string =>
  airlineYaml.replace("kpis:\n", `${metrics.map((metric) => `  - ${metric}\n`).join("")}kpis:\n`);
const found = (text: string): string[] =>
  readWorkspace([{ path: "a.yaml", text }])
    .findings.filter((finding) => finding.rule !== "lint/unused-metric")
    .map(({ rule, severity, subject }) => `${severity} ${rule} ${subject}`);
const simple = (id: string, rest: string): string =>
  `{ id: ${id}, label: ${id}, kind: simple, dataset: flights, ${rest} }`;
const derived = (id: string, expression: string): string =>
  `{ id: ${id}, label: ${id}, kind: derived, expression: "${expression}" }`;

describe("metrics", () => {
  it("say what their aggregation needs and nothing else", () => {
    const text = withMetrics(
      simple("x1", "aggregation: count, expression: delay"),
      simple("x2", "aggregation: sum"),
      simple("x3", "aggregation: percentile, expression: delay"),
      simple("x4", "aggregation: sum, percentile: 0.5, expression: delay"),
      simple("x5", "aggregation: sum, expression: [delay, distance]"),
    );
    expect(found(text)).toEqual([
      "error metric/needless-expression metric x1",
      "error metric/needs-expression metric x2",
      "error metric/needs-percentile metric x3",
      "error metric/needless-percentile metric x4",
      "error metric/one-expression metric x5",
    ]);
  });

  it.each([
    [
      "an average of a metric",
      simple("x1", "aggregation: average, expression: on_time_rate"),
      "metric/aggregated-twice",
    ],
    ["an average of averages", derived("x1", "(mean_delay + on_time_rate) / 2"), "metric/average-of-averages"],
    [
      "an average of averages in disguise",
      derived("x1", "0.5 * (mean_delay + 1 + p90_delay)"),
      "metric/average-of-averages",
    ],
    ["a sum of distinct counts", derived("x1", "1 + routes + airports"), "metric/summed-distincts"],
    ["a ratio of rounded parts", derived("x1", "round(miles) / flights_flown"), "metric/rounded-parts"],
    [
      "a ratio of an average",
      "{ id: x1, label: L, kind: ratio, numerator: mean_delay, denominator: miles }",
      "metric/non-additive-ratio",
    ],
    [
      "a ratio of a ratio",
      "{ id: x1, label: L, kind: ratio, numerator: late_rate, denominator: miles }",
      "metric/ratio-part",
    ],
    ["a formula without a metric", derived("x1", "42"), "metric/constant"],
  ])("%s is a type error, not a wrong number (N3)", (_, metric, rule) => {
    const errors = found(withMetrics(metric)).filter((line) => line.startsWith("error"));
    expect(errors).toEqual([`error ${rule} metric x1`]);
  });

  it.each([
    ["a sum of averages over the same rows", "mean_delay + p90_delay"],
    ["a ratio of distinct counts", "routes / airports"],
    ["rounding the result", "round(miles / flights_flown, 2)"],
    ["half a sum", "(flights_flown + severe_delays) / 2"],
  ])("%s is allowed", (_, expression) => {
    expect(found(withMetrics(derived("x1", expression)))).toEqual([]);
  });

  it("built on themselves name the whole way round, once", () => {
    const text = withMetrics(derived("x1", "x2 + 1"), derived("x2", "x3 + 1"), derived("x3", "x1 + x3"));
    const { findings } = readWorkspace([{ path: "a.yaml", text }]);
    const cycles = findings.filter((finding) => finding.rule === "metric/cycle").map((finding) => finding.message);
    expect(cycles).toEqual([
      "A metric is built on itself: x1 → x2 → x3 → x1.",
      "A metric is built on itself: x3 → x3.",
    ]);
  });

  it("stand on each other a limited number of levels, however long the chain", () => {
    const chain = Array.from({ length: 400 }, (_, i) =>
      derived(`y${i}`, i === 0 ? "late_rate" : `y${i - 1} + y${i - 1}`),
    );
    const rules = found(withMetrics(...chain));
    expect(new Set(rules.map((line) => line.split(" ")[1]))).toEqual(new Set(["metric/too-deep"]));
  });
});

describe("the gate (K1)", () => {
  const bare = (state: string) =>
    airlineYaml
      .replace("dashboards:", `  - { id: bare, metric: miles, state: ${state} }\ndashboards:`)
      .replace("leads: [on_time, flown]", "leads: [on_time, flown, bare]");
  const pieces = ["action", "cadence", "direction", "guardrail", "objective", "owner", "target", "timing"];

  it("names every missing piece of a KPI in force at once", () => {
    expect(found(bare("approved")).sort()).toEqual(pieces.map((piece) => `error gate/${piece} kpi bare`));
  });

  it("only warns about a draft, and leaves retired KPIs alone", () => {
    expect(found(bare("draft")).sort()).toEqual(pieces.map((piece) => `warning gate/${piece} kpi bare`));
    expect(found(bare("archived"))).toEqual([]);
  });

  it("takes a written reason instead of a guardrail, but not a blank one", () => {
    const blank = airlineYaml.replace(
      "cannot_be_gamed_because: Departures are stamped by the tower.",
      "cannot_be_gamed_because: '  '",
    );
    expect(found(blank)).toEqual(["error gate/guardrail kpi morning"]);
  });
});

describe("targets, thresholds and status rules", () => {
  it.each([
    ["a gap", 'green: ">= 80%"', 'green: "> 80%"', "threshold/gap"],
    ["an overlap", "red: < 70%", "red: <= 70%", "threshold/overlap"],
    ["no comparison", "red: < 70%", "red: bad", "threshold/syntax"],
    ["a bare number of per cent", "value: 80%", "value: 80", "kpi/target"],
    [
      "an impossible count of periods",
      "    guardrails: [flown]",
      "    guardrails: [flown]\n    status: { periods: 3, of: 2 }",
      "kpi/status",
    ],
    [
      "a curve that goes back",
      "target: { value: 85% }",
      "target: { points: [{ at: 2026-02-01, value: 1% }, { at: 2026-01-01, value: 2% }] }",
      "kpi/target",
    ],
    [
      "a target of both forms",
      "target: { value: 85% }",
      "target: { value: 85%, points: [{ at: 2026-02-01, value: 1% }] }",
      "kpi/target",
    ],
  ])("%s is found", (_, good, bad, rule) => {
    const text = airlineYaml.replace(good, bad);
    expect(text).not.toBe(airlineYaml);
    expect(
      found(text)
        .filter((line) => line.startsWith("error"))
        .map((line) => line.split(" ")[1]),
    ).toContain(rule);
  });

  it("thresholds relative to a target need one", () => {
    const text = airlineYaml.replace(
      "target: { value: 80%, provenance: Last year's best quarter. }\n    thresholds: {",
      "thresholds: { basis: target,",
    );
    expect(found(text)).toContain("error kpi/needs-target kpi on_time");
  });
});

describe("datasets, calendar and organisation", () => {
  it.each([
    ["time: departure", "time: delay", "dataset/time-column"],
    ["time: departure", "time: depature", "dataset/time-column"],
    ["lag: 6h", "time_zone: Mars/Olympus", "dataset/time-zone"],
    ["[origin, destination, cancelled]", "[orign]", "dataset/dimension"],
    ["[origin, destination, cancelled]", "[origin, origin]", "dataset/dimension"],
    ["lag: 6h", "row_id: delay", "dataset/row-id"],
    ["lag: 6h", "row_id: orign", "dataset/row-id"],
    ["lag: 6h", "row_id: origin", "dataset/row-id"],
    ["lag: 6h", "source: { file: ../../etc/passwd.csv }", "dataset/source"],
    ["lag: 6h", "source: { file: /etc/passwd.csv }", "dataset/source"],
    ["lag: 6h", "source: { file: 'C:\\data.csv' }", "dataset/source"],
    ["lag: 6h", "source: { file: data/x.exe }", "dataset/source"],
    ["lag: 6h", "source: { package: vega-datasets/../../x.csv }", "dataset/source"],
    ["lag: 6h", "source: { file: a.csv, package: b/c.csv }", "dataset/source"],
    ["fare: { type: decimal }", "_at: { type: decimal }\n      fare: { type: decimal }", "dataset/column-name"],
    ["America/New_York", "Amerika/New_York", "calendar/invalid"],
    ["label: Airline\n", "label: Airline\n  as_of: last summer\n", "workspace/as-of"],
    ["level: company\n", "level: company\n    parent: operations\n", "organisation/cycle"],
  ])("%s → %s is refused", (good, bad, rule) => {
    const text = airlineYaml.replace(good, bad);
    expect(text).not.toBe(airlineYaml);
    expect(found(text).map((line) => line.split(" ")[1])).toContain(rule);
  });

  it.each([
    [
      "holidays:\n    - { date: 12-25, label: Christmas }\n    - { date: 02-30, label: Never }",
      "calendar/invalid",
      2,
      15,
    ],
    ["holidays:\n    - { date: 12-25, label: One }\n    - { date: 12-25, label: Two }", "calendar/invalid", 2, 15],
    ["fiscal_weeks: { pattern: 4-4-4, year_end: last, weekday: friday, month: 1 }", "schema/wrong-value", 0, 28],
    ["fiscal_weeks: { pattern: 4-4-5, year_end: last, weekday: friday }", "schema/missing", 0, 17],
    ["weekend: [saturday, sonntag]", "schema/wrong-value", 0, 23],
    [
      "fiscal_year_start: 3\n  fiscal_weeks: { pattern: 4-4-5, year_end: last, weekday: friday, month: 1 }",
      "calendar/invalid",
      0,
      22,
    ],
  ])("a calendar with %s is refused where it is wrong", (part, rule, below, column) => {
    const zone = "time_zone: America/New_York";
    const text = airlineYaml.replace(zone, `${zone}\n  ${part}`);
    const line = airlineYaml.slice(0, airlineYaml.indexOf(zone)).split("\n").length + 1;
    const { findings, catalog } = readWorkspace([{ path: "a.yaml", text }]);
    expect(catalog).toBeNull();
    const [wrong] = findings.filter(({ severity }) => severity === "error");
    expect(wrong).toMatchObject({ rule, subject: "calendar", place: { file: "a.yaml", line: line + below, column } });
  });

  it("columns may be named in any script, and be hostile", () => {
    const text = airlineYaml.replace(
      "fare: { type: decimal }",
      'fare: { type: decimal }\n      "\'; DROP TABLE x; --`\\\\": { type: string }\n      مطار🛫: { type: string }',
    );
    expect(found(text)).toEqual([]);
  });
});

describe("lint (K6)", () => {
  it("warns above the budgets a workspace sets", () => {
    const text = airlineYaml
      .replace("label: Airline\n", "label: Airline\n  budgets: { dashboard: 2, team: 1 }\n")
      .replace("    owner: ada\n    cadence: daily", "    owner: ada\n    org_unit: operations\n    cadence: daily");
    expect(found(text)).toEqual([
      "warning lint/team-budget org unit operations",
      "warning lint/dashboard-budget dashboard control",
    ]);
  });

  it("warns about a lagging KPI nothing leads, a KPI that guards or leads itself, and a draft on a dashboard", () => {
    const text = airlineYaml
      .replace("leads: [on_time, flown]", "leads: [flown, morning]")
      .replace("guardrails: [on_time]", "guardrails: [flown]\n    state: draft");
    expect(found(text)).toEqual([
      "warning lint/no-leading kpi on_time",
      "warning lint/guardrail-not-in-force kpi on_time",
      "error kpi/leads-itself kpi morning",
      "error kpi/guards-itself kpi flown",
      "warning lint/not-approved dashboard control",
    ]);
  });

  it("notes metrics nothing uses", () => {
    const { findings } = readWorkspace([{ path: "a.yaml", text: airlineYaml }]);
    expect(findings.map((finding) => finding.subject)).toContain("metric median_delay");
    expect(findings.map((finding) => finding.subject)).not.toContain("metric on_time_flights");
  });
});

describe("the reference of findings", () => {
  it("explains every rule, with something bad and something good", () => {
    const text = findingsReference();
    for (const [id, rule] of Object.entries(rules)) {
      expect(text).toContain(`\`${id}\``);
      expect(text).toContain(rule.sentence);
    }
  });
});
