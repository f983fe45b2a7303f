import { periodsBetween } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEngine } from "../../test/engine.ts";
import { everyKind } from "../../test/every-kind.ts";
import { compile } from "../compile.ts";
import type { Question } from "../question.ts";

const catalog = everyKind();
let engine: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  engine = await openEngine(catalog);
});
afterAll(() => engine.close());

const spans = (grain: Grain, from: number, to: number) => periodsBetween(from, to, grain, catalog.calendar);
const march = Date.UTC(2001, 2, 1, 5);
const may = Date.UTC(2001, 4, 1, 4);
const plain: Question = {
  metrics: [],
  grain: "month",
  spans: spans("month", march, may),
  by: [],
  where: null,
  until: Date.UTC(2001, 6, 1),
  limit: 20,
};
const everyOtherDay = spans("day", march, may).filter((_, index) => index % 2 === 0);
const thisYearAndLast = [
  ...spans("week", Date.UTC(2000, 2, 6, 5), Date.UTC(2000, 2, 20, 5)),
  ...spans("week", Date.UTC(2001, 2, 5, 5), Date.UTC(2001, 2, 19, 5)),
];

const questions: Record<string, Partial<Question>> = {
  ...Object.fromEntries([...catalog.metrics.keys()].map((metric) => [`metric-${metric}`, { metrics: [metric] }])),
  "dashboard-fused": {
    metrics: [
      "flights_flown",
      "on_time_rate",
      "morning_rate",
      "mean_delay",
      "p90_delay",
      "severe_delays",
      "routes",
      "miles",
    ],
  },
  "two-quantiles-of-one-column": { metrics: ["p90_delay", "median_delay", "mean_delay"] },
  "by-one-dimension": { metrics: ["on_time_rate", "flights_flown"], by: ["origin"] },
  "by-two-dimensions": { metrics: ["mean_delay"], by: ["origin", "cancelled"], limit: 5 },
  "by-dimension-of-two-datasets": { metrics: ["seats_per_flight"], by: ["origin"] },
  "by-joined-dimensions": { metrics: ["bags_checked"], by: ["member.segment", "member.programme.tier"] },
  "ranked-by-a-metric": { metrics: ["mean_delay", "seats_booked"], by: ["origin"], limit: 3, rankBy: "mean_delay" },
  "joined-as-of-a-landing": {
    metrics: ["bags_checked"],
    where: "member.segment = 'business'",
    sequences: new Map([
      ["bags", 9],
      ["members", 4],
    ]),
  },
  "with-a-condition": {
    metrics: ["on_time_rate"],
    where: "origin in ('JFK', 'LGA') and (distance > 500 or cancelled)",
  },
  "this-year-and-last": { metrics: ["on_time_rate"], grain: "week", spans: thisYearAndLast },
  "every-other-day": { metrics: ["flights_flown"], grain: "day", spans: everyOtherDay },
  "as-of-a-landing": { metrics: ["flights_flown", "load"], sequences: new Map([["flights", 7]]) },
  "clipped-to-now": { metrics: ["flights_flown"], until: Date.UTC(2001, 3, 10, 12) },
  "nothing-to-read": { metrics: ["flights_flown"], until: Date.UTC(1999, 0, 1) },
  "hostile-condition": {
    metrics: ["flights_flown"],
    where: "origin = '''; DROP TABLE dataset_flights; --' or origin = '{x:String}'",
  },
};

describe("the SQL a reviewer reads", () => {
  it.each(Object.entries(questions))("%s is unchanged, and the engine can bind it", async (name, question) => {
    const { statements, findings } = compile({ ...plain, ...question }, catalog);
    expect(findings).toEqual([]);
    const texts = statements.map(({ sql, parameters }) => `${sql}\n\n-- ${JSON.stringify(parameters)}\n`);
    await expect(texts.join("\n")).toMatchFileSnapshot(`${name}.sql`);
    for (const { sql, parameters } of statements) {
      await expect(engine.query(`EXPLAIN ${sql}`, parameters)).resolves.not.toEqual([]);
    }
  });
});
