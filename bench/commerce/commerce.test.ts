import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { House } from "../house.ts";
import { more, sizeOf } from "./generate.ts";
import { additiveKpis } from "./kpis.ts";
import { landMore } from "./land.ts";
import { type Answer, checkSame } from "./panels.ts";
import { writeParquet } from "./parquet.ts";
import { fusedByHand, plainByHand } from "./raw-by-hand.ts";
import { refreshByHand } from "./refresh-by-hand.ts";
import { buildRollups, rollupByHand } from "./rollup-by-hand.ts";
import { sextant } from "./sextant.ts";
import { withCommerce } from "./shop.ts";

const size = sizeOf(20_000);

/** What the first machine made of it; the numbers of the orders add up to 2000 · 2001 / 2. */
const made = {
  events: [20_000, 1_333_811_477, 183_514_217, 169_719, 9_912_816],
  orders: [2000, 2_001_000, 128_874_679, 513_621.25, 6015, 77, 992_511],
};

/** Sums that no lost, doubled or changed row leaves alone. */
const sums = {
  events:
    "count(), sum(user_id), sum(duration_ms), sum(revenue), sum(cityHash64(toUnixTimestamp64Milli(at), channel, country, kind) % 1000)",
  orders:
    "count(), sum(order_id), sum(customer_id), sum(amount), sum(items), countIf(refunded), sum(cityHash64(toUnixTimestamp64Milli(at), channel) % 1000)",
};

const sumsOf = async ({ warehouse }: House, table: keyof typeof sums, from: string): Promise<unknown[]> =>
  (await warehouse.query({ sql: `SELECT ${sums[table]} FROM ${from}`, parameters: {} })).rows[0] ?? [];

test("the rows are the same on every machine, in the dataset's table as in the Parquet files", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sextant-parquet-"));
  try {
    await withCommerce(size.events, async (house) => {
      await writeParquet(house.warehouse, folder, size);
      for (const table of ["events", "orders"] as const) {
        const landed = await sumsOf(house, table, `dataset_${table}`);
        expect(await sumsOf(house, table, `file('${join(folder, table)}.parquet')`)).toEqual(landed);
        expect(landed).toEqual(made[table]);
      }
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a landing of generated rows counts as a landing: Sextant knows how many rows there are and how far they reach", () =>
  withCommerce(size.events, async ({ ledger: { landings } }) => {
    expect(landings.state("events")).toMatchObject({
      sequence: 1,
      rows: 20_000,
      watermark: Date.UTC(2025, 11, 29) - 1,
    });
    expect(landings.state("orders")).toMatchObject({ sequence: 1, rows: 2000 });
  }));

test("Sextant, the SQL by hand from raw and the SQL by hand from a rollup agree to the last row", () =>
  withCommerce(size.events, async (house) => {
    const { warehouse } = house;
    await buildRollups(warehouse);
    const ours = await sextant.raw(house).answer();
    expect(ours.map((lines) => lines.length)).toEqual([24, 104, 144]);
    for (const way of [plainByHand(warehouse), fusedByHand(warehouse), rollupByHand(warehouse)])
      checkSame(ours, await way.answer(), ["Sextant", way.name]);
    const few = [sextant.raw(house, additiveKpis), rollupByHand(warehouse, additiveKpis)];
    const [some = [], others = []] = await Promise.all(few.map(({ answer }) => answer()));
    checkSame(some, others, ["Sextant", "rollup"]);
  }));

test("a value that is off by one is a difference, and so is a missing row", () => {
  const answer: Answer = [[[1, "", 10]], [[1, "", 10]], [[1, "", 10]]];
  const off: Answer = [[[1, "", 10]], [[1, "", 11]], [[1, "", 10]]];
  expect(() => checkSame(answer, off, ["a", "b"])).toThrow('104 weeks: a says [1,"",10], b [1,"",11].');
  expect(() => checkSame(answer, answer.with(2, []), ["a", "b"])).toThrow("months × channel: a has 1 lines, b 0.");
});

test.for([
  ["in the latest days", 3, false],
  ["scattered over the two years", 6, true],
] as const)(
  "the refresh by hand after rows landed %s is what raw says, with everything counted",
  ([, parts, scattered]) =>
    withCommerce(size.events, async (house) => {
      const { warehouse } = house;
      await buildRollups(warehouse);
      const before = await rollupByHand(warehouse).answer();
      const extra = sizeOf(400);
      const sequences = await landMore(house, { existing: size, extra, parts, scattered });
      const after = await refreshByHand(warehouse, before, sequences);
      checkSame(after, await plainByHand(warehouse).answer(), ["refresh", "raw"]);
      expect(() => checkSame(after, before, ["after", "before"])).toThrow("24 months");
    }),
);

test("more rows are numbered on from those that are there and all are made, however many days share them", () => {
  const stretches = more(1000, 10, 3, false);
  expect(stretches.map(({ from, rows }) => [from, rows])).toEqual([
    [1000, 3],
    [1003, 3],
    [1006, 4],
  ]);
  const days = (scattered: boolean) =>
    more(0, 9, 3, scattered).map(({ since }) => new Date(since).toISOString().slice(0, 10));
  expect(days(false)).toEqual(["2025-12-28", "2025-12-27", "2025-12-26"]);
  expect(days(true)).toEqual(["2025-12-28", "2025-04-30", "2024-08-30"]);
});
