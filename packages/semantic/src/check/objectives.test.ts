import { expect, it } from "vitest";
import { airlineYaml } from "../../test/airline.ts";
import { readWorkspace } from "../read/read.ts";

const rulesOf = (objective: string): string[] => {
  const text = `objectives:\n  - { id: reliable, label: Reliable, owner: ada, cycle: 2026-Q3, ${objective} }\n`;
  const { findings } = readWorkspace([
    { path: "airline.yaml", text: airlineYaml },
    { path: "objectives.yaml", text },
  ]);
  return findings.filter(({ place }) => place?.file === "objectives.yaml").map(({ rule }) => rule);
};
const result = (more: string): string => `key_results: [{ id: a, kpi: on_time, ${more} }]`;

it.each([
  ["a sound key result", result("baseline: 85%, target: 92%"), []],
  ["one that is maintained", result("target: 80%, maintain: true"), []],
  ["an amount without its unit", result("baseline: 85, target: 92%"), ["objective/amount"]],
  ["a target that equals the baseline", result("baseline: 85%, target: 85%"), ["objective/no-way"]],
  ["no baseline", result("target: 85%"), ["objective/no-way"]],
  ["a baseline of what is maintained", result("baseline: 1%, target: 85%, maintain: true"), ["objective/no-way"]],
  ["a target worse than the baseline", result("baseline: 92%, target: 85%"), ["objective/wrong-way"]],
  ["a window that ends before it begins", result("baseline: 1%, target: 2%, by: 2026-01-01"), ["objective/cycle"]],
  ["an unknown KPI", "key_results: [{ id: a, kpi: ghost, baseline: 1%, target: 2% }]", ["reference/unknown"]],
  ["nothing that tells", "key_results: []", ["objective/no-key-result"]],
  ["itself above it", `parent: reliable, ${result("baseline: 85%, target: 92%")}`, ["objective/loop"]],
])("an objective with %s", (_, written, rules) => {
  expect(rulesOf(written)).toEqual(rules);
});
