import { describe, expect, it } from "vitest";
import { readWorkspace } from "../read/read.ts";

const read = (metrics: string) =>
  readWorkspace([
    {
      path: "a.yaml",
      text: `workspace: { id: w, label: W }
datasets: [{ id: d, label: D, time: at, columns: { at: { type: datetime, nullable: false } } }]
metrics:
${metrics}`,
    },
  ]);
const metric = (id: string, more: string) =>
  `  - { id: ${id}, kind: simple, label: ${id}, unit: count, dataset: d, aggregation: count, ${more} }\n`;
const messages = (metrics: string, rule: string) =>
  read(metrics)
    .findings.filter((finding) => finding.rule === rule)
    .map(({ message }) => message);

describe("names", () => {
  it.each([
    ["twice on one metric, whatever the case", metric("a", "synonyms: [sales, Sales]"), ["`Sales` stands here twice."]],
    [
      "on two metrics",
      metric("a", "synonyms: [sales]") + metric("b", "synonyms: [sales]"),
      ["`sales` names `a`, too."],
    ],
    [
      "that is another metric's label",
      metric("a", "where: 1 = 1") + metric("b", "synonyms: [A]"),
      ["`A` names `a`, too."],
    ],
    ["of its own", metric("a", "synonyms: [sales, turnover]"), []],
  ])("a synonym %s", (_, metrics, wanted) => {
    expect(messages(metrics, "definition/synonym")).toEqual(wanted);
    expect(read(metrics).catalog).not.toBeNull();
  });

  it.each([
    ["in use", metric("a", "formerly: [b]") + metric("b", "where: 1 = 1"), ["`b` is in use by another metric."]],
    ["claimed twice", metric("a", "formerly: [x]") + metric("b", "formerly: [x]"), ["`x` is claimed by `a`, too."]],
    ["that nobody else has", metric("a", "formerly: [x, y]"), []],
  ])("a handle of the past %s", (_, metrics, wanted) => {
    expect(messages(metrics, "definition/former-handle")).toEqual(wanted);
    expect(read(metrics).catalog === null).toBe(wanted.length > 0);
  });
});
