import { periodAt, periodsBetween } from "@sextant/model/time/arithmetic";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FactRow, openEngine } from "../../test/engine.ts";
import { everyKind } from "../../test/every-kind.ts";
import { compile } from "../compile.ts";
import { columnsOf } from "../kinds/columns.ts";
import { datasetsOf, reportingOf } from "../kinds/kinds.ts";
import type { Question } from "../question.ts";
import { rollupDesigns } from "../rollup/design.ts";

// Held against a lookup by hand: of members and programmes with one key the row that landed last.

const catalog = everyKind();
const { calendar } = catalog;
let engine: Awaited<ReturnType<typeof openEngine>>;
const start = Date.UTC(2001, 2, 1, 5);
const text = (instant: number): string => new Date(instant).toISOString().replace("T", " ").replace("Z", "");

const programmes: readonly FactRow[] = [
  { _at: start, _sequence: 1, since: "2001-01-01", code: "A", region: "east", tier: "gold", fee: "0.1" },
  { _at: start, _sequence: 1, since: "2001-01-01", code: "A", region: "west", tier: "silver", fee: "0.2" },
  { _at: start, _sequence: 1, since: "2001-01-01", code: "B", region: "east", tier: null, fee: null },
  { _at: start, _sequence: 1, since: "2001-01-01", code: null, region: "east", tier: "gold", fee: "9" },
];
/** Every member twice: what landed later says something else, and number 6 has lost its segment. */
const members: readonly FactRow[] = [2, 1].flatMap((sequence) =>
  Array.from({ length: 12 }, (_, number): FactRow => {
    const late = sequence === 2;
    return {
      _at: start,
      _sequence: sequence,
      joined: text(start),
      number,
      programme: ["A", "B", "C", null][(number + (late ? 0 : 1)) % 4] ?? null,
      region: number % 2 === 0 ? "east" : "west",
      segment: late && number === 6 ? null : (["leisure", "business", "crew"][(number + (late ? 0 : 1)) % 3] ?? null),
      miles: late && number === 3 ? "nan" : number * 100,
      born: "1970-01-01",
    };
  }),
);
/** Members 12 and 13 are known to no one, and some bags have none. */
const bags: readonly FactRow[] = Array.from({ length: 600 }, (_, index) => {
  const at = start + index * 3 * 3_600_000;
  const member = (index * 7) % 15;
  return { _at: at, checked: text(at), member: member === 14 ? null : member, weight: (index * 13) % 31 };
});
beforeAll(async () => {
  engine = await openEngine(catalog);
  await engine.fill("programmes", programmes);
  await engine.fill("members", members);
  await engine.fill("bags", bags);
});
afterAll(() => engine.close());

const memberOf = (bag: FactRow, sequence = 2): FactRow | undefined =>
  members.find((row) => row._sequence === sequence && row.number === bag.member);
const programmeOf = (bag: FactRow): FactRow | undefined => {
  const member = memberOf(bag);
  return programmes.find((row) => row.code !== null && row.code === member?.programme && row.region === member?.region);
};

const ask = async (metric: string, more: Partial<Question> = {}) => {
  const spans = periodsBetween(start, start + 75 * 86_400_000, "month", calendar);
  const question: Question = {
    metrics: [metric],
    grain: "month",
    spans,
    by: [],
    where: null,
    until: start + 80 * 86_400_000,
    limit: 50,
    ...more,
  };
  return (await engine.ask(question)).map((row) => {
    const period = periodAt(row.start, "month", calendar);
    return { ...row, rows: bags.filter(({ _at }) => _at >= period.start && _at < period.end) };
  });
};

