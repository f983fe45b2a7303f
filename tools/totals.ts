/** How many tests and checks ended which way. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

/** The parts of vitest's JSON report that are counted. */
export interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/**
 * Counts a vitest run. A file that broke before its tests ran is one failure; so is a run that ended badly without
 * saying why, left no report, or ran no test: `fault` then says which.
 */
export function totalsOf(report: Report | undefined, exitCode: number): Totals & { fault?: string } {
  if (!report) return { passed: 0, failed: 1, skipped: 0, fault: `no report, exit code ${exitCode}` };
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + brokenFiles;
  const skipped = report.numPendingTests + report.numTodoTests;
  if (failed > 0) return { passed, failed, skipped };
  if (passed === 0) return { passed, failed: 1, skipped, fault: "no test ran" };
  if (exitCode !== 0) return { passed, failed: 1, skipped, fault: `exit code ${exitCode} without a failed test` };
  return { passed, failed, skipped };
}
