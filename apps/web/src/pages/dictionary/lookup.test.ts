import type { DictionaryEntry } from "@sextant/model/api/answers/dictionary";
import { describe, expect, it } from "vitest";
import { choicesOf, indexOf, lookUp } from "./lookup.ts";
import { readDictionarySearch } from "./search.ts";

const entry = (id: string, label: string, rest: Partial<DictionaryEntry> = {}): DictionaryEntry => ({
  type: "kpi",
  id,
  label,
  description: null,
  metric: id,
  kind: "simple",
  formula: `sum(${id})`,
  unit: "count",
  direction: "up_is_good",
  owner: { id: "ines", label: "Inès Laurent" },
  level: "company",
  state: "approved",
  timing: "lagging",
  grain: "week",
  version: 1,
  hash: "abc",
  standing: { status: "green", reason: "ok", sentence: "", computed: "green" },
  synonyms: [],
  drift: [],
  findings: 0,
  usedIn: [],
  ...rest,
});

const entries = [
  entry("mean_delay", "Mean delay", { description: "Less waiting after the flight is on time" }),
  entry("on_time_rate", "On-time rate", {
    synonyms: ["OTP", "punctuality"],
    formula: "count(flights where delay < 15)",
  }),
  entry("routes", "Routes served", { type: "metric", owner: null, level: null, standing: null, timing: null }),
];
const ids = (search: Record<string, unknown>) =>
  lookUp(indexOf(entries), readDictionarySearch(search)).map(({ id }) => id);

describe("looking up in the dictionary", () => {
  it("without a word or filter gives everything in its order", () => {
    expect(ids({})).toEqual(["mean_delay", "on_time_rate", "routes"]);
  });

  it.each([
    ["label", "routes SERVED", ["routes"]],
    ["id", "on_time_rate", ["on_time_rate"]],
    ["synonym", "otp", ["on_time_rate"]],
    ["formula", "delay < 15", ["on_time_rate"]],
    ["owner without the accent", "ines", ["mean_delay", "on_time_rate"]],
    ["nothing", "<script>", []],
  ])("finds by %s", (_, q, found) => {
    expect(ids({ q })).toEqual(found);
  });

  it("puts what is called so before what only mentions it", () => {
    expect(ids({ q: "on" })[0]).toBe("on_time_rate");
  });

  it("asks for every filter at once, and a missing trait matches no filter", () => {
    expect(ids({ type: "kpi", q: "delay", status: "green" })).toEqual(["mean_delay", "on_time_rate"]);
    expect(ids({ owner: "ines", type: "metric" })).toEqual([]);
    expect(ids({ status: "unknown" })).toEqual([]);
  });

  it("takes a number in the address as the text it was", () => {
    expect(readDictionarySearch({ q: 15, level: ["company"], other: "x" })).toEqual({ q: "15" });
  });

  it("offers each value of a filter once", () => {
    expect(choicesOf(entries, "owner", (_, { owner }) => owner?.label ?? "")).toEqual([
      { value: "ines", label: "Inès Laurent" },
    ]);
  });
});
