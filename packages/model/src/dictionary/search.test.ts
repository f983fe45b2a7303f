import { describe, expect, it } from "vitest";
import type { DictionaryEntry } from "../api/answers/dictionary.ts";
import { attentionOf } from "./attention.ts";
import { prepared, searchEntries } from "./search.ts";

const entry = (id: string, more: Partial<DictionaryEntry> = {}): DictionaryEntry => ({
  type: "kpi",
  id,
  label: id,
  description: null,
  metric: id,
  kind: "simple",
  formula: "Count of rows.",
  unit: "Count",
  direction: "up_is_good",
  owner: { id: "ada", label: "Ada Löwe" },
  level: "company",
  departments: [],
  state: "approved",
  timing: "lagging",
  nature: "quantitative",
  grain: "month",
  version: 1,
  hash: "",
  standing: null,
  synonyms: [],
  formerly: [],
  sources: ["orders"],
  drift: [],
  findings: 0,
  usedIn: [],
  ...more,
});
const status = (color: "red" | "green") =>
  ({ status: color, reason: "ok", sentence: "", computed: color }) as unknown as DictionaryEntry["standing"];
const drift: DictionaryEntry["drift"] = [{ reason: "upstream", sentence: "", input: "x", since: null }];

const all = [
  entry("churn", { label: "Churn", synonyms: ["attrition"], departments: ["success"], standing: status("green") }),
  entry("revenue", { label: "Revenue", formula: "Sum of amount of orders.", standing: status("red") }),
  entry("nps", { label: "Net promoter score", nature: "qualitative", sources: ["answers"], owner: null }),
  entry("old", { label: "Old revenue", state: "archived", formerly: ["income"], standing: status("red"), drift }),
].map(prepared);
const ids = (query: Parameters<typeof searchEntries>[1]) => searchEntries(all, query).entries.map(({ id }) => id);

describe("looking up the dictionary", () => {
  it.each([
    ["by a synonym", { q: "attrition" }, ["churn"]],
    ["by a handle it had before", { q: "income" }, ["old"]],
    ["by its formula", { q: "sum AMOUNT" }, ["revenue"]],
    ["by its owner, whatever the accents", { q: "lowe" }, ["revenue", "churn", "old"]],
    ["by name: the name itself before names that hold it", { q: "revenue" }, ["revenue", "old"]],
    ["by facets, all of them", { nature: "qualitative", source: "answers" }, ["nps"]],
    ["by drift", { drifted: "true" }, ["old"]],
    ["by department", { department: "success" }, ["churn"]],
    ["by nothing that is there", { q: "revenue zebra" }, []],
    ["by a pattern, which is only text", { q: ".*" }, []],
  ])("finds %s", (_, query, wanted) => {
    expect(ids(query)).toEqual(wanted);
  });

  it("without words puts first what is owed attention, and what is archived last", () => {
    expect(ids({})).toEqual(["revenue", "nps", "churn", "old"]);
    expect(all.map(({ entry: one }) => attentionOf(one))).toEqual([0, 8, 3, 0]);
  });

  it("counts each facet among what was found, and shows a part of it", () => {
    const { total, facets, entries } = searchEntries(all, { limit: 1, offset: 1 });
    expect([total, entries.map(({ id }) => id)]).toEqual([4, ["nps"]]);
    expect(facets.state).toEqual([
      { value: "approved", label: "approved", count: 3 },
      { value: "archived", label: "archived", count: 1 },
    ]);
    expect(facets.owner).toEqual([{ value: "ada", label: "Ada Löwe", count: 3 }]);
  });
});
