import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { latestSignal } from "@sextant/statistics/control/latest";
import { randomSource } from "@sextant/statistics/random/random";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWarehouse, type Warehouse } from "../../warehouse/warehouse.ts";
import { type StudyPool, startPool } from "./pool.ts";
import { sieveStatement } from "./sieve.ts";
import { sweepSeries } from "./sweep.ts";

const folder = mkdtempSync(join(tmpdir(), "sextant-sweep-"));
const day = 86_400_000;
/** Thursday: day 0 of 1970 was one, so places in the week are counted from here. */
const first = Date.UTC(2024, 0, 4);
const count = 60;
const through = first + (count - 1) * day;
const weekly = [0, 5, 3, 2, 10, -20, -25];

type Series = (number | null)[];
const source = randomSource(11);
const noise = (): Series => Array.from({ length: count }, () => Math.round(100 + 10 * source.normal()));

/** Hostile shapes by name: gaps, steps, runs, constants, too little, extremes. */
const shapes: Record<string, Series> = {
  constant: new Array(count).fill(0.1 + 0.2),
  five: [...new Array(count - 5).fill(null), 1, 2, 1, 2, 9],
  gap: noise().map((value, index) => (index > 20 && index < 40 ? null : value)),
  "no last": noise().map((value, index) => (index === count - 1 ? null : value)),
  "last alone": noise().map((value, index) => (index === count - 2 ? null : value)),
  run: noise().map((value, index) => (index >= count - 8 ? 130 + index : value)),
  "run with a gap": noise().map((value, index) => (index === count - 3 ? null : index >= count - 9 ? 125 : value)),
  high: noise().map((value, index) => (index === count - 1 ? 200 : value)),
  low: noise().map((value, index) => (index === count - 1 ? -50 : value)),
  huge: noise().map((value, index) => (index === count - 1 ? 1e18 : value)),
  shift: noise().map((value, index) => (value ?? 0) + (index >= 50 ? 60 : 0)),
  weekly: noise().map((value, index) => (value ?? 0) * 0.2 + (weekly[index % 7] ?? 0) * 4),
  "weekly, odd at the end": noise().map(
    (value, index) => (value ?? 0) * 0.2 + (weekly[index % 7] ?? 0) * 4 + (index === count - 1 ? 60 : 0),
  ),
  ...Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`noise ${index}`, noise()])),
};

let warehouse: Warehouse;
let pool: StudyPool;

const instant = (at: number): string => new Date(at).toISOString().slice(0, 23).replace("T", " ");
const columns = ["series", "grain", "slice", "period_key", "period_start", "period_end", "value", "sample_size"];
const more = ["presence", "settled", "definition_hash", "definition_version", "known_at", "receipt"];

beforeAll(async () => {
  warehouse = await openWarehouse(`chdb:${folder}/facts`);
  pool = startPool(1);
  const rows = Object.entries(shapes).flatMap(([name, values]) =>
    values.flatMap((value, index) => {
      const at = first + index * day;
      const row = (known: number, one: number | null) => [
        name,
        "day",
        [],
        `${index}`,
        instant(at),
        instant(at + day),
        one,
        1,
        "value",
        true,
        "",
        1,
        instant(known),
        "",
      ];
      // What was known of it before counts for nothing.
      return value === null ? [] : [row(through, -1e6), row(through + day, value)];
    }),
  );
  await warehouse.insert("observation", rows, { columns: [...columns, ...more] });
});
afterAll(async () => {
  await pool.close();
  await warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});

const sign = { above: 1, below: -1 } as const;

describe("the sieve in SQL", () => {
  it.each([1, 7] as const)(
    "keeps exactly the series that the method it stands for does, with a season of %i",
    async (season) => {
      const chunk = { grain: "day" as const, from: "", to: "~", since: first, through, season };
      const { rows } = await warehouse.query(sieveStatement(chunk));
      const kept = Object.fromEntries(
        rows.map(([name, , outside, run]) => [String(name), [Number(outside), Number(run)]]),
      );
      const wanted = Object.fromEntries(
        Object.entries(shapes).flatMap(([name, values]) => {
          const found = values.at(-1) === null ? null : latestSignal(values, season);
          const { outside = null, run = null } = found ?? {};
          if (outside === null && run === null) return [];
          return [[name, [outside === null ? 0 : sign[outside], run === null ? 0 : sign[run]]]];
        }),
      );
      expect(kept).toEqual(wanted);
      expect(Object.keys(wanted)).toEqual(expect.arrayContaining(["high", "low", "huge", "run"]));
      expect(Object.keys(wanted)).not.toEqual(expect.arrayContaining(["five"]));
      expect(Object.keys(wanted).length).toBeLessThan(40);
    },
  );
});

describe("a sweep", () => {
  it("gives the series that end in a signal after both sieves, however they are chunked", async () => {
    const sweep = { grain: "day" as const, since: first, through, season: 7 as const, studySince: first, step: day };
    const whole = await sweepSeries(warehouse, pool, sweep);
    expect(whole.series).toBe(Object.values(shapes).filter((values) => values.at(-1) !== null).length);
    expect(whole.signalling.map(({ series }) => series)).toEqual(
      expect.arrayContaining(["high", "low", "huge", "weekly, odd at the end"]),
    );
    expect(whole.signalling.map(({ series }) => series)).not.toContain("constant");
    expect(whole.sieved).toBeLessThan(40);
    expect(await sweepSeries(warehouse, pool, { ...sweep, chunk: 7 })).toEqual(whole);
  });

  it("of nothing is nothing", async () => {
    const sweep = { grain: "month" as const, since: first, through, season: 1 as const, studySince: first, step: day };
    expect(await sweepSeries(warehouse, pool, sweep)).toEqual({ series: 0, sieved: 0, signalling: [] });
  });
});
