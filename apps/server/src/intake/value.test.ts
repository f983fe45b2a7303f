import { describe, expect, it } from "vitest";
import { readInstant, readValue } from "./value.ts";

const asUtc = (wall: number): number => wall;
const read = (raw: unknown, type: Parameters<typeof readValue>[1]): unknown => {
  const reading = readValue(raw, type, asUtc);
  return reading.ok ? reading.value : "refused";
};

describe("A value", () => {
  it.each([
    ["9223372036854775807", "integer", "9223372036854775807"],
    ["9223372036854775808", "integer", "refused"],
    [2 ** 53, "integer", "refused"],
    [1.5, "integer", "refused"],
    [" 12 ", "integer", "12"],
    ["0x10", "number", "refused"],
    ["NaN", "number", "refused"],
    ["Infinity", "number", "refused"],
    ["1e3", "number", 1000],
    ["", "number", "refused"],
    [true, "number", "refused"],
    ["12345678901234567890123456789", "decimal", "refused"],
    ["0.12345678901", "decimal", "refused"],
    ["19.90", "decimal", "19.90"],
    [".", "decimal", "refused"],
    [1e21, "decimal", "refused"],
    ["TRUE", "boolean", true],
    ["Yes", "boolean", true],
    ["no", "boolean", false],
    ["y", "boolean", "refused"],
    ["2024-02-30", "date", "refused"],
    ["2024-02-29", "date", "2024-02-29"],
    ["1899-12-31", "date", "refused"],
    ["a\u0000b", "string", "a\u0000b"],
    [{ a: 1 }, "string", "refused"],
    [12, "string", "12"],
  ] as const)("%j read as %s is %j", (raw, type, expected) => {
    expect(read(raw, type)).toBe(expected);
  });
});

describe("A time", () => {
  it.each([
    ["2024-03-31", "2024-03-31T00:00:00.000Z"],
    ["2024-03-31 02:30", "2024-03-31T02:30:00.000Z"],
    ["2024-03-31T02:30:01.123456Z", "2024-03-31T02:30:01.123Z"],
    ["2024-03-31T02:30:00+02:00", "2024-03-31T00:30:00.000Z"],
    ["2024-03-31T02:30:00-0330", "2024-03-31T06:00:00.000Z"],
    ["1969-07-20T20:17:40Z", "1969-07-20T20:17:40.000Z"],
  ])("%s is %s", (text, instant) => {
    expect(new Date(readInstant(text, asUtc) ?? Number.NaN).toISOString()).toBe(instant);
  });

  it.each([
    "",
    "yesterday",
    "2024-13-01",
    "2024-01-01T24:00",
    "2024-01-01T10:60",
    "1899-12-31T23:59",
    "2300-01-01",
    "1711846800000",
  ])("%j is none", (text) => {
    expect(readInstant(text, asUtc)).toBeNull();
  });
});
