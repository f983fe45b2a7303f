import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asKnownOn, type Learned } from "@sextant/model/series/learned";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import type { Gathering } from "./gather.ts";
import { readAsKnown, readEveryTime } from "./learned.ts";

const folder = mkdtempSync(join(tmpdir(), "sextant-learned-"));
const first = Date.UTC(2024, 5, 1);
const hour = 3_600_000;
let warehouse: Warehouse;
let gathering: Gathering;

/** Numbers from 0 to below 1 that are the same in every run (a linear congruential generator, Numerical Recipes). */
const numbers = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const columns = [
  "series",
  "grain",
  "slice",
  "period_key",
  "period_start",
  "period_end",
  "value",
  "sample_size",
  "presence",
  "settled",
  "definition_hash",
  "definition_version",
  "known_at",
  "receipt",
];
const written = (at: number): string => new Date(at).toISOString().slice(0, 23).replace("T", " ");
const rowOf = (kpi: string, grain: string, one: Learned, slice: string[] = []): unknown[] => [
  `kpi:${kpi}`,
  grain,
  slice,
  one.periodKey,
  written(one.start),
  written(one.end),
  one.value,
  one.sampleSize,
  one.presence,
  one.settled,
  one.definition.hash,
  one.definition.version,
  written(one.knownAt),
  one.receipt,
];

const next = numbers(7);
/** Two hundred observations of a dozen months, learned in any order, some empty, with names that would end a statement. */
const learned = Array.from({ length: 200 }, (_, index): Learned => {
  const month = Math.floor(next() * 12);
  const value = next() < 0.2 ? null : Math.round(next() * 1000) / 8;
  return {
    periodKey: `2023-${String(month + 1).padStart(2, "0")}`,
    start: Date.UTC(2023, month),
    end: Date.UTC(2023, month + 1),
    value,
    numerator: null,
    denominator: null,
    sampleSize: Math.floor(next() * 50),
    presence: value === null ? "empty" : "value",
    settled: next() < 0.7,
    knownAt: first + ((index * 71) % 200) * hour,
    definition: { version: 1 + Math.floor(next() * 2), hash: "a' OR 1=1 --" },
    receipt: `r${index}`,
  };
});

beforeAll(async () => {
  warehouse = await openWarehouse(`chdb:${folder}`);
  const moment = { now: first, known: first, catalog: { kpis: new Map() } };
  gathering = { warehouse, lane: "interactive", at: first, moment } as unknown as Gathering;
  const noise = learned.map((one) => ({ ...one, value: -1 }));
  const rows = [
    ...learned.map((one) => rowOf("it", "month", one)),
    ...noise.map((one) => rowOf("other", "month", one)),
    ...noise.map((one) => rowOf("it", "month", one, ["a slice"])),
  ];
  await warehouse.insert("observation", rows, { columns });
});
afterAll(async () => {
  await warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("What was learned", () => {
  it("is by one statement what the rule says, at every instant something was learned and around it", async () => {
    for (let at = first - 1; at <= first + 200 * hour; at += 13 * hour + 1) {
      const { learned: found } = await readAsKnown(gathering, ["it"], at);
      expect(found.map((one) => one.learned)).toEqual(asKnownOn(learned, at));
    }
  });

  it("is without a bound everything, and its receipt ends at the last", async () => {
    const { learned: found, kept } = await readAsKnown(gathering, ["it"], null);
    expect(found.map((one) => one.learned)).toEqual(asKnownOn(learned, first + 1000 * hour));
    expect(kept.again[0]?.parameters).toMatchObject({ at: Math.max(...found.map((one) => one.learned.knownAt)) });
  });

  it("is nothing of a name that is not there, whatever the name", async () => {
    for (const name of ["", "it') OR 1=1 --", "%", "it"]) {
      const { learned: found } = await readAsKnown(gathering, [name], first - 1);
      expect(found).toEqual([]);
    }
    expect((await readAsKnown(gathering, ["x') OR ('1'='1"], null)).learned).toEqual([]);
    expect((await readAsKnown(gathering, [], null)).learned).toEqual([]);
  });

  it("is read every time for the periods that start in a span", async () => {
    const span = { from: Date.UTC(2023, 2), to: Date.UTC(2023, 4) };
    const found = await readEveryTime(gathering, "it", "month", span, first + 100 * hour);
    const wanted = learned
      .filter(({ start, knownAt }) => start >= span.from && start < span.to && knownAt <= first + 100 * hour)
      .sort((a, b) => a.start - b.start || a.knownAt - b.knownAt);
    expect(wanted.length).toBeGreaterThan(5);
    expect(found).toEqual(wanted);
  });
});
