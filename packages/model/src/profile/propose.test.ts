import { describe, expect, it } from "vitest";
import { clockFor } from "./clock.ts";
import { fileProfiler } from "./file.ts";
import type { FileProfile } from "./profile.ts";
import { propose } from "./propose.ts";

const options = {
  dataset: "orders",
  label: "orders",
  source: { file: "data/orders.csv" },
  calendarZone: "Europe/Berlin",
  now: 1_740_009_600_000, // 20 February 2025
  taken: new Set<string>(),
};

const profileOf = (rows: readonly string[]): FileProfile => {
  const [header = "", ...rest] = rows;
  const profiler = fileProfiler(header.split(","));
  for (const row of rest) profiler.see(row.split(","));
  return profiler.profile({ format: {}, asked: {}, delimiter: "," });
};

const orders = profileOf([
  "day,customer_id,amount,channel,returned,wait_seconds,shipped_on",
  ...Array.from(
    { length: 60 },
    (_, i) =>
      `2025-01-${String((i % 28) + 1).padStart(2, "0")},c${i % 20},${i * 1.5},${i % 3 === 0 ? "web" : "store"},${i % 2 === 0 ? "yes" : "no"},${i},2025-02-01`,
  ),
]);

describe("a proposal", () => {
  it("has metrics of every sort the columns allow, each with a reason and a direction that is guessed by name", () => {
    const { metrics, grain, definitions } = propose(orders, options);
    expect(metrics.filter(({ shown }) => shown).map(({ metric }) => [metric.id, metric.direction])).toEqual([
      ["orders_count", "up_is_good"],
      ["amount_total", "up_is_good"],
      ["amount_average", "up_is_good"],
      ["wait_seconds_median", "down_is_good"],
      ["customer_id_distinct", "up_is_good"],
      ["amount_total_per_customer_id", "up_is_good"],
      ["returned_share", "down_is_good"],
      ["day_to_shipped_on", "down_is_good"],
    ]);
    expect(metrics.every(({ why }) => why.endsWith("."))).toBe(true);
    expect([grain, definitions.datasets[0]?.dimensions]).toEqual(["day", ["customer_id", "channel", "returned"]]);
  });

  it("keeps what the chosen KPIs are made of, and nothing else", () => {
    const { definitions } = propose(orders, { ...options, kpis: ["returned_share"] });
    expect(definitions.metrics.map(({ id }) => id)).toEqual(["orders_count", "returned_yes", "returned_share"]);
    expect(definitions.kpis.map(({ id }) => id)).toEqual(["returned_share"]);
  });

  it("gives no metric an id that is taken", () => {
    const { metrics } = propose(orders, { ...options, taken: new Set(["amount_total", "orders_count"]) });
    expect(metrics.slice(0, 2).map(({ metric }) => metric.id)).toEqual(["orders_count_2", "orders_amount_total"]);
  });

  it.each([
    ["year", "2001-01-01", "2002-01-01", "2003-01-01", "730d"],
    ["quarter", "2024-01-01", "2024-04-01", "2024-07-01", "182d"],
    ["month", "2024-09-01", "2024-10-01", "2024-11-01", "61d"],
    ["week", "2024-12-02", "2024-12-09", "2024-12-16", "14d"],
    ["day", "2024-12-14", "2024-12-15", "2024-12-16", undefined],
  ])("of one row a %s is by that grain and not called stale between two rows", (by, a, b, c, staleAfter) => {
    const { grain, definitions } = propose(profileOf(["day,n", `${a},1`, `${b},2`, `${c},3`]), options);
    expect([grain, definitions.datasets[0]?.stale_after]).toEqual([by, staleAfter]);
  });

  it("of an archive ends with the local date of the newest instant", () => {
    const rows = profileOf([
      "at,n",
      "2025-01-05T22:30:00Z,1",
      "2025-01-06T00:15:00+01:00,2",
      "2025-01-05T23:40:00+01:00,2",
    ]);
    expect(propose(rows, options).endsAt).toBe("2025-01-07T00:00");
    expect(propose(orders, { ...options, now: Date.UTC(2025, 0, 29) }).endsAt).toBeNull();
  });

  it("says which value keeps a column from being the time, or that the named column is not there", () => {
    const dates = profileOf(["date,n", "2025-01-01,1", "2025-01-02,2", "soon,3"]);
    expect(() => propose(dates, options)).toThrow('date holds "soon" after 2 dates');
    expect(() => propose(dates, { ...options, time: "n" })).toThrow('n holds "1", which is no date');
    expect(() => propose(dates, { ...options, time: "wen" })).toThrow("There is no column wen.");
    expect(() => propose(profileOf(["a,b", "1,x", "2,y"]), options)).toThrow("a (integer), b (string)");
  });
});

describe("the clock of a workspace that takes data in", () => {
  const ends = { local: "2025-01-07T00:00", instant: Date.UTC(2025, 0, 6, 23) };

  it("is pinned at the end of an archive only where nothing else is looked at by it", () => {
    expect(clockFor({ pinned: null, ends, hasOthers: false }).asOf).toBe(ends.local);
    expect(clockFor({ pinned: null, ends, hasOthers: true })).toMatchObject({ asOf: undefined, isStale: true });
  });

  it("is moved on when it stands before the data, and runs for fresh data", () => {
    expect(clockFor({ pinned: Date.UTC(2001, 0, 1), ends, hasOthers: true }).asOf).toBe(ends.local);
    expect(clockFor({ pinned: Date.UTC(2001, 0, 1), ends: null, hasOthers: true }).asOf).toBeNull();
    expect(clockFor({ pinned: Date.UTC(2026, 0, 1), ends, hasOthers: true })).toMatchObject({
      asOf: undefined,
      sentence: null,
    });
    expect(clockFor({ pinned: null, ends: null, hasOthers: true })).toMatchObject({ asOf: undefined, sentence: null });
  });
});
