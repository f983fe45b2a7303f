import { type SourceRun, sourceRunSchema } from "@sextant/model/source/run";
import type { Store } from "./store.ts";

/** One pull of one dataset from its source; the body is the run as JSON. */
export interface SourceRunRow {
  id: string;
  source: string;
  dataset: string;
  started_at: number;
  ended_at: number | null;
  due_at: number | null;
  outcome: string;
  body: string;
}

/** Runs of sources, newest first wherever they are listed. */
export interface SourceRuns {
  /** Keeps a run, in place of its earlier state. */
  write(run: SourceRun): Promise<void>;
  list(source: string, limit: number): Promise<SourceRun[]>;
  /** The newest runs of a dataset that ended well. */
  good(dataset: string, limit: number): Promise<SourceRun[]>;
  /** The last instant, epoch ms, a schedule made the source run for; null when it never did. */
  lastDue(source: string): Promise<number | null>;
  /** Says of runs a process left unfinished that they were cut off. */
  settle(now: number): Promise<void>;
  /** Forgets all but the newest runs of a source. */
  prune(source: string, keep: number): Promise<void>;
}

const read = ({ body }: { body: string }): SourceRun => sourceRunSchema.parse(JSON.parse(body));

/** Opens the runs of a store. */
export const openSourceRuns = (store: Store): SourceRuns => {
  const all = () =>
    store.db.selectFrom("source_run").select("body").orderBy("started_at", "desc").orderBy("id", "desc");
  const write: SourceRuns["write"] = async (run) => {
    const changing = { ended_at: run.endedAt, outcome: run.outcome, body: JSON.stringify(run) };
    await store.db
      .insertInto("source_run")
      .values({
        id: run.id,
        source: run.source,
        dataset: run.dataset,
        started_at: run.startedAt,
        due_at: run.dueAt,
        ...changing,
      })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(changing))
      .execute();
  };
  return {
    write,
    list: async (source, limit) => (await all().where("source", "=", source).limit(limit).execute()).map(read),
    good: async (dataset, limit) =>
      (await all().where("dataset", "=", dataset).where("outcome", "=", "done").limit(limit).execute()).map(read),
    lastDue: async (source) => {
      const row = await store.db
        .selectFrom("source_run")
        .select(({ fn }) => fn.max("due_at").as("due"))
        .where("source", "=", source)
        .executeTakeFirst();
      return row?.due === null || row?.due === undefined ? null : Number(row.due);
    },
    settle: async (now) => {
      for (const row of await all().where("outcome", "=", "running").execute()) {
        const problem = "The server stopped while it ran; the next run goes on where it was.";
        await write({ ...read(row), outcome: "cut_off", endedAt: now, problem });
      }
    },
    prune: async (source, keep) => {
      const oldest = await store.db
        .selectFrom("source_run")
        .select("started_at")
        .where("source", "=", source)
        .orderBy("started_at", "desc")
        .offset(keep)
        .limit(1)
        .executeTakeFirst();
      if (oldest === undefined) return;
      await store.db
        .deleteFrom("source_run")
        .where("source", "=", source)
        .where("started_at", "<=", oldest.started_at)
        .where("outcome", "!=", "running")
        .execute();
    },
  };
};
