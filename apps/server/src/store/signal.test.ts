import type { Signal } from "@sextant/model/standing/signal";
import { describe, expect, it } from "vitest";
import { replaceSignals, signalsOf } from "./signal.ts";
import { openStore } from "./store.ts";

const signal = (start: number, kpi = "sales"): Signal => ({
  kpi,
  grain: "day",
  periodKey: `p${start}`,
  start,
  method: "change",
  side: "above",
  strength: 0.99,
  sentence: "It moved.",
});

describe("kept signals", () => {
  it("keep when they were first seen, go when they are found no more, and are asked for by KPI and period", async () => {
    const store = await openStore("sqlite::memory:");
    const keep = (kpi: string, signals: Signal[], at: number): Promise<Signal[]> =>
      store.db.transaction().execute((transaction) => replaceSignals(transaction, { kpi, grain: "day" }, signals, at));
    expect(await keep("sales", [signal(1), signal(2)], 100)).toEqual([signal(1), signal(2)]);
    expect(await keep("visits", [signal(5, "visits")], 100)).toHaveLength(1);
    expect(await keep("sales", [signal(2), signal(3)], 200)).toEqual([signal(3)]);
    expect((await signalsOf(store, { kpi: "sales" })).map(({ start, firstSeen }) => [start, firstSeen])).toEqual([
      [2, 100],
      [3, 200],
    ]);
    expect((await signalsOf(store, { since: 3 })).map(({ start }) => start)).toEqual([3, 5]);
    await store.close();
  });
});
