import type { Signal } from "@sextant/model/standing/signal";
import { describe, expect, it } from "vitest";
import { signalNews } from "./news.ts";

const observations = Array.from({ length: 20 }, (_, start) => ({ periodKey: `p${start}`, start }));
const signal = (start: number, method: Signal["method"] = "outside_limits"): Signal => ({
  kpi: "k",
  grain: "day",
  periodKey: `p${start}`,
  start,
  method,
  side: "above",
  strength: 4,
  sentence: "",
});
const newsOf = (before: Signal[] | null, through: string, found: Signal[]): number[] =>
  signalNews(
    before === null ? null : { signals: before, through },
    { signals: found, through: "p19" },
    observations,
  ).map(({ start }) => start);

describe("what is news of signals", () => {
  it("is the last period of a series never judged before, not its whole past", () => {
    expect(newsOf(null, "", [signal(3), signal(18), signal(19)])).toEqual([19]);
  });

  it("is what was not there, in every period that landed since and in the eight before, where a change is seen late", () => {
    expect(
      newsOf([signal(11)], "p12", [signal(4), signal(5, "change"), signal(11), signal(11, "change"), signal(15)]),
    ).toEqual([5, 11, 15]);
  });

  it("is nothing that was told, whatever the clock says now", () => {
    expect(newsOf([signal(19)], "p25", [signal(19)])).toEqual([]);
    expect(newsOf([], "p25", [signal(2), signal(14)])).toEqual([14]);
  });
});
