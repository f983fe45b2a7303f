import { periodAt, periodsBetween } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FactRow, openEngine } from "../../test/engine.ts";
import { everyKind } from "../../test/every-kind.ts";
import { compile } from "../compile.ts";
import type { Question } from "../question.ts";

// Held against a loop over every pair of a visit and a ticket; ends of windows by plain Temporal.

const catalog = everyKind();
const { calendar } = catalog;
let engine: Awaited<ReturnType<typeof openEngine>>;

/** Numbers that look like chance and are the same every time (Lehmer 1951). */
const lehmer = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};
const first = Date.UTC(2001, 2, 1, 5);
const span = 60 * 86_400_000;
const until = first + 80 * 86_400_000;
const pick = lehmer(7);
const routes = ["JFK-LGA", "JFK-ORD", null];
const visits: readonly FactRow[] = Array.from({ length: 900 }, (_, index) => {
  const at = first + pick(span / 600_000) * 600_000;
  return {
    _at: at,
    _sequence: index + 1,
    visited: at,
    visitor: pick(20) === 0 ? null : `v${pick(60)}`,
    route: routes[pick(3)] ?? null,
    channel: ["web", "app", "desk"][pick(3)] ?? null,
    pages: pick(4),
  };
});
const tickets: readonly FactRow[] = Array.from({ length: 500 }, () => {
  const at = first + pick(span / 600_000) * 600_000;
  const route = routes[pick(3)] ?? null;
  return { _at: at, bought: at, passenger: `v${pick(60)}`, route, price: 10, refunded: pick(5) === 0 };
});
beforeAll(async () => {
  engine = await openEngine(catalog);
  const day = (row: FactRow) => ({ ...row, departure: undefined });
  const text = (instant: number) => new Date(instant).toISOString().replace("T", " ").replace("Z", "");
  await engine.fill(
    "visits",
    visits.map((row) => day({ ...row, visited: text(row._at) })),
  );
  await engine.fill(
    "tickets",
    tickets.map((row) => day({ ...row, bought: text(row._at) })),
  );
});
afterAll(() => engine.close());

interface Base {
  at: number;
  channel: unknown;
  waits: number[];
}

const daysLater = (instant: number, days: number): number =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(calendar.timeZone).add({ days }).epochMilliseconds;

/** Visits with more than one page, one per visitor, constants and instant, each with the waits for its tickets. */
const basesOf = (days: number, constant: readonly string[] = []): Base[] => {
  const key = (row: FactRow, who: string) => JSON.stringify([row[who], ...constant.map((name) => row[name])]);
  const events = new Map<string, Base & { key: string; sequence: number }>();
  for (const visit of visits) {
    if (visit.visitor === null || Number(visit.pages) <= 1 || constant.some((name) => visit[name] === null)) continue;
    const id = `${key(visit, "visitor")} ${visit._at}`;
    const sequence = visit._sequence ?? 0;
    if ((events.get(id)?.sequence ?? -1) > sequence) continue;
    events.set(id, { key: key(visit, "visitor"), at: visit._at, channel: visit.channel, sequence, waits: [] });
  }
  for (const ticket of tickets) {
    if (ticket.refunded === true) continue;
    const before = [...events.values()].filter(
      ({ key: own, at }) => own === key(ticket, "passenger") && at <= ticket._at,
    );
    const latest = before.sort((a, b) => b.at - a.at)[0];
    if (latest !== undefined && ticket._at < daysLater(latest.at, days)) latest.waits.push(ticket._at - latest.at);
  }
  return [...events.values()];
};

const median = (numbers: readonly number[]): number | null => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
};

const question = (metrics: string[], grain: Grain, more: Partial<Question> = {}): Question => ({
  metrics,
  grain,
  spans: periodsBetween(Date.UTC(2001, 2, 5, 5), Date.UTC(2001, 3, 20, 4), grain, calendar),
  by: [],
  where: null,
  until,
  limit: 50,
  ...more,
});
const ask = async (metric: string, grain: Grain, more: Partial<Question> = {}) =>
  (await engine.ask(question([metric], grain, more))).map((row) => ({
    ...row,
    period: periodAt(row.start, grain, calendar),
  }));

