import type { Observation } from "@sextant/model/series/observation";
import { needsNumbers } from "@sextant/semantic/check/lint-examples";
import { readWorkspace } from "@sextant/semantic/read/read";
import { describe, expect, it } from "vitest";
import { lintNumbers } from "./lint-numbers.ts";

const month = (index: number): number => Date.UTC(2025, index, 1);
const series = (...values: (number | null)[]): Observation[] =>
  values.map((value, index) => ({
    periodKey: `${2025 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`,
    start: month(index),
    end: month(index + 1),
    value,
    numerator: null,
    denominator: null,
    sampleSize: 10,
    presence: value === null ? "unknown" : "value",
    settled: true,
    current: false,
  }));

const told = (target: string, values: (number | null)[], direction = "up_is_good"): string[] => {
  const text = `workspace: { id: w, label: W }
datasets: [{ id: d, label: D, time: at, columns: { at: { type: date, nullable: false }, n: { type: number } } }]
metrics: [{ id: m, label: M, kind: simple, dataset: d, aggregation: average, expression: n, unit: count, direction: ${direction} }]
kpis: [{ id: k, metric: m, grain: month, state: draft${target === "" ? "" : `, target: ${target}`} }]`;
  const { catalog } = readWorkspace([{ path: "w.yaml", text }]);
  if (catalog === null) throw new Error("not sound");
  const observations = series(...values);
  const standing = { status: "unknown", reason: "no_data", sentence: "", computed: "unknown" } as const;
  const judgement = {
    kpi: "k",
    grain: "month",
    standing,
    observations,
    definition: { version: 1, hash: "" },
    meaning: "",
    receipt: "",
  } as const;
  return lintNumbers(catalog, { at: month(observations.length), judgements: [judgement] }).map(
    ({ rule, message }) => `${rule}: ${message}`,
  );
};

/** Around 50, up and down by turns. */
const around50 = [52, 48, 51, 49, 53, 47, 52, 48, 51, 49, 53, 47];

describe("lint with numbers (K6)", () => {
  const bad: Record<string, string[]> = {
    "lint/no-value": told("{ value: 50 }", [null, null, null]),
    "lint/already-met": told("{ value: 40 }", [...around50.slice(0, 11), 39]),
    "lint/out-of-reach": told("{ value: 90 }", around50),
    "lint/only-rises": told(
      "",
      Array.from({ length: 13 }, (_, index) => 100 + index * index),
    ),
    "lint/target-over": told("{ points: [{ at: 2025-06-30, value: 50 }] }", around50),
  };

  it.each(needsNumbers)(
    "%s is told where it holds, and not of a number that wavers around a reachable target",
    (rule) => {
      expect(bad[rule]?.map((line) => line.split(":")[0])).toContain(rule);
      expect(told("{ value: 51 }", around50)).toEqual([]);
    },
  );

  it("says by how much and how often", () => {
    expect(bad["lint/already-met"]?.[0]).toBe(
      "lint/already-met: The target 40 was already met in 11 of the last 12 periods.",
    );
    expect(bad["lint/target-over"]?.[0]).toContain("2025-06-30, has passed");
    expect(bad["lint/out-of-reach"]?.[0]).toContain("The target 90 lies outside the 95 % band");
  });

  it("calls ten of twelve no habit, and reads a target downwards where down is good", () => {
    expect(
      told("{ value: 40 }", [...around50.slice(0, 10), 39, 38]).filter((line) => line.includes("already-met")),
    ).toEqual([]);
    expect(told("{ value: 60 }", around50, "down_is_good")[0]).toContain("already met in 12 of the last 12");
  });

  it("says nothing about reach with too little history, and nothing about a fall among rises", () => {
    expect(told("{ value: 9999 }", [1, 2, 3])).toEqual([]);
    expect(
      told("", [1, 2, 3, 4, 5, 6, 7, 6.9, 8, 9, 10, 11, 12, 13]).filter((line) => line.includes("only-rises")),
    ).toEqual([]);
  });
});