describe("a joined dataset", () => {
  it("never multiplies rows, however often a key is there", async () => {
    for (const { value, rows } of await ask("bags_checked", {
      where: "member.segment is null or member.segment <> ''",
    }))
      expect(value).toBe(rows.length);
  });

  it("filters over two hops, with the row that landed last", async () => {
    const answered = await ask("gold_bags");
    for (const { value, rows } of answered) {
      const gold = rows.filter((row) => programmeOf(row)?.tier === "gold" && Number(row.weight) > 10);
      expect(value).toBe(gold.length);
    }
    expect(answered.some(({ value }) => Number(value) > 5)).toBe(true);
  });

  it("slices by its columns; a missing partner is a slice of its own, and all slices add up to the whole", async () => {
    const whole = await ask("bags_checked");
    const sliced = await ask("bags_checked", { by: ["member.segment"] });
    for (const { slice, value, rows } of sliced) {
      expect(value).toBe(rows.filter((row) => (memberOf(row)?.segment ?? null) === slice[0]).length);
    }
    for (const { start: month, value } of whole) {
      const parts = sliced.filter((row) => row.start === month).map((row) => Number(row.value));
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(value);
    }
    expect(new Set(sliced.map(({ slice }) => slice[0]))).toEqual(new Set(["leisure", "business", "crew", null]));
  });

  it("may be sliced and filtered at question time, by two hops at once", async () => {
    const where = "member.segment in ('leisure', 'crew') and member.born < date '1980-01-01'";
    for (const { slice, value, rows } of await ask("bags_checked", { by: ["member.programme.tier"], where })) {
      const seen = rows.filter((row) => ["leisure", "crew"].includes(String(memberOf(row)?.segment)));
      expect(value).toBe(seen.filter((row) => (programmeOf(row)?.tier ?? null) === slice[0]).length);
    }
  });

  it("gives its values to ratios, exact distinct counts, decimal sums and means", async () => {
    const [shares, segments, fees, miles] = await Promise.all(
      ["gold_share", "segments", "fees", "member_miles"].map((id) => ask(id)),
    );
    for (const [index, { value, rows }] of (shares ?? []).entries()) {
      expect(value).toBeCloseTo(rows.filter((row) => programmeOf(row)?.tier === "gold").length / rows.length, 12);
      const known = rows.flatMap((row) => memberOf(row)?.segment ?? []);
      expect(segments?.[index]?.value).toBe(new Set(known).size);
      expect(fees?.[index]?.value).toBeCloseTo(
        rows.reduce((sum, row) => sum + Number(programmeOf(row)?.fee ?? 0), 0),
        9,
      );
      const own = rows.flatMap((row) => memberOf(row)?.miles ?? []).filter((mile) => mile !== "nan");
      expect(miles?.[index]).toMatchObject({ sampleSize: own.length });
      expect(miles?.[index]?.value).toBeCloseTo(
        own.reduce((sum: number, mile) => sum + Number(mile), 0) / own.length,
        9,
      );
    }
  });

  it("is read within a rolling window too", async () => {
    for (const { start: month, value } of await ask("gold_bags_28")) {
      const { end } = periodAt(month, "month", calendar);
      const from = periodAt(end - 28 * 86_400_000 + 3_600_000, "day", calendar).start;
      const seen = bags.filter(({ _at }) => _at >= from && _at < end && _at < start + 80 * 86_400_000);
      if (end > start + 75 * 86_400_000) continue;
      expect(value).toBe(seen.filter((row) => programmeOf(row)?.tier === "gold" && Number(row.weight) > 10).length);
    }
  });

  it("is seen as of its own landing", async () => {
    const sequences = new Map([["members", 1]]);
    for (const { slice, value, rows } of await ask("bags_checked", { by: ["member.segment"], sequences }))
      expect(value).toBe(rows.filter((row) => (memberOf(row, 1)?.segment ?? null) === slice[0]).length);
  });

  it("is among what a statement reads and a metric depends on, and reports no periods", () => {
    const question = {
      metrics: ["bags_checked"],
      grain: "month",
      spans: [],
      by: ["member.segment"],
      where: null,
      until: 0,
      limit: 1,
    } as const;
    expect(compile(question, catalog).statements[0]?.datasets).toEqual(["bags", "members"]);
    expect(datasetsOf("gold_share", catalog)).toEqual(["bags", "members", "programmes"]);
    expect(datasetsOf("gold_bags_28", catalog)).toEqual(["bags", "members", "programmes"]);
    expect(datasetsOf("bags_checked", catalog)).toEqual(["bags"]);
    expect(reportingOf("gold_share", catalog)).toEqual(["bags"]);
    expect(columnsOf("gold_share", catalog)).toEqual(
      new Map([
        ["bags", new Set(["checked", "member"])],
        ["members", new Set(["joined", "number", "programme", "region"])],
        ["programmes", new Set(["since", "code", "region", "tier"])],
      ]),
    );
  });
});

describe("a rollup", () => {
  it("holds nothing that is joined: it would not see a landing of the other dataset", () => {
    const metrics = [...catalog.metrics.keys()].filter((id) => reportingOf(id, catalog).includes("bags"));
    const kpis = new Map(metrics.map((id) => [id, { ...catalog.kpis.get("on_time"), id, metric: id }]));
    const designs = rollupDesigns({ ...catalog, kpis: kpis as typeof catalog.kpis });
    const texts = designs.filter(({ dataset }) => dataset === "bags");
    expect(texts.map(({ by }) => by)).toEqual([null]);
    expect(texts.flatMap(({ states }) => states.map(({ shared }) => shared.key))).toEqual(["count []"]);
  });
});
