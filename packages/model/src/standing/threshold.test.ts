import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInUnits } from "../metric/unit.ts";
import { colourOf, colours } from "./bands.ts";
import { compareValues } from "./interval.ts";
import { parseThresholds } from "./threshold.ts";

const { hours, minutes, seconds, percent, number, count, usd } = builtInUnits;
const response = { green: "< 2h", yellow: "2h <= x <= 4h", red: "> 4h" };
const down = { basis: "absolute", direction: "down_is_good" } as const;
const up = { basis: "absolute", direction: "up_is_good" } as const;

const bandsOf = (...args: Parameters<typeof parseThresholds>) => {
  const { bands, findings } = parseThresholds(...args);
  if (bands === null) throw new Error(findings.map((finding) => finding.message).join(" "));
  return bands;
};
const messages = (...args: Parameters<typeof parseThresholds>) =>
  parseThresholds(...args).findings.map(({ message }) => message);

describe("first response time, green under 2 h, yellow to 4 h, red above", () => {
  it.each([
    [1, 59, "green"],
    [2, 0, "yellow"],
    [4, 0, "yellow"],
    [4, 1, "red"],
  ])("%i:%i is %s, measured in hours, minutes or seconds", (hour, minute, status) => {
    expect(colourOf(bandsOf(response, { ...down, unit: hours }), hour + minute / 60)).toBe(status);
    expect(colourOf(bandsOf(response, { ...down, unit: minutes }), hour * 60 + minute)).toBe(status);
    expect(colourOf(bandsOf(response, { ...down, unit: seconds }), (hour * 60 + minute) * 60)).toBe(status);
  });

  it.each([
    "2h..4h",
    "2 h ≤ x ≤ 4 h",
    ">= 2h and <= 4h",
    "x >= 120min and x <= 240min",
    "4h >= value >= 2h",
    "2h <= x and <= 4h",
  ])("yellow may be written %j", (yellow) => {
    expect(bandsOf({ ...response, yellow }, { ...down, unit: minutes })).toEqual(
      bandsOf(response, { ...down, unit: minutes }),
    );
  });
});

describe("an amount", () => {
  const redAbove = (amount: string, unit: Parameters<typeof parseThresholds>[1]["unit"]) =>
    bandsOf({ green: `<= ${amount}`, red: `> ${amount}` }, { ...down, unit }).red[0]?.from;

  it("in per cent is a share", () => {
    expect(redAbove("80%", percent)).toBe(0.8);
    expect(redAbove("7 %", percent)).toBe(0.07);
  });

  it("of time is converted to the unit of the metric", () => {
    expect(redAbove("90min", hours)).toBe(1.5);
    expect(redAbove("1h 30min", minutes)).toBe(90);
    expect(redAbove("1.5 days", hours)).toBe(36);
    expect(redAbove("1w", builtInUnits.days)).toBe(7);
    expect(redAbove("250ms", seconds)).toBe(0.25);
    expect(redAbove("15", minutes)).toBe(15);
  });

  it("may be negative, grouped, or in money", () => {
    expect(redAbove("-5", number)).toBe(-5);
    expect(redAbove("\u22125min", minutes)).toBe(-5);
    expect(redAbove("$1_000_000", usd)).toBe(1_000_000);
    expect(redAbove("-$5", usd)).toBe(-5);
  });

  it.each([
    ["80", percent, "80 does not say its unit, and could mean 80% or 8000%."],
    ["80%", minutes, '"%" does not fit a metric measured in minutes.'],
    ["2h", count, '"h" does not fit a metric measured in count.'],
    ["2 parsecs", hours, '"parsecs" does not fit a metric measured in hours.'],
    ["1h 2parsecs", hours, '"parsecs" is not a unit of time.'],
    ["$5$", usd, '"$5$" has two units.'],
  ])("%s is refused where it does not fit", (amount, unit, message) => {
    expect(messages({ green: `<= ${amount}`, red: "> 0" }, { ...down, unit })).toEqual([message]);
  });
});

describe("a comparison nobody can read", () => {
  it.each([
    ["", "The comparison breaks off here.", 0, 1],
    ["<", "The comparison breaks off here.", 1, 1],
    ["< 2h and", "The comparison breaks off here.", 8, 1],
    ["fast", '"fast" is not a comparison.', 0, 4],
    ["2h <= x <= ", "The comparison breaks off here.", 10, 1],
    ["2h .. < 4h", '"<" does not belong here.', 6, 1],
    ["< 2h > ", '">" does not belong here.', 5, 1],
    ["> 4h and < 2h", "No value can be both.", 0, 13],
    ["2 <= x <= 4h", "2 does not say its unit, but 4h does.", 0, 1],
    ["< 2h; DROP TABLE x", '"2h; DROP TABLE" is not an amount.', 2, 14],
    ["< 🕑", '"🕑" is not a comparison.', 2, 2],
  ])("%j is reported with where it breaks", (green, message, offset, length) => {
    const { bands, findings } = parseThresholds({ green, red: "> 4h" }, { ...down, unit: hours });
    expect(bands).toBeNull();
    expect(findings).toMatchObject([
      { rule: "threshold/syntax", severity: "error", colour: "green", message, offset, length },
    ]);
  });

  it("is reported for every colour at once", () => {
    expect(messages({ green: "?", yellow: "!", red: "#" }, { ...down, unit: hours })).toHaveLength(3);
  });

  it("of 10,000 characters is refused quickly", () => {
    expect(messages({ green: "1h ".repeat(5000), red: "> 4h" }, { ...down, unit: hours })).toHaveLength(1);
    expect(messages({ green: "<".repeat(10_000), red: "> 4h" }, { ...down, unit: hours })).toHaveLength(1);
    expect(messages({ green: "9".repeat(10_000), red: "> 4h" }, { ...down, unit: hours })).toHaveLength(1);
  });
});

