import { describe, expect, it } from "vitest";
import { airlineYaml, soundCatalog } from "../../test/airline.ts";
import { enteredYaml } from "../../test/entered.ts";
import { subscriptionsYaml } from "../../test/subscriptions.ts";
import { diffCatalogs } from "./version.ts";

const written = `${subscriptionsYaml}${enteredYaml.replace("metrics:\n", "")}`;
const catalogOf = (text: string) =>
  soundCatalog([
    { path: "airline.yaml", text: airlineYaml },
    { path: "more.yaml", text },
  ]);
const changesOf = (from: string, to: string): string[] => {
  expect(written).toContain(from);
  const changes = diffCatalogs(catalogOf(written), catalogOf(written.replace(from, to)));
  return changes.map(({ change, type, id }) => `${change} ${type} ${id}`);
};

describe("the meaning of snapshots, retention and manual metrics (K3)", () => {
  it.each([
    [
      "the spelling of an entity",
      "entity: [account, product], expression: amount",
      "entity: [(account), product ], expression: '( amount )'",
    ],
    [
      "a default written out",
      "id: arr_recorded, label: Recorded ARR, kind: snapshot",
      "id: arr_recorded, label: Recorded ARR, kind: snapshot, state: last, aggregation: sum",
    ],
    [
      "a default measure written out",
      "id: logo_retention, label: Logo retention, kind: retention",
      "id: logo_retention, label: Logo retention, kind: retention, measure: retention, cohort: previous",
    ],
  ])("is not changed by %s", (_, from, to) => {
    expect(changesOf(from, to).filter((change) => change.startsWith("semantic"))).toEqual([]);
  });

  it.each([
    [
      "how long a state is carried",
      "carry_forward: 3 months",
      "carry_forward: 2 months",
      ["semantic metric accounts_active"],
    ],
    [
      "which state counts",
      "state: first, expression: seats }",
      "state: last, expression: seats }",
      ["semantic metric seats_first"],
    ],
    ["when a cohort was active", "after: 2 months", "after: 3 months", ["semantic metric new_retention_2"]],
    [
      "how entries are combined",
      "grain: week, combine: average",
      "grain: week, combine: last",
      ["semantic metric mood"],
    ],
    [
      "the type of a column that is read",
      "seats: { type: integer }",
      "seats: { type: number }",
      ["semantic metric seats_at_start", "semantic metric largest_account"],
    ],
  ])("is changed by %s", (_, from, to, changed) => {
    expect(changesOf(from, to)).toEqual(expect.arrayContaining(changed));
  });
});
