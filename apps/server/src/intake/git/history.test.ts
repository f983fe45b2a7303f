import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GitSource, gitSourceSchema } from "@sextant/model/dataset/git-source";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHistory } from "./history.ts";
import { findRepository, readCommits } from "./repository.ts";

const folder = mkdtempSync(join(tmpdir(), "sextant-git-"));
const day = (date: number, hour = 12): string =>
  `2026-01-${String(date).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00:00Z`;

const git = (at: string, ...args: string[]): string =>
  execFileSync("git", ["-C", folder, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...args], {
    encoding: "utf8",
    env: { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at, GIT_CONFIG_GLOBAL: "/dev/null" },
  }).trim();

const commit = (at: string, message: string): string => {
  git(at, "commit", "--allow-empty", "-q", "-m", message);
  return git(at, "rev-parse", "HEAD");
};

const rowsOf = async (source: Partial<GitSource>): Promise<Record<string, unknown>[]> => {
  const rows: Record<string, unknown>[] = [];
  for await (const record of readHistory(folder, gitSourceSchema.parse({ rows: "commits", ...source })))
    if (record.ok) rows.push(Object.fromEntries(record.names.map((name) => [name, record.field(name)])));
  return rows;
};

/**
 * v1 on the 3rd carries two commits; v2 on the 7th a branch of two commits; v3 on the 9th reverts one of v1's, and v4 on the 10th
 * is a hotfix of v3.
 */
beforeAll(() => {
  git(day(1), "init", "-q", "-b", "main");
  const first = commit(day(1), "Begin");
  commit(day(2), "Second\x1fwith odd letters");
  git(day(3), "tag", "-a", "v1", "-m", "one");
  git(day(3), "checkout", "-q", "-b", "topic");
  commit(day(4), "Try");
  commit(day(5), "Try again");
  git(day(6), "checkout", "-q", "main");
  git(day(6), "merge", "-q", "--no-ff", "topic", "-m", "Merge topic");
  git(day(7), "tag", "-a", "v2", "-m", "two");
  commit(day(8), `Revert "Begin"\n\nThis reverts commit ${first}.`);
  git(day(9), "tag", "-a", "v3", "-m", "three");
  commit(day(9, 18), "hotfix: mend the door");
  git(day(10), "tag", "-a", "v4", "-m", "four");
  git(day(10), "tag", "-a", "nightly-1", "-m", "no deployment");
  commit(day(11), "Not deployed");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the history of a repository", () => {
  it("gives a deployment per tag: what it carried first, whether it failed, and how long until it was mended", async () => {
    const rows = await rowsOf({ rows: "deployments" });
    expect(
      rows.map(({ name, changes, failed, hours_to_restore }) => [name, changes, failed, hours_to_restore]),
    ).toEqual([
      ["v1", 2, true, 6 * 24],
      ["v2", 3, false, null],
      ["v3", 1, true, 24],
      ["v4", 1, false, null],
    ]);
  });

  it("gives the lead time of every deployed commit, merges and waiting ones aside", async () => {
    const rows = await rowsOf({ rows: "changes" });
    expect(
      rows
        .map(({ deployment, lead_hours }) => `${String(deployment)} ${String(lead_hours)}`)
        .sort((a, b) => a.localeCompare(b)),
    ).toEqual(["v1 24", "v1 48", "v2 48", "v2 72", "v3 24", "v4 18"]);
  });

  it("gives the turnaround of every merged branch, from its first commit", async () => {
    expect(await rowsOf({ rows: "reviews" })).toEqual([
      expect.objectContaining({
        at: day(6).replace("Z", ".000Z"),
        first_at: day(4).replace("Z", ".000Z"),
        changes: 2,
        turnaround_hours: 48,
      }),
    ]);
  });

  it("takes every merge, or every commit of the branch, for a deployment when it is told to", async () => {
    const count = async (each: "merge" | "commit") =>
      (await rowsOf({ rows: "deployments", deployments: { each } })).length;
    expect([await count("merge"), await count("commit")]).toEqual([1, 6]);
  });

  it("knows nobody's name", async () => {
    for (const rows of ["commits", "deployments", "changes", "reviews"] as const)
      expect(JSON.stringify(await rowsOf({ rows }))).not.toMatch(/ada/i);
  });

  it("without a deployment says what would be one", async () => {
    await expect(rowsOf({ rows: "deployments", deployments: { tags: "release-*" } })).rejects.toThrow(
      "nothing in it counts as a deployment",
    );
  });

  it("changes its mark when a commit or a tag is added", () => {
    const source = gitSourceSchema.parse({ rows: "commits" });
    const before = findRepository(folder, source).state;
    git(day(12), "tag", "late");
    expect(findRepository(folder, source).state).not.toBe(before);
  });
});

describe("a folder whose history cannot be read", () => {
  const source = gitSourceSchema.parse({ rows: "commits" });

  it("because it is no repository, has no commit, or no such branch, says so", () => {
    const bare = mkdtempSync(join(tmpdir(), "sextant-nogit-"));
    expect(() => findRepository(bare, source)).toThrow("there is no repository here");
    execFileSync("git", ["-C", bare, "init", "-q"]);
    expect(() => findRepository(bare, source)).toThrow("there is no commit");
    expect(() => findRepository(folder, { ...source, branch: "gone" })).toThrow("no commit on gone");
    rmSync(bare, { recursive: true });
  });

  it("because the clone is shallow says how to complete it", () => {
    const shallow = mkdtempSync(join(tmpdir(), "sextant-shallow-"));
    execFileSync("git", ["clone", "-q", "--depth", "1", `file://${folder}`, shallow]);
    expect(() => findRepository(shallow, source)).toThrow("the clone is shallow");
    rmSync(shallow, { recursive: true });
  });

  it("cannot run a program by its own configuration", async () => {
    const evil = join(folder, "evil.sh");
    writeFileSync(evil, `#!/bin/sh\ntouch ${folder}/ran\n`, { mode: 0o755 });
    for (const key of ["gpg.program", "core.pager", "core.fsmonitor", "diff.external"])
      git(day(12), "config", key, evil);
    git(day(12), "config", "log.showSignature", "true");
    expect(await readCommits(folder, source)).toHaveLength(8);
    expect(() => execFileSync("test", ["-e", join(folder, "ran")])).toThrow();
  });

  it("takes no branch for an option", () => {
    expect(gitSourceSchema.safeParse({ rows: "commits", branch: "--output=x" }).success).toBe(false);
  });
});
