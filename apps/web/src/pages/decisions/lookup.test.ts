import type { Decision } from "@sextant/model/practice/decision";
import type { Intervention } from "@sextant/model/practice/intervention";
import { describe, expect, it } from "vitest";
import { decisionsLike, interventionsLike, readLogSearch } from "./lookup.ts";

const author = { name: "Ada", kind: "person", person: "ada" } as const;
const intervention = (id: string, part: Partial<Intervention>): Intervention => ({
  ...{
    id,
    kpi: "revenue",
    kpiLabel: "Umsatz über alles",
    title: "Second till",
    note: null,
    owner: "ada",
    ownerLabel: "Ada",
  },
  ...{ definitionVersion: 1, due: "2026-01-01", starts: null, expected: { direction: "up" }, lag: 0, watch: 8 },
  ...{ guardrails: [], links: [], decision: null, state: "planned", verdict: null, revision: 1, author },
  ...{ createdAt: 0, updatedAt: 0 },
  ...part,
});
const verdict: NonNullable<Intervention["verdict"]> = {
  ...{ outcome: "worked", sentence: "It worked.", effect: null, guardrails: [], definitionChanged: false },
  ...{ final: true, judgedAt: 1 },
};

describe("the log of interventions", () => {
  const all = [
    intervention("old", { verdict, state: "judged", updatedAt: 9 }),
    intervention("new", { updatedAt: 5 }),
    intervention("note", { note: "Costs €300", updatedAt: 7 }),
  ];
  const found = (search: Parameters<typeof interventionsLike>[1]): string[] =>
    interventionsLike(all, search).map(({ id }) => id);

  it("shows what is open before what is judged, the latest first", () =>
    expect(found({})).toEqual(["note", "new", "old"]));
  it("finds by outcome, and by state until there is one", () => {
    expect(found({ outcome: "worked" })).toEqual(["old"]);
    expect(found({ outcome: "planned" })).toEqual(["note", "new"]);
  });
  it("finds by every word, without minding accents and case", () => {
    expect(found({ q: "UBER till" })).toHaveLength(3);
    expect(found({ q: "€300 till" })).toEqual(["note"]);
    expect(found({ q: "till ghost" })).toEqual([]);
  });
  it("reads nothing from an empty address", () => expect(readLogSearch({ q: "", outcome: "" })).toEqual({}));
});

it("finds decisions by the name of a KPI", () => {
  const decision: Decision = {
    ...{ id: "1", kpis: ["revenue"], text: "Open on Sundays", owner: "ada", ownerLabel: "Ada", on: "2026-01-01" },
    ...{ origin: { type: "direct" }, link: null, author, createdAt: 0 },
  };
  const nameOf = (): string => "Turnover";
  expect(decisionsLike([decision], "turnover sundays", nameOf)).toEqual([decision]);
  expect(decisionsLike([decision], "monday", nameOf)).toEqual([]);
});
