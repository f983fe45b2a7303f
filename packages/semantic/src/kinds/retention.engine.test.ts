import { periodAt, periodsBetween, shiftPeriod } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FactRow, openEngine } from "../../test/engine.ts";
import { everyKind } from "../../test/every-kind.ts";
import { compile } from "../compile.ts";

// Held against cohorts put together by hand: plain sets and sums over the rows.

const catalog = everyKind();
const { calendar } = catalog;
let engine: Awaited<ReturnType<typeof openEngine>>;

interface Invoice {
  _at: number;
  customer: string | null;
  total: number | null;
  kept: boolean;
  plan: string;
}

const last = Date.UTC(2002, 0, 1, 5);
/** Two invoices a day; some are credits, some lack a customer or an amount; a number that follows from the place stands in for chance. */
const invoices: readonly Invoice[] = Array.from({ length: 1460 }, (_, index) => {
  const noise = (index * 7919 + 13) % 1009;
  return {
    _at: Date.UTC(2000, 0, 1, 5) + index * 12 * 3_600_000 + noise * 1000,
    customer:
      noise % 41 === 0
        ? null
        : noise % 3 === 0
          ? `N${Math.floor(index / 160)}-${Math.floor(noise / 3) % 37}`
          : `C${(noise * noise) % 89}`,
    total: noise % 31 === 0 ? null : (noise % 300) - 40,
    kept: noise % 13 !== 0,
    plan: ["free", "team", "company"][noise % 3] ?? "free",
  };
});
beforeAll(async () => {
  engine = await openEngine(catalog);
  const rows = invoices.map((row): FactRow => {
    return { ...row, issued: new Date(row._at).toISOString().replace("T", " ").replace("Z", "") };
  });
  await engine.fill("invoices", rows);
});
afterAll(() => engine.close());

interface Span {
  start: number;
  end: number;
}
const activeIn = ({ start, end }: Span): Map<string, Invoice[]> => {
  const seen = invoices.filter(({ _at, kept, customer }) => _at >= start && _at < end && kept && customer !== null);
  return Map.groupBy(seen, ({ customer }) => customer ?? "");
};
const sum = (rows: readonly Invoice[] | undefined): number =>
  (rows ?? []).reduce((all, { total }) => all + (total ?? 0), 0);

const ask = async (metric: string, grain: Grain, more: { by?: string[]; where?: string } = {}) => {
  const spans = periodsBetween(Date.UTC(2001, 1, 10), Date.UTC(2001, 6, 2), grain, calendar);
  const question = { metrics: [metric], grain, spans, where: null, limit: 100, by: [], until: last, ...more };
  return (await engine.ask(question)).map((row) => ({ ...row, period: periodAt(row.start, grain, calendar) }));
};

describe("retention", () => {
  it.each(["week", "month", "quarter"] as const)(
    "is the share of those active in the %s before that are active again, and churn the rest",
    async (grain) => {
      const kept = await ask("logo_retention", grain);
      const churned = await ask("logo_churn", grain);
      expect(kept.length).toBeGreaterThan(1);
      for (const [index, { period, value, numerator, denominator, sampleSize }] of kept.entries()) {
        const cohort = [...activeIn(shiftPeriod(period, -1, calendar)).keys()];
        const now = activeIn(period);
        const again = cohort.filter((customer) => now.has(customer)).length;
        expect([numerator, denominator, sampleSize]).toEqual([again, cohort.length, cohort.length]);
        expect(value).toBe(again / cohort.length);
        expect(churned[index]?.value).toBeCloseTo(1 - again / cohort.length, 12);
      }
    },
  );

  it("of a first cohort leaves out whoever was active before", async () => {
    const answered = await ask("new_retention_2", "month");
    expect(answered.filter(({ value }) => value !== null && value > 0 && value < 1).length).toBeGreaterThan(1);
    for (const { period, numerator, sampleSize } of answered) {
      const then = shiftPeriod(period, -2, calendar);
      const before = activeIn({ start: 0, end: then.start });
      const cohort = [...activeIn(then).keys()].filter((customer) => !before.has(customer));
      const now = activeIn(period);
      expect(sampleSize).toBe(cohort.length);
      expect(numerator ?? 0).toBe(cohort.filter((customer) => now.has(customer)).length);
    }
  });

  it("slices by what the entity was in the cohort, and a condition asked means the same", async () => {
    const sliced = await ask("logo_retention", "month", { by: ["plan"] });
    const asked = await ask("logo_retention", "month", { where: "plan = 'team'" });
    for (const { period, value, sampleSize } of sliced.filter(({ slice }) => slice[0] === "team")) {
      const cohort = [...activeIn(shiftPeriod(period, -1, calendar)).values()].filter(
        (rows) => rows.at(-1)?.plan === "team",
      );
      const now = activeIn(period);
      const again = cohort.filter(([row]) => now.has(row?.customer ?? "")).length;
      expect([value, sampleSize]).toEqual([again / cohort.length, cohort.length]);
      expect(asked.find(({ start }) => start === period.start)?.value).toBe(value);
    }
  });

  it("of a cohort of nobody is unknown, never zero", async () => {
    const spans = periodsBetween(Date.UTC(1999, 5, 10), Date.UTC(1999, 6, 1), "month", calendar);
    const metrics = ["logo_retention", "logo_churn", "net_revenue"];
    const answered = await engine.ask({ metrics, grain: "month", spans, where: null, limit: 1, by: [], until: last });
    expect(answered.map(({ value, sampleSize }) => [value, sampleSize])).toEqual(metrics.map(() => [null, 0]));
  });
});

