import type { CascadeAnswer } from "@sextant/model/api/answers/cascade";
import { expect, it } from "vitest";
import { cascadeTree } from "./tree.ts";

const unit = (id: string, parent: string | null): CascadeAnswer["units"][number] => ({
  ...{ id, label: id, level: "team", parent },
});
const kpi = (id: string, orgUnit: string | null): CascadeAnswer["kpis"][number] => ({
  ...{ id, label: id, level: "team", orgUnit, owner: null, measure: "count", target: 1, expected: null, status: null },
});

it("a cascade counts what is wrong in a unit and below, and cuts a circle of units", () => {
  const wrong: CascadeAnswer["wholes"][number] = {
    ...{ kpi: "deep", algebra: "sum", formula: "a", parts: [], wanted: 1, fromParts: 0, gap: -1, share: -1 },
    ...{ outcome: "gap", bounds: null },
  };
  const tree = cascadeTree({
    ...{ now: 0, measures: {}, uncarried: [], wholes: [wrong] },
    units: [unit("top", null), unit("low", "top"), unit("x", "y"), unit("y", "x")],
    kpis: [kpi("deep", "low"), kpi("free", null), kpi("lost", "x")],
  });
  expect(tree.roots.map(({ unit: { id }, faults }) => [id, faults])).toEqual([["top", 1]]);
  expect(tree.roots[0]?.below[0]?.kpis.map(({ id }) => id)).toEqual(["deep"]);
  expect(tree.unplaced.map(({ id }) => id)).toEqual(["free", "lost"]);
});
