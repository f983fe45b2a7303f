import { describe, expect, it } from "vitest";
import { readWorkspace } from "../read/read.ts";
import { bikeHireYaml } from "./fixtures/bike-hire.ts";
import { coffeeShopYaml } from "./fixtures/coffee-shop.ts";
import { subscriptionModelsYaml } from "./fixtures/subscriptions.ts";
import { importMetricFlow } from "./metricflow/import.ts";
import { importOssie } from "./ossie/import.ts";

const formats = [
  ["MetricFlow", (text: string) => importMetricFlow([{ path: "a.yml", text }])],
  ["Ossie", (text: string) => importOssie({ path: "a.yml", text })],
] as const;

/** Notes as `severity subject: message`. */
const said = ({ notes }: ReturnType<typeof importOssie>): string[] =>
  notes.map(({ severity, subject, message }) => `${severity} ${subject}: ${message}`);

const catalogOf = ({ files }: ReturnType<typeof importOssie>) => {
  const { catalog, findings } = readWorkspace(files);
  if (catalog === null) throw new Error(JSON.stringify(findings));
  return catalog;
};

const bomb = `a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
metrics: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
semantic_model: [*e, *e, *e, *e]
`;

describe.each(formats)("hostile %s", (_, read) => {
  it.each([
    ["nothing", "", "not a mapping"],
    ["a list", "- 1\n", "not a mapping"],
    ["no YAML", "metrics: [\n", "not YAML"],
    ["a bomb of aliases", bomb, "aliases"],
    ["bytes that are no UTF-8", "metrics: \uFFFD\n", "UTF-8"],
    ["ten million characters", `metrics: "${"x".repeat(10_000_000)}"\n`, "10000012 characters"],
    ["deep brackets", `metrics: ${"[".repeat(5000)}${"]".repeat(5000)}\n`, "nested too deeply"],
    ["two documents", "metrics: []\n---\nmetrics: []\n", "more than one YAML document"],
    ["a key twice", "metrics: []\nmetrics: []\n", "twice"],
  ])("reads nothing from %s and says why", (_what, text, why) => {
    const result = read(text);
    expect(result.files).toEqual([]);
    expect(said(result).join("\n")).toContain(why);
    expect(result.notes[0]).toMatchObject({ severity: "left_out", place: { file: "a.yml" } });
  });

  it.each([
    ["an anchor that holds itself", "version: 0.2.0.dev0\nmetrics: &m [*m]\nsemantic_model: &s [*s]\n"],
    [
      "a mapping that holds itself",
      "version: 0.2.0.dev0\nmetrics: [&m { name: x, more: *m }]\nsemantic_model: [&s { name: x, datasets: [*s], ai_context: *s }]\n",
    ],
    [
      "keys of JavaScript",
      "version: 0.2.0.dev0\n__proto__: { a: 1 }\nconstructor: 1\nmetrics: [{ name: __proto__, type: constructor }]\nsemantic_model: [{ name: constructor, __proto__: 1, metrics: [{ name: toString }] }]\n",
    ],
    [
      "numbers, nulls and truth where texts belong",
      "version: 0.2.0.dev0\nsemantic_models: [1, null, true, { name: [], entities: 3, measures: { a: 1 } }]\nmetrics: [null, { name: { a: 1 } }, { name: 4, type: 7, type_params: [] }]\nsemantic_model: [null, 3, { name: 5, datasets: [null, { name: 3, fields: 7 }], metrics: {} }]\n",
    ],
  ])("survives %s", (_what, text) => {
    const result = read(text);
    expect(result.notes.some(({ severity }) => severity === "left_out")).toBe(true);
    if (result.files.length > 0)
      expect(readWorkspace(result.files).findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

const model = (metrics: string, measures = "") => `semantic_models:
  - name: orders
    model: ref('orders')
    defaults: { agg_time_dimension: day }
    entities: [{ name: order, type: primary, expr: id }]
    dimensions:
      - { name: day, type: time, type_params: { time_granularity: day } }
      - { name: country, type: categorical }
    measures:
      - { name: total, agg: sum, expr: amount }
${measures}metrics:
  - { name: revenue, type: simple, type_params: { measure: total } }
${metrics}`;

const metricFlow = (metrics: string, measures = "") =>
  importMetricFlow([{ path: "a.yml", text: model(metrics, measures) }]);

describe("MetricFlow definitions that cannot be carried", () => {
  it.each([
    [
      "a measure that is not there",
      "  - { name: m, type: simple, type_params: { measure: totl } }",
      "There is no measure `totl`.",
    ],
    [
      "a metric that is not there",
      "  - { name: m, type: ratio, type_params: { numerator: revenu, denominator: revenue } }",
      "`revenu`, which is not there",
    ],
    [
      "a circle",
      "  - { name: m, type: derived, type_params: { expr: n, metrics: [{ name: n }] } }\n  - { name: n, type: derived, type_params: { expr: m, metrics: [{ name: m }] } }",
      "built on itself",
    ],
    ["a type of the future", "  - { name: m, type: oracle, type_params: {} }", "`oracle` is no known type of metric."],
    [
      "Jinja that is code",
      '  - { name: m, type: simple, type_params: { measure: total }, filter: "{% if true %} 1 = 1 {% endif %}" }',
      "Jinja code",
    ],
    [
      "Jinja that computes",
      "  - { name: m, type: simple, type_params: { measure: total }, filter: \"{{ var('x') }} = 1\" }",
      "no reference to a dimension",
    ],
    [
      "a reference inside a text",
      "  - { name: m, type: simple, type_params: { measure: total }, filter: \"'{{ Dimension(''order__country'') }}' = 'x'\" }",
      "no reference to a dimension",
    ],
    [
      "a filter by a metric",
      "  - { name: m, type: simple, type_params: { measure: total }, filter: \"{{ Metric('revenue', ['order']) }} > 1\" }",
      "no reference to a dimension",
    ],
    [
      "a raw column in a filter",
      "  - { name: m, type: simple, type_params: { measure: total }, filter: country = 'NL' }",
      "without Dimension",
    ],
    [
      "a dimension that is not there",
      "  - { name: m, type: simple, type_params: { measure: total }, filter: \"{{ Dimension('order__land') }} = 'NL'\" }",
      "no dimension `land`",
    ],
    [
      "a time that would mean another thing uncut",
      "  - { name: m, type: simple, type_params: { measure: total }, filter: \"{{ TimeDimension('order__day', 'day') }} <= '2024-01-31'\" }",
      "means something else without the cut",
    ],
    [
      "a month that starts within one",
      "  - { name: m, type: simple, type_params: { measure: total }, filter: \"{{ TimeDimension('order__day', 'month') }} >= '2024-01-15'\" }",
      "means something else without the cut",
    ],
    [
      "an offset in hours",
      "  - { name: m, type: derived, type_params: { expr: r, metrics: [{ name: revenue, alias: r, offset_window: 3 hours }] } }",
      "`3 hours` is no length",
    ],
    [
      "a window and a grain to date",
      "  - { name: m, type: cumulative, type_params: { measure: total, window: 7 days, grain_to_date: month } }",
      "only one can hold",
    ],
    [
      "a name in a formula that is no input",
      "  - { name: m, type: derived, type_params: { expr: revenue - cost, metrics: [{ name: revenue }] } }",
      "names `cost`",
    ],
    [
      "statements in a formula",
      '  - { name: m, type: derived, type_params: { expr: "revenue; drop table x", metrics: [{ name: revenue }] } }',
      "The formula cannot be carried",
    ],
    [
      "a conversion without a window",
      "  - { name: m, type: conversion, type_params: { conversion_type_params: { entity: order, base_measure: total, conversion_measure: total } } }",
      "It has no window",
    ],
  ])("leaves out a metric with %s, and only that", (_, metrics, why) => {
    const result = metricFlow(`${metrics}\n`);
    expect([...catalogOf(result).metrics.keys()]).toEqual(["revenue"]);
    expect(
      said(result)
        .filter((text) => text.startsWith("left_out metric m: "))
        .join("\n"),
    ).toContain(why);
  });

  it.each([
    ["window functions", "sum(amount) over (partition by id)"],
    ["casts", "amount::float"],
    ["casts by word", "cast(amount as float)"],
    ["a query", "(select max(x) from y)"],
    ["another table", "orders.amount"],
    ["a function that engines read differently", "week(day)"],
    ["an unknown function", "file('/etc/passwd')"],
    ["a comment", "amount -- all of it"],
    ["a hundred thousand characters", `amount${" + amount".repeat(12_000)}`],
  ])("leaves out a measure with %s and what is built on it", (_, expr) => {
    const measure = `      - { name: odd, agg: sum, expr: ${JSON.stringify(expr)} }\n`;
    const result = metricFlow(
      "  - { name: m, type: simple, type_params: { measure: odd } }\n  - { name: twice, type: derived, type_params: { expr: m * 2, metrics: [{ name: m }] } }\n",
      measure,
    );
    expect([...catalogOf(result).metrics.keys()]).toEqual(["revenue"]);
    const gone = result.notes.filter(({ severity }) => severity === "left_out").map(({ subject }) => subject);
    expect(gone).toEqual(expect.arrayContaining(["metric m", "metric twice"]));
  });

  it("keeps the first of two that are called the same and notes the other", () => {
    const result = metricFlow("  - { name: revenue, label: Another, type: simple, type_params: { measure: total } }\n");
    expect(catalogOf(result).metrics.get("revenue")?.label).toBe("Revenue");
    expect(said(result)).toContain("left_out metric revenue: There is a metric of this name already.");
  });

  it("gives names that are no ids an id, apart from each other, and notes it", () => {
    const long = "x".repeat(80);
    const result = metricFlow(
      ["Net Revenue", "net-revenue", "Umsätze", "2nd", "売上", long]
        .map((name) => `  - { name: "${name}", type: simple, type_params: { measure: total } }\n`)
        .join(""),
    );
    const ids = [...catalogOf(result).metrics.keys()];
    expect(ids).toEqual(["revenue", "net_revenue", "net_revenue_2", "umsa_tze", "nd", "unnamed", "x".repeat(64)]);
    expect(said(result)).toContain("changed metric net-revenue: Its id is net_revenue_2.");
  });

  it("leaves a chain of two thousand formulas out in one go when its first link is missing", () => {
    const chain = Array.from(
      { length: 2000 },
      (_, i) =>
        `  - { name: m${i}, type: derived, type_params: { expr: ${i === 0 ? "gone" : `m${i - 1}`} + 1, metrics: [{ name: ${i === 0 ? "gone" : `m${i - 1}`} }] } }\n`,
    );
    const result = metricFlow(chain.join(""));
    expect(catalogOf(result).metrics.size).toBe(1);
    expect(
      result.notes.filter(({ severity, subject }) => severity === "left_out" && /^metric m\d+$/.test(subject)).length,
    ).toBe(2000);
  });
});

describe("Ossie documents that cannot be carried", () => {
  const ossie = (text: string) => importOssie({ path: "a.yml", text });

  it.each(["0.3.0", "1.0", "latest", ""])("reads nothing of version %s", (version) => {
    const result = ossie(bikeHireYaml.replace("version: 0.2.0.dev0", `version: "${version}"`));
    expect(result.files).toEqual([]);
    expect(said(result)).toEqual([expect.stringContaining("Nothing was read.")]);
  });

  const withExtension = (data: string) =>
    ossie(
      bikeHireYaml.replace(
        `vendor_name: SNOWFLAKE\n        data: '{"warehouse": "XS"}'`,
        `vendor_name: SEXTANT\n        data: ${JSON.stringify(data)}`,
      ),
    );

  it.each([
    ["no JSON", "{"],
    ["a list", "[]"],
    ["what is no definition", '{"definitions":[1,null,{"type":"metric"},{"type":"virus","id":"x","definition":{}}]}'],
    [
      "a KPI on a metric that is not there",
      '{"definitions":[{"type":"kpi","id":"k","definition":{"id":"k","metric":"nope"}}]}',
    ],
    ["keys of JavaScript", '{"definitions":[{"type":"metric","id":"x","definition":{"id":"x","__proto__":{"a":1}}}]}'],
    [
      "a metric that takes the id of another",
      '{"definitions":[{"type":"metric","id":"takings","definition":{"id":"bikes_used","label":"x","kind":"simple","dataset":"hires","aggregation":"count"}}]}',
    ],
  ])("carries the rest when an extension in our name holds %s", (_, data) => {
    const result = withExtension(data);
    expect([...catalogOf(result).metrics.keys()].length).toBeGreaterThanOrEqual(7);
    expect(result.notes.some(({ severity }) => severity === "left_out")).toBe(true);
  });
});

it("carries the coffee shop and the bikes beside what it leaves out", () => {
  const shop = catalogOf(importMetricFlow([{ path: "a.yml", text: coffeeShopYaml }]));
  expect(shop.metrics.get("home_revenue")).toMatchObject({
    kind: "simple",
    dataset: "orders",
    aggregation: "sum",
    expression: "amount",
    where: "amount > 50 and country = 'NL' and ordered_at >= date '2024-01-01'",
  });
  expect(shop.metrics.get("revenue_growth")).toMatchObject({
    expression: "(revenue - last_month) / last_month",
    inputs: { last_month: { metric: "revenue", offset: "1 month" } },
  });
  expect(shop.datasets.get("orders_by_collected_at")?.time).toBe("collected_at");
  expect(shop.datasets.get("orders")?.columns).toMatchObject({
    country: { type: "string", from: "ship_country" },
    is_food_order: { type: "boolean" },
    amount: { type: "number" },
  });
  const bikes = catalogOf(importOssie({ path: "a.yml", text: bikeHireYaml }));
  expect(bikes.metrics.get("takings_per_hire")).toMatchObject({
    kind: "ratio",
    numerator: "takings",
    denominator: "hire_count",
  });
  expect(bikes.metrics.get("long_share_numerator")).toMatchObject({ aggregation: "count", where: "minutes >= 30" });
  expect(bikes.metrics.get("bikes_used")).toMatchObject({ expression: "bike", where: "tariff <> 'staff'" });
});

it("carries a measure that is not additive over time as a snapshot of whoever it is grouped by", () => {
  const { metrics } = catalogOf(importMetricFlow([{ path: "a.yml", text: subscriptionModelsYaml }]));
  expect(metrics.get("mrr")).toMatchObject({
    kind: "snapshot",
    dataset: "fct_balances",
    entity: "account_id",
    expression: "amount",
    state: "last",
    aggregation: "sum",
  });
});
