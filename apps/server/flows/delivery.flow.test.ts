import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Flow, startFlow } from "./server.fixture.ts";

const example = fileURLToPath(new URL("../../../examples/delivery", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "sextant-delivery-"));
let flow: Flow;

const git = (at: string, ...args: string[]): void => {
  const env = { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at, GIT_CONFIG_GLOBAL: "/dev/null" };
  execFileSync("git", ["-C", home, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...args], { env });
};
const commit = (at: string, message: string): void => git(at, "commit", "--allow-empty", "-q", "-m", message);

/** On Monday 12 January a commit; on Tuesday a branch begun on Monday is merged; on Wednesday a hotfix of that, 26 hours later. */
beforeAll(async () => {
  git("2026-01-12T09:00:00Z", "init", "-q", "-b", "main");
  commit("2026-01-12T09:00:00Z", "Begin");
  git("2026-01-12T10:00:00Z", "checkout", "-q", "-b", "topic");
  commit("2026-01-12T10:00:00Z", "Try");
  commit("2026-01-12T20:00:00Z", "Try again");
  git("2026-01-13T12:00:00Z", "checkout", "-q", "main");
  git("2026-01-13T12:00:00Z", "merge", "-q", "--no-ff", "topic", "-m", "Merge topic");
  commit("2026-01-14T14:00:00Z", "hotfix: mend the door");
  cpSync(example, join(home, "kpis"), { recursive: true, filter: (path) => !path.includes(".sextant") });
  flow = await startFlow({ folder: join(home, "kpis"), now: () => Date.UTC(2026, 0, 19, 9) });
});
afterAll(async () => {
  await flow.stop();
  rmSync(home, { recursive: true, force: true });
});

describe("the delivery example", () => {
  it("computes the four DORA metrics and the turnaround of branches from the history of its repository", async () => {
    const metrics = [
      "deployment_frequency",
      "lead_time_for_changes",
      "change_failure_rate",
      "time_to_restore",
      "review_turnaround",
    ];
    const { series } = await flow.call("ask", {
      body: { metrics, grain: "week", from: "2026-01-12", to: "2026-01-19" },
    });
    const values = Object.fromEntries(series.map(({ metric, observations }) => [metric, observations[0]?.value]));
    expect(values).toEqual({
      deployment_frequency: 3,
      // 0 h, 26 h and 16 h of the branch, 0 h of the hotfix.
      lead_time_for_changes: 8,
      change_failure_rate: 1 / 3,
      time_to_restore: 26,
      review_turnaround: 26,
    });
  });

  it("has a row per deployment, per deployed commit and per merged branch", async () => {
    const { datasets } = await flow.call("datasets");
    expect(datasets.map(({ id, rows, problem }) => [id, rows, problem])).toEqual([
      ["deployments", 3, null],
      ["changes", 4, null],
      ["reviews", 1, null],
    ]);
  });
});
