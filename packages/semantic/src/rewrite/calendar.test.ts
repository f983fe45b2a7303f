import { describe, expect, it } from "vitest";
import { plainPlan, springDays } from "../../test/plan.ts";
import { calendar } from "./calendar.ts";

const hour = 3_600_000;
const windowOf = (spans: typeof springDays, until?: number) =>
  calendar(plainPlan(["flights_flown"], { spans, ...(until === undefined ? {} : { until }) })).scans[0]?.window;
const [first, second, third] = springDays.map((day) => day.start);
const end = springDays.at(-1)?.end;

describe("the calendar rewrite", () => {
  it("reads touching spans as one stretch, a day of 23 hours among them", () => {
    expect(windowOf(springDays)).toEqual({
      starts: springDays.map((day) => day.start),
      gaps: [],
      runs: null,
      stretches: [{ from: first, to: end }],
    });
    expect(springDays.map((day) => (day.end - day.start) / hour)).toEqual([24, 24, 23, 24, 24]);
  });

  it("reads a few spans apart one by one, so that nothing between them is read", () => {
    const apart = springDays.filter((_, index) => index !== 1);
    expect(windowOf(apart)).toEqual({
      starts: apart.map((day) => day.start),
      gaps: [],
      runs: null,
      stretches: [
        { from: first, to: second },
        { from: third, to: end },
      ],
    });
  });

  it("reads many spans apart as one stretch whose gaps are dropped after grouping", () => {
    const halves = springDays.map((day) => ({ ...day, end: day.start + 12 * hour }));
    const window = windowOf(halves);
    expect(window?.stretches).toEqual([{ from: first, to: halves.at(-1)?.end }]);
    expect(window?.gaps).toEqual(halves.slice(0, -1).map((half) => half.end));
    expect(window?.starts).toEqual(halves.flatMap((half) => [half.start, half.end]).slice(0, -1));
  });

  it("clips at `until`, leaves out what is not over by then, what has no length and what no engine holds", () => {
    expect(windowOf(springDays, (first ?? 0) + hour)).toEqual({
      starts: [first],
      gaps: [],
      runs: null,
      stretches: [{ from: first, to: (first ?? 0) + hour }],
    });
    expect(windowOf(springDays, 0)?.starts).toEqual([]);
    const [day] = springDays;
    if (day === undefined) throw new Error("no days");
    expect(windowOf([{ ...day, end: day.start }, day])?.starts).toEqual([first]);
    expect(windowOf([{ ...day, start: -1e15, end: -9e14 }])?.starts).toEqual([]);
  });
});