describe("retention of revenue", () => {
  const measures = ["net_revenue", "gross_revenue", "expansion", "contraction", "churned_revenue"] as const;
  const askAll = async () => {
    const answers = await Promise.all(measures.map((measure) => ask(measure, "month")));
    return (answers[0] ?? []).map(({ period }, index) => {
      const at = (measure: (typeof measures)[number]) =>
        answers[measures.indexOf(measure)]?.[index]?.value ?? Number.NaN;
      const [net, gross, gained, reduced, lost] = measures.map(at);
      return { period, net, gross, gained, reduced, lost };
    });
  };

  it("compares what the cohort brings in with what it brought in", async () => {
    for (const { period, net, gross, gained } of await askAll()) {
      const then = activeIn(shiftPeriod(period, -1, calendar));
      const now = activeIn(period);
      const base = [...then.values()].reduce((all, rows) => all + sum(rows), 0);
      const pairs = [...then]
        .filter(([customer]) => now.has(customer))
        .map(([customer, rows]) => [sum(rows), sum(now.get(customer))] as const);
      expect(net).toBeCloseTo(pairs.reduce((all, [, is]) => all + is, 0) / base, 10);
      expect(gross).toBeCloseTo(pairs.reduce((all, [was, is]) => all + Math.min(was, is), 0) / base, 10);
      expect(gained).toBeCloseTo(pairs.reduce((all, [was, is]) => all + Math.max(is - was, 0), 0) / base, 10);
    }
  });

  it("net is 1 + expansion - contraction - churned, gross 1 - contraction - churned, also where credits make it negative", async () => {
    for (const { net = 0, gross = 0, gained = 0, reduced = 0, lost = 0 } of await askAll()) {
      expect(net).toBeCloseTo(1 + gained - reduced - lost, 10);
      expect(gross).toBeCloseTo(1 - reduced - lost, 10);
    }
  });

  it("measures over two columns and a year read the same rows as by hand", async () => {
    for (const { period, value } of await ask("net_revenue_year", "quarter")) {
      const keyed = (span: Span) =>
        Map.groupBy([...activeIn(span).values()].flat(), ({ customer, plan }) => `${customer} ${plan}`);
      const then = keyed(shiftPeriod(period, -4, calendar));
      const now = keyed(period);
      const base = [...then.values()].reduce((all, rows) => all + sum(rows), 0);
      expect(value).toBeCloseTo([...then.keys()].reduce((all, key) => all + sum(now.get(key)), 0) / base, 10);
    }
  });
});

describe("a retention asked at a grain longer than its distance", () => {
  const asked = (grain: Grain) => {
    const spans = periodsBetween(Date.UTC(2000, 1, 10), Date.UTC(2001, 6, 2), grain, calendar);
    const question = { metrics: ["new_retention_2"], grain, spans, where: null, limit: 1, by: [], until: last };
    return compile(question, catalog).findings.map(({ rule }) => rule);
  };

  it("is refused, since the cohort would be observed while it forms", () => {
    expect([asked("year"), asked("quarter"), asked("month"), asked("day")]).toEqual([
      ["question/grain"],
      ["question/grain"],
      [],
      [],
    ]);
  });
});
