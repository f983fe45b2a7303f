import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { delimiter } from "node:path";
import { promisify } from "node:util";
import type { GitSource } from "@sextant/model/dataset/git-source";
import { Problem } from "@sextant/model/problem/problem";
import type { Commit, Tag } from "./commit.ts";

const run = promisify(execFile);

/** Nothing a repository says in its own configuration may run a program, ask a question or fetch anything. */
const safely = [
  "--no-pager",
  "--no-optional-locks",
  "-c",
  "log.showSignature=false",
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.hooksPath=/dev/null",
];
/** Where git is installed, on any system; nothing is looked for in other places. */
const programs = ["/usr/local/bin", "/opt/homebrew/bin", "/usr/bin", "/bin", "C:\\Program Files\\Git\\cmd"];
const surroundings = {
  PATH: programs.join(delimiter),
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
  GIT_NO_LAZY_FETCH: "1",
  GIT_NO_REPLACE_OBJECTS: "1",
};
const options = { env: surroundings, maxBuffer: 512 * 1_048_576, timeout: 120_000, encoding: "utf8" } as const;

const unreadable = (why: string, hint: string, cause?: unknown): Problem =>
  new Problem("source_unreadable", `The git history: ${why}`, { hint, cause });

const faultOf = (error: unknown): Problem => {
  if (error instanceof Error && "code" in error && error.code === "ENOENT")
    return unreadable(
      "git is not installed on this server.",
      "Install git, or push deployments to Sextant instead.",
      error,
    );
  const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
  if (said.includes("dubious ownership"))
    return unreadable("the repository belongs to another user.", "Run Sextant as the user who owns it.", error);
  if (said.includes("not a git repository"))
    return unreadable(
      "there is no repository here.",
      "Put the workspace folder into a git clone, or name one with path.",
      error,
    );
  return unreadable("git cannot read it.", said.trim().split("\n")[0]?.slice(0, 200) ?? "", error);
};

const ask = (folder: string, args: readonly string[]): string => {
  try {
    return execFileSync("git", [...safely, "-C", folder, ...args], {
      ...options,
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  } catch (error) {
    throw faultOf(error);
  }
};

const refOf = ({ branch }: GitSource): string => (branch === undefined ? "HEAD" : `refs/heads/${branch}`);

/**
 * The repository a folder lies in, and a text that changes when its history does. Throws source_unreadable where there is none,
 * where it has no commit, and where the clone is shallow: half a history gives wrong lead times, not fewer.
 */
export const findRepository = (folder: string, source: GitSource): { path: string; state: string } => {
  const path = ask(folder, ["rev-parse", "--show-toplevel"]);
  if (ask(path, ["rev-parse", "--is-shallow-repository"]) === "true")
    throw unreadable(
      "the clone is shallow, so its history is cut off.",
      "Run git fetch --unshallow; in CI check out with fetch-depth: 0.",
    );
  const tips = ask(path, [
    "for-each-ref",
    "--format=%(objectname) %(refname)",
    "refs/tags",
    refOf({ ...source, branch: source.branch ?? "none" }),
  ]);
  let head: string;
  try {
    head = ask(path, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${refOf(source)}^{commit}`]);
  } catch (error) {
    if (error instanceof Problem && error.message.includes("not installed")) throw error;
    throw unreadable(
      `there is no commit on ${source.branch ?? "the branch that is checked out"}.`,
      "Commit something, or name another branch.",
      error,
    );
  }
  return { path, state: createHash("sha256").update(`${head} ${tips}`).digest("hex").slice(0, 16) };
};

const [field, record] = ["\u001f", "\u001e"];

const stamp = (seconds: string): number => Number(seconds) * 1000;

/** The commits of a repository, parents before children. */
export const readCommits = async (path: string, source: GitSource): Promise<Commit[]> => {
  const format = `%H${field}%P${field}%at${field}%ct${field}%s${field}%b${record}`
    .replaceAll(field, "%x1f")
    .replaceAll(record, "%x1e");
  const args = [
    "log",
    "--topo-order",
    "--reverse",
    "--no-show-signature",
    "--no-color",
    "--no-mailmap",
    `--format=${format}`,
    refOf(source),
    "--",
  ];
  const { stdout } = await run("git", [...safely, "-C", path, ...args], options).catch((error: unknown) => {
    throw faultOf(error);
  });
  return stdout.split(record).flatMap((text) => {
    const [hash = "", parents = "", written = "", committed = "", subject = "", body = ""] = text
      .trimStart()
      .split(field);
    if (hash === "") return [];
    const reverts = [...body.matchAll(/This reverts commit ([0-9a-f]{7,64})/g)].flatMap(
      ([, reverted]) => reverted ?? [],
    );
    return [
      {
        hash,
        parents: parents.split(" ").filter(Boolean),
        writtenAt: stamp(written),
        committedAt: stamp(committed),
        subject,
        reverts,
      },
    ];
  });
};

/** The tags of a repository that match a pattern with *, oldest first. */
export const readTags = async (path: string, pattern: string): Promise<Tag[]> => {
  const format = "--format=%(refname:short)%1f%(objectname)%1f%(*objectname)%1f%(creatordate:unix)";
  const { stdout } = await run(
    "git",
    [...safely, "-C", path, "for-each-ref", "--sort=creatordate", format, "refs/tags"],
    options,
  ).catch((error: unknown) => {
    throw faultOf(error);
  });
  const shape = new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  );
  return stdout.split("\n").flatMap((line) => {
    const [name = "", own = "", peeled = "", at = ""] = line.split(field);
    return shape.test(name) && at !== "" ? [{ name, commit: peeled === "" ? own : peeled, at: stamp(at) }] : [];
  });
};
