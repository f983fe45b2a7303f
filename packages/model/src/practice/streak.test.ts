import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localParts, wallClockToInstant } from "../time/zone.ts";
import { adherenceIn, dateOf, dayOf, isDue, type Kept, shareOf, streakOf } from "./streak.ts";

const everyDay = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const daily: Kept = {
  cadence: { type: "weekdays", days: [...everyDay] },
  ...{ grace: 0, pauses: [], since: "2026-03-02", done: new Set(), today: "2026-03-10" },
};
const on = (...dates: string[]): ReadonlySet<string> => new Set(dates);
const run = (from: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => dateOf(dayOf(from) + index));

describe("a streak", () => {
  it("counts days in a row, and today ends nothing while it lasts", () => {
    const kept = { ...daily, done: on(...run("2026-03-05", 5)) };
    expect(streakOf(kept)).toEqual({ length: 5, longest: 5, unit: "days", graceLeft: 0 });
    expect(streakOf({ ...kept, today: "2026-03-11" })).toMatchObject({ length: 0, longest: 5 });
  });

  it("survives as many misses in a row as there is grace, and no more", () => {
    const done = on("2026-03-02", "2026-03-03", "2026-03-05", "2026-03-06");
    const kept = { ...daily, grace: 1, done, today: "2026-03-07" };
    expect(streakOf(kept)).toMatchObject({ length: 4, graceLeft: 1 });
    expect(streakOf({ ...kept, today: "2026-03-08" })).toMatchObject({ length: 4, graceLeft: 0 });
    expect(streakOf({ ...kept, today: "2026-03-09" })).toMatchObject({ length: 0, longest: 4 });
  });

  it("leaves out weekends that are not due and pauses, and counts what was done in them", () => {
    const days = everyDay.slice(0, 5);
    const work: Kept = {
      ...daily,
      cadence: { type: "weekdays", days: [...days] },
      done: on(...run("2026-03-02", 5), "2026-03-09"),
    };
    expect(streakOf(work)).toMatchObject({ length: 6 });
    const paused = { ...work, pauses: [{ from: "2026-03-09" }], today: "2026-04-20" };
    expect(streakOf(paused)).toMatchObject({ length: 6 });
    expect(isDue(paused)).toBe(false);
  });

  it("of three times a week counts weeks, and a week of one day asks for one", () => {
    const kept: Kept = {
      ...daily,
      ...{ cadence: { type: "per_week", times: 3 }, since: "2026-03-08", today: "2026-03-18" },
      done: on("2026-03-08", "2026-03-09", "2026-03-12", "2026-03-15"),
    };
    expect(streakOf(kept)).toEqual({ length: 2, longest: 2, unit: "weeks", graceLeft: 0 });
    expect(isDue(kept)).toBe(true);
    expect(streakOf({ ...kept, today: "2026-03-23" })).toMatchObject({ length: 0 });
  });

  it("does not know of changes of the clock: a day of 23 or 25 hours is a day", () => {
    for (const [zone, day] of [
      ["Europe/Berlin", "2026-03-29"],
      ["Europe/Berlin", "2026-10-25"],
      ["America/Sao_Paulo", "2018-11-04"],
    ] as const) {
      const instants = [-1, 0, 1].map((ahead) => wallClockToInstant(dayOf(day) + ahead, 23.5 * 3_600_000, zone));
      const dates = instants.map((instant) => dateOf(localParts(instant, zone).dayNumber));
      const kept = { ...daily, since: dates[0] ?? "", today: dates[2] ?? "", done: new Set(dates) };
      expect(streakOf(kept)).toMatchObject({ length: 3 });
    }
  });

  it("of a traveller goes by the day where they are: the date line costs a day of grace, or gives one twice", () => {
    const evening = wallClockToInstant(dayOf("2026-03-03"), 20 * 3_600_000, "America/Los_Angeles");
    const landed = wallClockToInstant(dayOf("2026-03-05"), 9 * 3_600_000, "Asia/Tokyo");
    const dates = [
      dateOf(localParts(evening, "America/Los_Angeles").dayNumber),
      dateOf(localParts(landed, "Asia/Tokyo").dayNumber),
    ];
    expect(dates).toEqual(["2026-03-03", "2026-03-05"]);
    const kept = { ...daily, since: "2026-03-03", today: "2026-03-05", done: new Set(dates) };
    expect(streakOf({ ...kept, grace: 1 })).toMatchObject({ length: 2 });
    expect(streakOf(kept)).toMatchObject({ length: 1 });
  });
});

const anyKept = fc.record({
  cadence: fc.oneof(
    fc.record({ type: fc.constant("weekdays" as const), days: fc.subarray([...everyDay], { minLength: 1 }) }),
    fc.record({ type: fc.constant("per_week" as const), times: fc.integer({ min: 1, max: 7 }) }),
  ),
  grace: fc.integer({ min: 0, max: 3 }),
  pauses: fc.constant([{ from: "2026-02-10", to: "2026-02-14" }]),
  since: fc.constant("2026-01-15"),
  done: fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 60 }).map((offsets) => {
    return new Set(offsets.map((offset) => dateOf(dayOf("2026-01-15") + offset)));
  }),
  today: fc.integer({ min: 0, max: 60 }).map((offset) => dateOf(dayOf("2026-01-15") + offset)),
});

describe("laws of streaks", () => {
  it("doing more never makes one shorter", () =>
    fc.assert(
      fc.property(anyKept, fc.integer({ min: 0, max: 60 }), (kept, offset) => {
        const more = { ...kept, done: new Set([...kept.done, dateOf(dayOf(kept.since) + offset)]) };
        expect(streakOf(more).length).toBeGreaterThanOrEqual(streakOf(kept).length);
      }),
    ));

  it("more grace never makes one shorter", () =>
    fc.assert(
      fc.property(anyKept, (kept) => {
        expect(streakOf({ ...kept, grace: kept.grace + 1 }).length).toBeGreaterThanOrEqual(streakOf(kept).length);
      }),
    ));

  it("none is longer than the longest, and adherence lies between 0 and 1", () =>
    fc.assert(
      fc.property(anyKept, (kept) => {
        const { length, longest } = streakOf(kept);
        expect(length).toBeLessThanOrEqual(longest);
        const share = shareOf(adherenceIn(kept, kept.since, kept.today));
        if (share !== null) expect(share >= 0 && share <= 1).toBe(true);
      }),
    ));
});
