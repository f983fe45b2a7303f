import { expect, it } from "vitest";
import { type AgendaFacts, agendaOf } from "./agenda.ts";

const quiet: AgendaFacts = {
  ...{ kpi: "quiet", label: "Quiet", status: "green", sentence: "On track.", owner: null },
  ...{ alerts: [], overdue: 0, findings: 0, missed: 0, unanswered: 0, signals: 0 },
};
const order = (...facts: Partial<AgendaFacts>[]): string[] =>
  agendaOf(
    facts.map((fact) => ({ ...quiet, ...fact })),
    0,
  ).map(({ kpi }) => kpi);

it("puts red before yellow, and a green KPI with two overdue acts before a yellow one", () => {
  expect(order({ kpi: "y", status: "yellow" }, { kpi: "r", status: "red" })).toEqual(["r", "y"]);
  expect(order({ kpi: "y", status: "yellow" }, { kpi: "late", overdue: 2 })).toEqual(["late", "y"]);
});

it("keeps the order of the series among KPIs that are owed the same", () => {
  expect(order({ kpi: "y", status: "yellow" }, { kpi: "s", status: "yellow", signals: 1 })).toEqual(["s", "y"]);
  expect(order({ kpi: "b" }, { kpi: "a" }, { kpi: "c", findings: 1 })).toEqual(["c", "b", "a"]);
});

it("counts what was expected last time and missed, and says so", () => {
  const [first] = agendaOf([quiet, { ...quiet, kpi: "m", missed: 1, unanswered: 2 }], 0);
  expect(first).toMatchObject({
    ...{ kpi: "m", score: 2 },
    reasons: ["1 missed expectation", "2 expectations without an answer"],
  });
});
