import type { GitRows, GitSource } from "@sextant/model/dataset/git-source";
import { Problem } from "@sextant/model/problem/problem";
import type { RecordReading } from "../records.ts";
import type { Commit, Tag } from "./commit.ts";
import { deploymentsOf, reviewsOf } from "./delivery.ts";
import { readCommits, readTags } from "./repository.ts";

type Row = Record<string, string | number | boolean | null>;

const hour = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();
/** Hours between two instants; a clock that went back does not make a change older than itself. */
const hours = (from: number, to: number): number => Math.max(0, to - from) / hour;
const short = (hash: string): string => hash.slice(0, 12);

/** The rows of each kind, by the history. */
const makers: Record<GitRows, (commits: readonly Commit[], tags: readonly Tag[], source: GitSource) => Row[]> = {
  commits: (commits) =>
    commits.map(({ hash, writtenAt, committedAt, parents }) => ({
      at: iso(committedAt),
      written_at: iso(writtenAt),
      commit: short(hash),
      merge: parents.length > 1,
    })),
  deployments: (commits, tags, source) =>
    deploymentsOf(commits, tags, source).map(({ name, commit, at, changes, mendedBy }) => ({
      at: iso(at),
      name,
      commit: short(commit),
      changes: changes.length,
      failed: mendedBy !== null,
      restored_at: mendedBy === null ? null : iso(mendedBy.at),
      hours_to_restore: mendedBy === null ? null : hours(at, mendedBy.at),
    })),
  changes: (commits, tags, source) =>
    deploymentsOf(commits, tags, source).flatMap(({ name, at, changes }) =>
      changes
        .filter(({ parents }) => parents.length < 2)
        .map(({ hash, writtenAt }) => ({
          at: iso(at),
          written_at: iso(writtenAt),
          commit: short(hash),
          deployment: name,
          lead_hours: hours(writtenAt, at),
        })),
    ),
  reviews: (commits) =>
    reviewsOf(commits).map(({ commit, firstAt, mergedAt, changes }) => ({
      at: iso(mergedAt),
      commit: short(commit),
      first_at: iso(firstAt),
      changes,
      turnaround_hours: hours(firstAt, mergedAt),
    })),
};

const nothing: Record<GitRows, string> = {
  commits: "it has no commits.",
  deployments: "nothing in it counts as a deployment.",
  changes: "nothing in it counts as a deployment.",
  reviews: "no branch was merged in it.",
};

const historyRows = (commits: readonly Commit[], tags: readonly Tag[], source: GitSource): Row[] =>
  makers[source.rows](commits, tags, source);

/** Reads the history of a repository as rows; throws source_unreadable when there are none, with what would make some. */
export const readHistory = async function* (path: string, source: GitSource): AsyncGenerator<RecordReading> {
  const commits = await readCommits(path, source);
  const tags = "tags" in source.deployments ? await readTags(path, source.deployments.tags) : [];
  const rows = historyRows(commits, tags, source);
  if (rows.length === 0)
    throw new Problem("source_unreadable", `The git history: ${nothing[source.rows]}`, {
      hint: "Name other tags under deployments, or { each: merge } or { each: commit }.",
    });
  for (const [index, row] of rows.entries())
    yield { line: index + 1, ok: true, field: (name) => row[name], names: Object.keys(row) };
};