describe("a conversion", () => {
  const bases = basesOf(7);
  const within = (start: number, end: number) => bases.filter(({ at }) => at >= start && at < end);

  it.each(["day", "week", "month"] as const)("rate of a %s is its visits that led to a ticket", async (grain) => {
    const answered = await ask("visit_to_ticket", grain);
    for (const { period, numerator, denominator, sampleSize } of answered) {
      const seen = within(period.start, period.end);
      const converted = seen.filter(({ waits }) => waits.length > 0).length;
      expect([numerator, denominator, sampleSize]).toEqual([converted, seen.length, seen.length]);
    }
    expect(answered.reduce((sum, { numerator }) => sum + (numerator ?? 0), 0)).toBeGreaterThan(50);
  });

  it("is counted once, with the latest visit before it", async () => {
    const answered = await ask("tickets_from_visits", "day");
    for (const { period, value } of answered) {
      expect(value).toBe(within(period.start, period.end).reduce((sum, { waits }) => sum + waits.length, 0));
    }
    const [all] = await ask("tickets_from_visits", "year", {
      spans: periodsBetween(first, until, "year", calendar),
    });
    expect(all?.value).toBe(bases.reduce((sum, { waits }) => sum + waits.length, 0));
    expect(all?.value).toBeLessThanOrEqual(tickets.length);
  });

  it("takes the time to the first ticket, in the metric's unit", async () => {
    const [medians, means] = [await ask("hours_to_ticket", "week"), await ask("days_to_ticket", "week")];
    for (const [index, { period, value, sampleSize }] of medians.entries()) {
      const firsts = within(period.start, period.end)
        .filter(({ waits }) => waits.length > 0)
        .map(({ waits }) => Math.min(...waits));
      expect(sampleSize).toBe(firsts.length);
      expect(value).toBeCloseTo((median(firsts) ?? Number.NaN) / 3_600_000, 9);
      const mean = firsts.reduce((sum, wait) => sum + wait, 0) / firsts.length / 86_400_000;
      expect(means[index]?.value).toBeCloseTo(mean, 9);
    }
  });

  it("with a constant only counts where it is equal on both events", async () => {
    const own = basesOf(14, ["route"]);
    for (const { period, numerator, denominator } of await ask("route_to_ticket", "week")) {
      const seen = own.filter(({ at }) => at >= period.start && at < period.end);
      expect([numerator, denominator]).toEqual([seen.filter(({ waits }) => waits.length > 0).length, seen.length]);
    }
  });

  it("is sliced and filtered by its visit, and a filter gives no visit the tickets of another", async () => {
    const sliced = await ask("visit_to_ticket", "month", { by: ["channel"] });
    expect(new Set(sliced.map(({ slice }) => slice[0])).size).toBe(3);
    for (const { period, slice, numerator, denominator } of sliced) {
      const seen = within(period.start, period.end).filter(({ channel }) => channel === slice[0]);
      const converted = seen.filter(({ waits }) => waits.length > 0).length;
      expect([numerator, denominator]).toEqual([converted, seen.length]);
      const filtered = await ask("visit_to_ticket", "month", { where: `channel = '${slice[0]}'` });
      expect(filtered.find(({ start }) => start === period.start)?.numerator).toBe(converted);
    }
  });

  it("over a rolling window is that of the visits in it", async () => {
    for (const { period, numerator, denominator } of await ask("visit_to_ticket_28", "week")) {
      const seen = within(daysLater(period.end, -28), period.end);
      expect([numerator, denominator]).toEqual([seen.filter(({ waits }) => waits.length > 0).length, seen.length]);
    }
  });

  it("asked for days apart is what it is asked for every day", async () => {
    const every = await ask("visit_to_ticket", "day");
    const spans = question([], "day").spans.filter((_, index) => index % 3 === 0);
    const some = await ask("visit_to_ticket", "day", { spans });
    expect(some).toEqual(every.filter((_, index) => index % 3 === 0));
  });

  it("may be of the dataset of its base events", async () => {
    const [year] = await ask("return_visits", "year", { spans: periodsBetween(first, until, "year", calendar) });
    const own = (row: FactRow) => row.visitor !== null;
    const singles = visits.filter((row) => own(row) && row.pages === 1);
    const more = visits.filter((row) => own(row) && Number(row.pages) > 1);
    const events = new Map(singles.map((row) => [`${row.visitor} ${row._at}`, row]));
    const followed = new Set<string>();
    for (const row of more) {
      const latest = [...events.entries()]
        .filter(([, base]) => base.visitor === row.visitor && base._at <= row._at)
        .sort(([, a], [, b]) => b._at - a._at)[0];
      if (latest !== undefined && row._at < daysLater(latest[1]._at, 1)) followed.add(latest[0]);
    }
    expect([year?.numerator, year?.denominator]).toEqual([followed.size, events.size]);
  });

  it("needs its window to have passed too, reads both datasets, and each as of its own landing", () => {
    const sequences = new Map([
      ["visits", 3],
      ["tickets", 5],
    ]);
    const { statements } = compile(question(["visit_to_ticket"], "month", { sequences }), catalog);
    expect(statements).toHaveLength(1);
    expect(statements[0]?.datasets).toEqual(["visits", "tickets"]);
    expect(statements[0]?.parameters).toMatchObject({ sequence_visits: 3, sequence_tickets: 5 });
    const month = question([], "month").spans[0];
    expect(statements[0]?.outputs[0]?.reach[0]).toEqual({
      start: month?.start,
      end: daysLater(month?.end ?? Number.NaN, 7),
    });
  });

  it("of an empty window of time is unknown, its count zero", async () => {
    const later = {
      spans: periodsBetween(first + 2 * span, first + 3 * span, "month", calendar),
      until: first + 4 * span,
    };
    const [rate] = await ask("visit_to_ticket", "month", later);
    const [count] = await ask("tickets_from_visits", "month", later);
    expect([rate?.value, rate?.sampleSize, count?.value]).toEqual([null, 0, 0]);
  });
});
