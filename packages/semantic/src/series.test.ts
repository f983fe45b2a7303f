import { periodsBetween } from "@sextant/model/time/arithmetic";
import { describe, expect, it } from "vitest";
import { soundCatalog } from "../test/airline.ts";
import { compile } from "./compile.ts";
import type { Question } from "./question.ts";
import { completeSeries, type DatasetCoverage, omittedSlices, readSeries } from "./series.ts";

const catalog = soundCatalog();
const hour = 3_600_000;
const spans = periodsBetween(Date.UTC(2001, 2, 5, 5), Date.UTC(2001, 2, 10, 5), "day", catalog.calendar);
const dayStart = (index: number): number => spans[index]?.start ?? Number.NaN;

const observe = (
  metrics: readonly string[],
  rows: (unknown[] | null)[],
  coverage: Record<string, DatasetCoverage>,
  more: Partial<Question> = {},
) => {
  const question: Question = {
    metrics,
    grain: "day",
    spans,
    by: [],
    where: null,
    until: dayStart(4) + hour,
    limit: 10,
    ...more,
  };
  const [statement] = compile(question, catalog).statements;
  if (statement === undefined) throw new Error("no statement");
  const present = rows.flatMap((row, index) => (row === null ? [] : [[dayStart(index), ...row]]));
  const series = readSeries(question, statement, present);
  return completeSeries(series, question, catalog, new Map(Object.entries(coverage)));
};
const shown = (series: ReturnType<typeof observe>) =>
  series[0]?.observations.map(({ value, presence }) => `${presence} ${value}`);
const full = { first: dayStart(0), watermark: dayStart(4) + hour };

describe("no rows, zero and unknown (T5)", () => {
  it("an empty day of a count is zero where the source has reported", () => {
    expect(shown(observe(["flights_flown"], [[7, 7], null, [3, 3]], { flights: full }))).toEqual([
      "value 7",
      "value 0",
      "value 3",
      "value 0",
      "value 0",
    ]);
  });

  it("an empty day of a mean is a gap", () => {
    expect(shown(observe(["mean_delay"], [[5, 50, 10, 10], null], { flights: full }))?.slice(0, 2)).toEqual([
      "value 5",
      "empty null",
    ]);
  });

  it("before the first row and after the watermark nothing is known", () => {
    const flights = { first: dayStart(1) + hour, watermark: dayStart(3) };
    expect(shown(observe(["flights_flown"], [null, [2, 2]], { flights }))).toEqual([
      "unknown null",
      "value 2",
      "value 0",
      "unknown null",
      "unknown null",
    ]);
  });

  it("of an empty dataset, and of one nobody mentions, everything is unknown", () => {
    const unknown = spans.map(() => "unknown null");
    expect(shown(observe(["flights_flown"], [], { flights: { first: null, watermark: null } }))).toEqual(unknown);
    expect(shown(observe(["flights_flown"], [], {}))).toEqual(unknown);
  });

  it("a metric of two datasets is unknown where one of them has not reported", () => {
    const bookings = { first: dayStart(0), watermark: dayStart(1) };
    const rows = [
      [5, 5],
      [-7, 7],
    ];
    expect(shown(observe(["load"], rows, { flights: full, bookings }))?.slice(0, 3)).toEqual([
      "value 5",
      "unknown null",
      "unknown null",
    ]);
  });

  it("after now nothing is known, even of a count", () => {
    const series = observe(["flights_flown"], [[7, 7]], { flights: full }, { until: dayStart(2) });
    expect(shown(series)?.slice(2)).toEqual(["unknown null", "unknown null", "unknown null"]);
  });
});

describe("settled, provisional and current (T2)", () => {
  it("a day is settled once the watermark covers its end and the lag of its dataset, 6 h here", () => {
    const settledAt = (watermark: number) =>
      observe(["flights_flown"], [], { flights: { first: dayStart(0), watermark } })[0]?.observations.map(
        (one) => one.settled,
      );
    expect(settledAt(dayStart(2) + 6 * hour)).toEqual([true, true, false, false, false]);
    expect(settledAt(dayStart(2) + 6 * hour - 1)).toEqual([true, false, false, false, false]);
  });

  it("the day now lies in is the current one", () => {
    const [series] = observe(["flights_flown"], [], { flights: full });
    expect(series?.observations.map((one) => one.current)).toEqual([false, false, false, false, true]);
  });
});

describe("slices", () => {
  const question = { by: ["origin"], limit: 2 };
  const rows = [
    [dayStart(0), "JFK", 5, 4, 4],
    [dayStart(1), null, 5, 2, 2],
  ];

  it("are series of their own, the missing value among them", () => {
    const asked: Question = {
      metrics: ["flights_flown"],
      grain: "day",
      spans,
      where: null,
      until: dayStart(4),
      ...question,
    };
    const [statement] = compile(asked, catalog).statements;
    const series = readSeries(asked, statement as never, rows);
    expect(series.filter((row) => row.value !== 0).map(({ slice, value }) => [slice, value])).toEqual([
      [["JFK"], 4],
      [[null], 2],
    ]);
    expect(series).toHaveLength(2 * spans.length);
    expect(omittedSlices(asked, rows)).toBe(3);
    expect(omittedSlices({ ...asked, by: [] }, [])).toBe(0);
  });
});
