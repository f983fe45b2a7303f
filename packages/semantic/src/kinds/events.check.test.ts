import { describe, expect, it } from "vitest";
import { readWorkspace } from "../read/read.ts";

const findings = (metric: string): string[] => {
  const text = `workspace: { id: shop, label: Shop }
datasets:
  - id: visits
    label: Visits
    time: at
    columns: { at: { type: datetime }, visitor: { type: string }, plan: { type: string }, account: { type: integer } }
  - id: orders
    label: Orders
    time: at
    columns: { at: { type: datetime }, visitor: { type: string }, plan: { type: integer }, account: { type: number } }
  - id: daily_orders
    label: Orders by day
    time: day
    columns: { day: { type: date }, visitor: { type: string } }
  - id: answers
    label: Answers
    time: at
    columns: { at: { type: datetime }, score: { type: integer }, text: { type: string } }
metrics:
  - { id: mean, label: Mean, kind: simple, dataset: answers, aggregation: average, expression: score }
  - { id: asked, label: Asked, kind: simple, dataset: answers, aggregation: count }
  - { id: m, label: M, ${metric} }
`;
  return readWorkspace([{ path: "shop.yaml", text }])
    .findings.filter(({ severity }) => severity === "error")
    .map(({ rule }) => rule);
};
const conversion = (more: string): string[] =>
  findings(`kind: conversion, base: { dataset: visits }, conversion: { dataset: orders }, window: 7 days, ${more}`);

describe("a conversion is refused", () => {
  it.each([
    ["entity: { base: visitor, conversion: plan }", "metric/conversion-entity"],
    ["entity: account", "metric/conversion-entity"],
    ["entity: visitor, constant: [plan]", "metric/conversion-constant"],
    ["entity: visitor, constant: [colour]", "expression/unknown-column"],
    ["entity: { base: visitor, conversion: buyer }", "expression/unknown-column"],
    ["entity: visitor, aggregation: median", "metric/conversion-measure"],
    ["entity: visitor, measure: time_to_convert, unit: percent", "metric/conversion-measure"],
    ["entity: visitor, measure: time_to_convert, unit: days, percentile: 0.9", "metric/conversion-measure"],
    ["entity: visitor, measure: time_to_convert, unit: days, aggregation: percentile", "metric/conversion-measure"],
  ])("with %s", (more, rule) => {
    expect(new Set(conversion(more))).toEqual(new Set([rule]));
  });

  it.each(["0 days", "-7 days", "99999 days", "soon"])("with a window of %s", (window) => {
    const events = "kind: conversion, base: { dataset: visits }, conversion: { dataset: orders }, entity: visitor";
    expect(findings(`${events}, window: ${window}`)).toEqual(["schema/invalid"]);
  });

  it("without a window, with one of months, or with conversions that say only their day", () => {
    const events = "kind: conversion, base: { dataset: visits }, conversion: { dataset: orders }, entity: visitor";
    expect(findings(events)).toEqual(["schema/missing"]);
    expect(findings(`${events}, window: 1 month`)).toEqual(["metric/conversion-window"]);
    expect(findings(`${events.replace("orders", "daily_orders")}, window: 7 days`)).toEqual(["metric/conversion-time"]);
  });

  it("never when it is sound", () => {
    expect(conversion("entity: visitor")).toEqual([]);
    expect(conversion("entity: visitor, measure: time_to_convert, unit: hours")).toEqual([]);
  });
});

describe("a survey is refused", () => {
  it.each([
    ["score: text, instrument: nps", "expression/wrong-type"],
    ["score: score, instrument: nps, scale: { min: 1, max: 5 }", "metric/survey-scale"],
    ["score: score, instrument: likert, scale: { min: 5, max: 1 }", "metric/survey-scale"],
    ["score: score, instrument: csat, satisfied_from: 8", "metric/survey-scale"],
    ["score: score, instrument: nps, satisfied_from: 4", "metric/survey-scale"],
    ["score: score, instrument: csat, measure: promoters", "metric/survey-measure"],
    ["score: score, instrument: nps, measure: response_rate", "metric/survey-measure"],
    ["score: score, instrument: nps, measure: response_rate, invited: mean", "metric/survey-measure"],
    ["score: score, instrument: nps, measure: response_rate, invited: nobody", "reference/unknown"],
    ["score: score, instrument: nps, invited: asked", "metric/survey-measure"],
  ])("with %s", (more, rule) => {
    expect(findings(`kind: survey, dataset: answers, ${more}`)).toEqual([rule]);
  });

  it("never when it is sound", () => {
    expect(
      findings(
        "kind: survey, dataset: answers, score: score, instrument: csat, scale: { min: 1, max: 7 }, satisfied_from: 6",
      ),
    ).toEqual([]);
  });
});
