import { randomUUID } from "node:crypto";
import type { Dataset } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";
import type { SourceRun } from "@sextant/model/source/run";
import type { Source } from "@sextant/model/source/source";
import { durationOf } from "@sextant/semantic/duration";
import type { Feed } from "../../feed/feed.ts";
import type { SourceRuns } from "../../store/source-run.ts";
import type { Store } from "../../store/store.ts";
import { type Means, Unreachable } from "../connectors/connector.ts";
import { connectTo, isFolder } from "../connectors/connectors.ts";
import { openFolder } from "../connectors/folder.ts";
import type { Pulling } from "../intake.ts";
import { pullFiles } from "../pull/files.ts";
import { noCounts, type PullCounts } from "../pull/rows.ts";
import { pullTable } from "../pull/table.ts";

/** What a run needs. */
export interface RunServices {
  store: Store;
  feed: Feed;
  runs: SourceRuns;
  pulling: Pulling;
  means: (source: Source) => Promise<Means>;
  now: () => number;
  report: (error: unknown) => void;
  /** Milliseconds before each further try of a source that is away. */
  retryAfter: readonly number[];
}

/** Which rows of which dataset, and why. */
export interface RunOrder {
  source: Source;
  dataset: Dataset;
  cause: SourceRun["cause"];
  dueAt: number | null;
  range: { from: number; to: number } | null;
  signal: AbortSignal;
}

/** A run that has not begun to read. */
export const newRun = ({ source, dataset, cause, dueAt }: RunOrder, now: number): SourceRun => ({
  id: randomUUID(),
  source: source.id,
  dataset: dataset.id,
  cause,
  outcome: "running",
  startedAt: now,
  endedAt: null,
  dueAt,
  ...noCounts(),
  problem: null,
});

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const stop = (): void => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener("abort", stop, { once: true });
  });

const pullOnce = async (
  { source, dataset, range, signal }: RunOrder,
  services: RunServices,
  progress: (counts: PullCounts) => void,
): Promise<PullCounts> => {
  const { pulling, store } = services;
  const means = await services.means(source);
  const timeZone = pulling.timeZone(dataset);
  const land = pulling.landing(dataset);
  if (isFolder(source)) {
    const folder = openFolder(source, means.folders);
    return pullFiles(dataset, { folder, label: source.label, timeZone, signal, progress, store }, land);
  }
  const connector = await connectTo(source, means);
  try {
    return await pullTable(dataset, { connector, label: source.label, timeZone, range, signal, progress }, land);
  } finally {
    await connector.close();
  }
};

/** Pulls; a source that is away is tried again. What had landed before it went stays landed, so nothing is read twice for nothing. */
const pullPatiently = async (
  order: RunOrder,
  services: RunServices,
  progress: (counts: PullCounts) => void,
): Promise<PullCounts> => {
  const landed = noCounts();
  let latest = noCounts();
  const sum = (counts: PullCounts): PullCounts => ({
    ...counts,
    read: landed.read + counts.read,
    bytes: landed.bytes + counts.bytes,
    landed: landed.landed + counts.landed,
    changed: landed.changed + counts.changed,
  });
  for (const wait of [...services.retryAfter, null]) {
    try {
      return sum(
        await pullOnce(order, services, (counts) => {
          latest = counts;
          progress(sum(counts));
        }),
      );
    } catch (error) {
      if (!(error instanceof Unreachable) || wait === null || order.signal.aborted) throw error;
      Object.assign(landed, sum(latest));
      latest = noCounts();
      await pause(wait, order.signal);
    }
  }
  throw new Error("unreachable: the last try returns or throws");
};

const sentenceOf = (error: unknown, secret: string | null): string => {
  if (!(error instanceof Problem)) return "It failed because of an error inside Sextant; see the log.";
  const text = error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
  // No driver is known to repeat a password; if one did, it would end here (D4).
  return secret === null || secret === "" ? text : text.replaceAll(secret, "…");
};

/** Milliseconds between two notes of how far a run is. */
const noteEvery = 1000;

/** Does one run and keeps what it did; never throws. */
export const doRun = async (order: RunOrder, begun: SourceRun, services: RunServices): Promise<SourceRun> => {
  const { source, dataset, signal } = order;
  const { runs, feed, pulling, now, report } = services;
  let run = begun;
  let noted = now();
  const keep = async (change: Partial<SourceRun>): Promise<void> => {
    run = { ...run, ...change };
    await runs.write(run);
  };
  const progress = (counts: PullCounts): void => {
    run = { ...run, ...counts };
    if (now() - noted < noteEvery) return;
    noted = now();
    runs.write(run).catch(report);
  };
  pulling.begin(dataset);
  try {
    const counts = await pullPatiently(order, services, progress);
    await keep({ ...counts, outcome: "done", endedAt: now() });
    pulling.end(dataset, null);
  } catch (error) {
    const { password } = await services.means(source).catch(() => ({ password: null }));
    const problem = sentenceOf(error, password);
    const findings = error instanceof Problem ? [...error.findings] : [];
    const outcome = signal.aborted ? "cancelled" : "failed";
    const good = await runs.good(dataset.id, 1);
    const since = good[0]?.endedAt ?? null;
    // A source that is away for a moment takes no status away; one that is away longer than it promised does.
    const isGrave =
      !(error instanceof Unreachable) || since === null || now() - since > durationOf(source.promised_lag);
    if (outcome === "failed") pulling.end(dataset, isGrave ? { error, problem } : null);
    else pulling.end(dataset, null);
    if (!(error instanceof Problem) && outcome === "failed") report(error);
    await keep({
      outcome,
      problem: outcome === "cancelled" ? "It was cancelled; what had landed stays." : problem,
      findings,
      endedAt: now(),
    });
  }
  await feed.append({ type: "pulled", source: source.id, dataset: dataset.id, outcome: run.outcome, rows: run.landed });
  return run;
};
