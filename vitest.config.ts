import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";
import { StillRunning } from "./tools/still-running.ts";

const flows = ["apps/*/flows/**/*.test.ts", "**/*.flow.test.ts"];
const browser = ["**/*.browser.test.ts"];
const skip = [...configDefaults.exclude, "**/.sextant/**", "**/dist/**"];

/** Reference data that is not part of the repository; tests that need it are skipped where it is absent. */
process.env.SEXTANT_DATA ??= fileURLToPath(new URL("../shared/data", import.meta.url));

const report = process.env.SEXTANT_TEST_REPORT;

// Forks, never threads: chDB is native code and one process owns a data directory. Two workers fit two cores.
export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    allowOnly: false,
    reporters: [
      "default",
      new StillRunning(),
      ...(report ? [["json", { outputFile: report }] satisfies [string, object]] : []),
    ],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{packages,apps,tools,bench}/**/*.test.{ts,tsx}"],
          exclude: [...skip, ...flows, ...browser],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "flows",
          include: flows,
          exclude: [...skip, ...browser],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: { name: "browser", include: browser, exclude: skip, testTimeout: 120_000, hookTimeout: 120_000 },
      },
    ],
  },
});
