import { parsePeriodKey } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEngine } from "../../test/engine.ts";
import { everyKind } from "../../test/every-kind.ts";

// One flight a day; its miles are the days since 1 January 2000, so that a sum tells where its stretch begins and how long it is.

const airline = everyKind();
/** The calendar of the US retail federation; its fiscal 2000 ran from 30 January 2000 to 3 February 2001, 53 weeks. */
const catalog = {
  ...airline,
  calendar: {
    ...airline.calendar,
    weekStart: "sunday",
    fiscalWeeks: {
      pattern: "4-5-4",
      yearEnd: "nearest",
      weekday: "saturday",
      month: 1,
      namedBy: "start",
      extraWeekIn: 4,
    },
  },
} as const;
let engine: Awaited<ReturnType<typeof openEngine>>;
const noon = Date.UTC(2000, 0, 1, 17);
const day = 86_400_000;

beforeAll(async () => {
  engine = await openEngine(catalog);
  await engine.fill(
    "flights",
    Array.from({ length: 900 }, (_, index) => ({ _at: noon + index * day, distance: index, cancelled: false })),
  );
});
afterAll(() => engine.close());

const ask = async (metric: string, grain: Grain, key: string): Promise<number | null | undefined> => {
  const period = parsePeriodKey(key, catalog.calendar);
  if (period === null) throw new Error(`no period ${key}`);
  const asked = { metrics: [metric], grain, spans: [period], where: null, limit: 100, by: [], until: noon + 900 * day };
  const [row] = await engine.ask(asked);
  return row?.value;
};
/** Miles of `length` days from the day `first` days after 1 January 2000. */
const miles = (first: number, length: number): number => length * first + (length * (length - 1)) / 2;
const growth = (now: number, before: number): number => (now - before) / before;

describe("a year of weeks", () => {
  it("adds up months of four and five weeks, and the 53rd week with the last month", async () => {
    expect(await ask("miles", "month", "FY2001-P01")).toBe(miles(400, 28));
    expect(await ask("miles", "month", "FY2001-P02")).toBe(miles(428, 35));
    expect(await ask("miles", "month", "FY2000-P12")).toBe(miles(365, 35));
    expect(await ask("miles", "quarter", "FY2000-Q4")).toBe(miles(302, 98));
    expect(await ask("miles", "year", "FY2000")).toBe(miles(29, 371));
  });

  it("sets months beside months of the same number, weeks beside weeks, days beside the same weekday", async () => {
    expect(await ask("miles_growth", "month", "FY2001-P01")).toBeCloseTo(growth(miles(400, 28), miles(29, 28)), 9);
    expect(await ask("miles_growth", "week", "2001-W10")).toBeCloseTo(growth(miles(428, 7), miles(57, 7)), 9);
    expect(await ask("miles_growth", "day", "2001-02-04")).toBeCloseTo(growth(400, 29), 9);
  });
});
