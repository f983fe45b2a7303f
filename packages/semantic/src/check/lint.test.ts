import { describe, expect, it } from "vitest";
import { readWorkspace } from "../read/read.ts";
import { lintBase, lintExamples, needsNumbers } from "./lint-examples.ts";
import { lintReference } from "./lint-reference.ts";
import { rules } from "./rules.ts";

const found = (text: string): string[] =>
  readWorkspace([
    { path: "base.yaml", text: lintBase },
    { path: "example.yaml", text },
  ])
    .findings.filter(
      ({ place, subject }) =>
        place?.file === "example.yaml" ||
        subject === "org unit desk" ||
        subject === "person ada" ||
        subject?.startsWith("metric"),
    )
    .map(({ rule }) => rule);

describe("a rule of the gate or of lint (K1, K6)", () => {
  it.each(Object.entries(lintExamples))(
    "%s finds its bad example and leaves its good one alone",
    (rule, { bad, good }) => {
      expect(found(bad)).toContain(rule);
      expect(found(good)).not.toContain(rule);
      for (const text of [bad, good])
        expect(found(text).filter((one) => /^(schema|yaml|reference|expression)/.test(one))).toEqual([]);
    },
  );

  it("has an example, or needs numbers and is told by the server", () => {
    const all = Object.keys(rules).filter((id) => /^(gate|lint)\//.test(id));
    expect([...Object.keys(lintExamples), ...needsNumbers].sort()).toEqual(all.sort());
  });

  it("is in the reference with both examples", () => {
    const text = lintReference();
    for (const [rule, { bad, good }] of Object.entries(lintExamples)) {
      expect(text).toContain(`## ${rule}`);
      expect(text).toContain(bad);
      expect(text).toContain(good);
    }
    for (const rule of needsNumbers) expect(text).toContain(`## ${rule}`);
  });
});

describe("names", () => {
  it("of 500 characters are refused with their limit", () => {
    const rules = found(
      `metrics: [{ id: x, label: ${"n".repeat(500)}, kind: derived, expression: closed / 2, synonyms: [${"s".repeat(500)}] }]`,
    );
    expect(rules.filter((rule) => rule === "schema/invalid")).toHaveLength(2);
  });

  it("of two metrics that share a synonym and not a formula are found, however many there are", () => {
    const rules = found(`metrics:
  - { id: a, label: A, kind: derived, expression: closed / 2, synonyms: [Half, half] }
  - { id: b, label: B, kind: derived, expression: closed / 7, synonyms: [HALF] }`);
    expect(rules.filter((rule) => rule === "metric/near-duplicate")).toHaveLength(1);
  });
});