describe("gaps and overlaps", () => {
  it("at a single value are named exactly, with what to add", () => {
    const { findings } = parseThresholds({ green: "< 2h", red: "> 2h" }, { ...down, unit: hours });
    expect(findings).toMatchObject([
      { rule: "threshold/gap", message: "Nothing covers x = 2h exactly.", hint: 'Add yellow: "x = 2h".' },
    ]);
  });

  it("between, below and above are named as their author wrote the ends", () => {
    expect(messages({ green: "0h <= x < 2h", red: "4h < x <= 9h" }, { ...down, unit: minutes })).toEqual([
      "Nothing covers x < 0h.",
      "Nothing covers 2h <= x <= 4h.",
      "Nothing covers x > 9h.",
    ]);
  });

  it("in which two colours claim a value are named", () => {
    expect(messages({ ...response, yellow: "1h..4h" }, { ...down, unit: hours })).toEqual([
      "Both green and yellow cover 1h <= x < 2h.",
    ]);
    expect(messages({ ...response, green: "<= 2h" }, { ...down, unit: hours })).toEqual([
      "Both green and yellow cover x = 2h exactly.",
    ]);
  });

  it("are found around a range that is good in the middle", () => {
    const range = { basis: "absolute", direction: "in_range", unit: count } as const;
    expect(messages({ green: "10..20", red: "< 10 or > 20" }, range)).toEqual([]);
    expect(messages({ green: "10..20", red: "< 10 or > 21" }, range)).toEqual(["Nothing covers 20 < x <= 21."]);
  });

  it("do not depend on two colours when both sides of the line are covered", () => {
    expect(messages({ green: ">= 80%", red: "< 80%" }, { ...up, unit: percent })).toEqual([]);
  });
});

it("thresholds that call the good side red are refused", () => {
  expect(messages({ green: "< 80%", red: ">= 80%" }, { ...up, unit: percent })).toEqual([
    "The metric is better the further up it goes, but its highest values are red.",
  ]);
  expect(messages({ green: ">= 2h", red: "< 2h" }, { ...down, unit: hours })).toHaveLength(1);
});

describe("relative thresholds", () => {
  it("are shares of the target, whatever the metric is measured in", () => {
    const bands = bandsOf(
      { green: ">= 100%", yellow: ">= 95% and < 100%", red: "< 95%" },
      { basis: "target", direction: "up_is_good", unit: minutes },
    );
    expect(bands.basis).toBe("target");
    expect(bands.yellow).toEqual([{ from: 0.95, to: 1, fromInclusive: true, toInclusive: false }]);
  });

  it("to control limits are words, and leave no gap", () => {
    const limits = { basis: "control_limits", unit: minutes } as const;
    expect(messages({ green: "inside", red: "outside" }, { ...limits, direction: "in_range" })).toEqual([]);
    expect(
      messages({ green: "below", yellow: "inside", red: "above" }, { ...limits, direction: "down_is_good" }),
    ).toEqual([]);
    expect(messages({ green: "inside", red: "above" }, { ...limits, direction: "down_is_good" })).toEqual([
      "Nothing covers x < the lower limit.",
    ]);
    expect(messages({ green: "< 3", red: "outside" }, { ...limits, direction: "in_range" })).toEqual([
      '"< 3" does not say where the value lies to its control limits.',
    ]);
  });
});

it("thresholds without findings give every value exactly one status", () => {
  const ends = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 50 }), fc.boolean(), fc.boolean());
  fc.assert(
    fc.property(ends, fc.integer({ min: -120, max: 120 }), ([low, width, first, second], value) => {
      const high = low + width;
      const texts = {
        green: `${first ? "<" : "<="} ${low}`,
        yellow: `x ${first ? ">=" : ">"} ${low} and x ${second ? "<=" : "<"} ${high}`,
        red: `${second ? ">" : ">="} ${high}`,
      };
      const { bands } = parseThresholds(texts, { ...down, unit: number });
      fc.pre(bands !== null);
      if (bands === null) return;
      expect(
        colours.filter((colour) => colourOf({ green: [], yellow: [], red: [], [colour]: bands[colour] }, value)),
      ).toHaveLength(1);
    }),
  );
});

it("a value on a boundary up to the rounding of doubles is on it", () => {
  const bands = bandsOf({ green: "<= 0.3", red: "> 0.3" }, { ...down, unit: number });
  expect(colourOf(bands, 0.1 + 0.2)).toBe("green");
  expect(colourOf(bands, 0.300001)).toBe("red");
  expect(compareValues(0, 0)).toBe(0);
});
