import { describe, expect, it } from "vitest";
import { ageOf, bytesOf, rowsOf, took } from "./words.ts";

const hour = 3_600_000;

describe("the words of a source", () => {
  it("call data late only beyond what was promised, and nothing fresh that never came", () => {
    expect(ageOf(0, 2 * hour, 2 * hour)).toMatchObject({ word: "Fresh", age: "2 h old, promised within 2 h" });
    expect(ageOf(0, 2 * hour + 1, 2 * hour)).toMatchObject({ word: "Late", status: "yellow" });
    expect(ageOf(null, 0, hour)).toMatchObject({ word: "No rows yet", status: "unknown" });
  });

  it("call rows ahead of the clock fresh, not younger than nothing", () => {
    expect(ageOf(hour, 0, hour)).toMatchObject({ word: "Fresh", age: "0 min old, promised within 1 h" });
  });

  it("write amounts with their unit", () => {
    expect([0, 999, 1000, 1_234_567].map(bytesOf)).toEqual(["0 B", "999 B", "1 kB", "1.2 MB"]);
    expect([rowsOf(1), rowsOf(12_345)]).toEqual(["1 row", "12,345 rows"]);
    expect([took(420), took(180_000)]).toEqual(["0.4 s", "3 min"]);
  });
});
