import { expect, it } from "vitest";
import { periodLabel } from "./label.ts";

it.each([
  ["2001-03-09", "9 Mar 2001"],
  ["2001-W10", "Week 10, 2001"],
  ["2001-03", "March 2001"],
  ["2001-Q1", "Q1 2001"],
  ["FY2001-Q1", "Q1 FY2001"],
  ["FY2001-P03", "P3 FY2001"],
  ["FY2001-P12", "P12 FY2001"],
  ["FY2001-P13", "FY2001-P13"],
  ["2001", "2001"],
  ["FY2001", "FY2001"],
  ["2000-02-29", "29 Feb 2000"],
])("%s is called %s", (key, label) => {
  expect(periodLabel(key)).toBe(label);
});

it("a key that names no period is shown as it is", () => {
  expect(periodLabel("2001-02-30")).toBe("2001-02-30");
});
