import type { GitSource } from "@sextant/model/dataset/git-source";
import type { Commit, Tag } from "./commit.ts";

/** A deployment with the commits it was the first to carry. */
export interface Deployment {
  name: string;
  commit: string;
  at: number;
  changes: Commit[];
  /** The deployment that mended it, when one did. */
  mendedBy: Deployment | null;
}

const byHash = (commits: readonly Commit[]): Map<string, Commit> =>
  new Map(commits.map((commit) => [commit.hash, commit]));

/** Takes the commits reachable from one that nobody has taken yet. */
const takeFrom = (start: string, known: ReadonlyMap<string, Commit>, taken: Set<string>): Commit[] => {
  const found: Commit[] = [];
  const waiting = [start];
  for (let hash = waiting.pop(); hash !== undefined; hash = waiting.pop()) {
    const commit = known.get(hash);
    if (commit === undefined || taken.has(hash)) continue;
    taken.add(hash);
    found.push(commit);
    waiting.push(...commit.parents);
  }
  return found;
};

/** The commits of the branch itself, oldest first: from its tip along first parents. */
const mainLine = (commits: readonly Commit[], known: ReadonlyMap<string, Commit>): Commit[] => {
  const line: Commit[] = [];
  for (let at = commits.at(-1); at !== undefined; at = known.get(at.parents[0] ?? "")) line.push(at);
  return line.reverse();
};

const isMerge = ({ parents }: Commit): boolean => parents.length > 1;

/** What counts as a deployment, in order of time; without what it carries. */
const marksOf = (
  commits: readonly Commit[],
  tags: readonly Tag[],
  { deployments }: GitSource,
  known: ReadonlyMap<string, Commit>,
): Tag[] => {
  if ("tags" in deployments) return tags.filter(({ commit }) => known.has(commit)).sort((a, b) => a.at - b.at);
  return mainLine(commits, known)
    .filter((commit) => deployments.each === "commit" || isMerge(commit))
    .map(({ hash, committedAt }) => ({ name: hash.slice(0, 12), commit: hash, at: committedAt }));
};

/** The deployment that a mending commit mends: of the commit it reverts, else the one before its own. */
const mendedOf = (commit: Commit, index: number, all: readonly Deployment[]): Deployment | undefined => {
  const reverted = commit.reverts.flatMap(
    (hash) => all.slice(0, index).find(({ changes }) => changes.some((change) => change.hash.startsWith(hash))) ?? [],
  );
  return reverted[0] ?? all[index - 1];
};

/**
 * The deployments of a history, oldest first. A commit belongs to the first deployment that carries it; a deployment failed when
 * a later one carries a commit that reverts, or by its subject mends, something of it.
 */
export const deploymentsOf = (commits: readonly Commit[], tags: readonly Tag[], source: GitSource): Deployment[] => {
  const known = byHash(commits);
  const taken = new Set<string>();
  const all = marksOf(commits, tags, source, known).map(
    (mark): Deployment => ({ ...mark, changes: takeFrom(mark.commit, known, taken), mendedBy: null }),
  );
  const mends = new RegExp(source.failures, "iu");
  for (const [index, deployment] of all.entries())
    for (const commit of deployment.changes) {
      if (commit.reverts.length === 0 && !mends.test(commit.subject)) continue;
      const failed = mendedOf(commit, index, all);
      if (failed !== undefined && failed !== deployment) failed.mendedBy ??= deployment;
    }
  return all;
};

/** A branch that was merged: its first commit and when it was merged. */
export interface Review {
  commit: string;
  firstAt: number;
  mergedAt: number;
  changes: number;
}

/** The branches merged into the branch, oldest first, each with the commits it brought. */
export const reviewsOf = (commits: readonly Commit[]): Review[] => {
  const known = byHash(commits);
  const taken = new Set<string>();
  return mainLine(commits, known).flatMap((commit) => {
    taken.add(commit.hash);
    const brought = commit.parents.slice(1).flatMap((parent) => takeFrom(parent, known, taken));
    if (brought.length === 0) return [];
    const firstAt = brought.reduce((least, { writtenAt }) => Math.min(least, writtenAt), Number.POSITIVE_INFINITY);
    return [{ commit: commit.hash, firstAt, mergedAt: commit.committedAt, changes: brought.length }];
  });
};
