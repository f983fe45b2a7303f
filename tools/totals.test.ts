import { describe, expect, it } from "vitest";
import { type Report, totalsOf } from "./totals.ts";

const report = (passed: number, failed: number, skipped = 0, broken = 0): Report => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
  numTodoTests: 0,
  testResults: [
    { status: failed > 0 ? "failed" : "passed", assertionResults: [{ status: failed > 0 ? "failed" : "passed" }] },
    ...Array.from({ length: broken }, () => ({ status: "failed", assertionResults: [{ status: "passed" }] })),
  ],
});

describe("the totals of a test run", () => {
  it("are those of the report when nothing is odd", () => {
    expect(totalsOf(report(3, 0, 1), 0)).toEqual({ passed: 3, failed: 0, skipped: 1 });
    expect(totalsOf(report(3, 2), 1)).toEqual({ passed: 3, failed: 2, skipped: 0 });
  });

  it.each([
    ["a file that broke", report(3, 0, 0, 2), 1, 2],
    ["a file that broke beside a failed test", report(3, 1, 0, 1), 1, 2],
    ["a bad end without a failed test", report(3, 0), 1, 1],
    ["a run without tests", report(0, 0), 0, 1],
    ["a run that skips everything", report(0, 0, 4), 0, 1],
    ["a run without a report", undefined, 0, 1],
  ])("count %s as failed", (_, given, exitCode, failed) => {
    expect(totalsOf(given, exitCode).failed).toBe(failed);
  });
});
