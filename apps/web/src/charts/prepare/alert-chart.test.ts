import { describe, expect, it } from "vitest";
import { type AlertPoint, layoutAlerts } from "./alert-chart.ts";

const point = (at: number, value: number | null, state = "normal", telling: string | null = null): AlertPoint => ({
  ...{ at, value, state, telling, label: `at ${at}` },
});

describe("the history of a rule, drawn", () => {
  it("breaks its line at a gap, and shades where it alerted as one stretch", () => {
    const points = [
      point(0, 1),
      point(1, null),
      point(2, 5, "alerting", "alerted"),
      point(3, 5, "recovering"),
      point(4, 1, "normal", "recovered"),
    ];
    const { lines, bands, marks } = layoutAlerts(points, 116, 120);
    expect(lines.map((line) => line.length)).toEqual([1, 3]);
    expect(bands).toEqual([{ x: 58, width: 50 }]);
    expect(marks.map(({ x, y, kind }) => [x, y, kind])).toEqual([
      [58, 12, "alerted"],
      [108, 112, "recovered"],
    ]);
  });

  it("is empty without values or room, and level for a constant", () => {
    expect(layoutAlerts([point(0, null)], 100, 100).lines).toEqual([]);
    expect(layoutAlerts([point(0, 1)], 0, 0).lines).toEqual([]);
    expect(layoutAlerts([point(0, 3), point(1, 3)], 116, 120).lines[0]?.map(({ y }) => y)).toEqual([62, 62]);
  });
});
