import { describe, expect, it } from "vitest";
import { lintBase, lintExamples } from "../check/lint-examples.ts";
import { readWorkspace } from "../read/read.ts";
import { fixWorkspace } from "./fix.ts";
import { fixers } from "./fixers.ts";

const base = { path: "base.yaml", text: lintBase };
const fix = (text: string) => {
  const { files, fixed } = fixWorkspace([base, { path: "own.yaml", text }]);
  return {
    text: files.find(({ path }) => path === "own.yaml")?.text ?? text,
    rules: fixed.map(({ rule }) => rule),
    files,
  };
};
const found = (text: string): string[] =>
  readWorkspace([base, { path: "own.yaml", text }]).findings.map(({ rule }) => rule);

const broken: Record<string, string> = {
  "metric/needless-expression":
    "metrics: [{ id: x, label: X, kind: simple, dataset: tickets, aggregation: count, expression: minutes }]",
  "metric/needless-percentile":
    "metrics: [{ id: x, label: X, kind: simple, dataset: tickets, aggregation: median, expression: minutes, percentile: 0.9 }]",
  "metric/needless-approximate":
    "metrics: [{ id: x, label: X, kind: simple, dataset: tickets, aggregation: sum, expression: minutes, approximate: true }]",
  "kpi/guards-itself": "kpis: [{ id: speed, metric: closed, guardrails: [speed, satisfied] }]",
  "kpi/leads-itself": "kpis: [{ id: speed, metric: closed, leads: [speed] }]",
  "lint/guardrail-same-number":
    "kpis: [{ id: speed, metric: closed }, { id: pace, metric: closed, guardrails: [speed, satisfied] }]",
  "lint/guardrail-not-in-force":
    "kpis: [{ id: effort, metric: minutes, state: archived }, { id: speed, metric: closed, guardrails: [effort, satisfied] }]",
  "lint/short-window": lintExamples["lint/short-window"].bad,
  "lint/reviewed-too-often": lintExamples["lint/reviewed-too-often"].bad,
  "lint/not-approved":
    "kpis: [{ id: speed, metric: closed, state: archived }]\ndashboards: [{ id: desk_board, label: Desk, kpis: [satisfied, speed] }]",
  "dataset/dimension":
    "datasets: [{ id: d, label: D, time: at, columns: { at: { type: date, nullable: false }, a: { type: string } }, dimensions: [a, a] }]",
};

describe("fixing", () => {
  it.each(Object.keys(fixers))("repairs %s, and then it is gone", (rule) => {
    const text = broken[rule] ?? "";
    expect(found(text)).toContain(rule);
    const { text: after, rules } = fix(text);
    expect(rules).toContain(rule);
    expect(found(after)).not.toContain(rule);
    expect(fix(after).rules).not.toContain(rule);
  });

  it("leaves comments, order and spaces of everything else to the letter", () => {
    const text = `# mine\nkpis:\n  - id: speed   # fast\n    metric: closed\n    window: 2\n    grain: month\n    cadence: daily # too often\n`;
    const { text: after, rules } = fix(text);
    expect(rules.sort()).toEqual(["lint/reviewed-too-often", "lint/short-window"]);
    expect(after).toContain("# mine\nkpis:\n  - id: speed   # fast\n    metric: closed\n");
    expect(after).toContain("cadence: monthly # too often");
    expect(after).not.toContain("window");
  });

  it("leaves to the author what has to be decided: the only guardrail, a draft on a dashboard, a broken file", () => {
    for (const text of [
      lintExamples["lint/guardrail-same-number"].bad,
      lintExamples["lint/not-approved"].bad,
      "kpis: [{ id: speed, metric: closed, window: 2",
    ])
      expect(fix(text)).toMatchObject({ text, rules: [], files: [] });
  });
});
