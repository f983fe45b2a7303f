import type { Interval } from "@sextant/model/time/interval";
import type { Transaction } from "kysely";
import { mergeLandings } from "./merge-landings.ts";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";
import { openTouches } from "./touches.ts";

/** How rows came: a file that stands for all rows of its source, a part of a source, or a pushed batch. */
export type LandingKind = "file" | "pull" | "push";

/** A batch of rows that landed; instants are epoch ms. Recording it is what acknowledges it (D1). */
export interface Landing {
  dataset: string;
  sequence: number;
  /** First sequence number of the landings this one stands for, where old ones were merged. */
  since?: number;
  batchKey: string | null;
  rows: number;
  landedAt: number;
  first: number | null;
  /** Latest row that was not after the workspace's now when the batch landed. */
  watermark: number | null;
  /** Pulled rows belong to a source as a file's do, but are added to what is there. */
  kind: LandingKind;
  /** Of the file, of the batch, or how far a pull has come. */
  fingerprint: string | null;
  /** The stretches of time its rows lie in; not given where they may lie anywhere. */
  touched?: readonly Interval[];
  /** Rows that are left of earlier landings, where this one took the place of some of them. */
  left?: ReadonlyMap<number, number>;
}

/** What has landed in a dataset, all batches taken together. */
export interface LandedState {
  /** Highest recorded sequence number; 0 when nothing has landed. */
  sequence: number;
  rows: number;
  first: number | null;
  watermark: number | null;
  landedAt: number | null;
  /** Of the file last loaded, or how far the last pull came. */
  fingerprint: string | null;
  /** Sequence number of the file last loaded: earlier receipts of its rows cannot be run again. */
  fileSequence: number | null;
}

/** The landings of all datasets: kept in the store, summed up in memory. */
export interface Landings {
  state(dataset: string): LandedState;
  /** Takes the next sequence number; until it is recorded or abandoned its rows may be in the warehouse but do not count. */
  begin(dataset: string): number;
  abandon(dataset: string, sequence: number): void;
  /** Keeps a landing in the caller's transaction; with `replacesFile` all of its source is forgotten, unless it says what is left. */
  insert(transaction: Transaction<Tables>, landing: Landing, replacesFile: boolean): Promise<void>;
  /** Keeps up to 1,000 pushed landings in the caller's transaction. */
  insertPushed(transaction: Transaction<Tables>, landings: readonly Landing[]): Promise<void>;
  /** Makes an inserted landing count, after the transaction. */
  recorded(landing: Landing): Promise<void>;
  /**
   * What had landed by an instant, epoch ms. Of a file that was loaded again later only the last load is kept: it counts as if it
   * had reached that instant.
   */
  asOf(dataset: string, at: number): Promise<LandedState>;
  /** The landings under these keys, by key; at most 1,000 keys. */
  byKeys(dataset: string, batchKeys: readonly string[]): Promise<ReadonlyMap<string, Landing>>;
  list(dataset: string): Promise<Landing[]>;
  /** Sequence numbers of what came from the source of the dataset: its file, or its pulls. */
  sourceSequences(dataset: string): Promise<number[]>;
  /** Rows of landings after a sequence number. */
  rowsSince(dataset: string, sequence: number): Promise<number>;
  /** The stretches of time in which rows landed after a sequence number; null when they may lie anywhere. */
  touchedSince(dataset: string, sequence: number): readonly Interval[] | null;
  /** Merges the pushed landings from before an instant (epoch ms), where there are many, into one a minute; gives how many there are less. */
  merge(dataset: string, before: number): Promise<number>;
  /** Forgets landings whose rows are no longer in the warehouse. */
  forget(dataset: string, sequences: readonly number[]): Promise<void>;
  /** Corrects the watermark from the rows themselves, e.g. after the workspace's clock was set. */
  observe(dataset: string, first: number | null, watermark: number | null): void;
  /** A mark in time: `undisturbed(mark)` tells whether no landing was under way since, so that only recorded rows were seen. */
  mark(): number;
  undisturbed(mark: number): boolean;
}

const nothing: LandedState = {
  sequence: 0,
  rows: 0,
  first: null,
  watermark: null,
  landedAt: null,
  fingerprint: null,
  fileSequence: null,
};

const least = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
const most = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

const add = (state: LandedState, landing: Landing): LandedState => ({
  sequence: Math.max(state.sequence, landing.sequence),
  rows: state.rows + landing.rows,
  first: least(state.first, landing.first),
  watermark: most(state.watermark, landing.watermark),
  landedAt: most(state.landedAt, landing.landedAt),
  fingerprint: landing.kind === "push" ? state.fingerprint : landing.fingerprint,
  fileSequence: landing.kind === "file" ? landing.sequence : state.fileSequence,
});

const read = (row: Tables["landing"]): Landing => ({
  dataset: row.dataset,
  sequence: Number(row.sequence),
  ...(row.since === null ? {} : { since: Number(row.since) }),
  batchKey: row.batch_key,
  rows: Number(row.rows),
  landedAt: Number(row.landed_at),
  first: row.min_time === null ? null : Number(row.min_time),
  watermark: row.max_time === null ? null : Number(row.max_time),
  kind: row.kind,
  fingerprint: row.source_fingerprint,
});

const written = (landing: Landing): Tables["landing"] => ({
  dataset: landing.dataset,
  sequence: landing.sequence,
  since: landing.since ?? null,
  batch_key: landing.batchKey,
  rows: landing.rows,
  landed_at: landing.landedAt,
  min_time: landing.first,
  max_time: landing.watermark,
  kind: landing.kind,
  source_fingerprint: landing.fingerprint,
});

/** PostgreSQL gives large integers as text. */
const numberOrNull = (cell: unknown): number | null => (cell === null || cell === undefined ? null : Number(cell));

const clipped = (landing: Landing, at: number): Landing =>
  landing.landedAt <= at || landing.watermark === null
    ? landing
    : { ...landing, landedAt: at, watermark: Math.min(landing.watermark, at) };

/** Reads every landing and keeps the sums in memory; one process lands, as one process holds the embedded warehouse. */
export const openLandings = async (store: Store): Promise<Landings> => {
  const states = new Map<string, LandedState>();
  const highest = new Map<string, number>();
  const underWay = new Set<string>();
  const touches = openTouches();
  let begun = 0;

  const list = async (dataset: string): Promise<Landing[]> => {
    const all = store.db.selectFrom("landing").selectAll().orderBy("sequence");
    return (await all.where("dataset", "=", dataset).execute()).map(read);
  };
  const state = (dataset: string): LandedState => states.get(dataset) ?? nothing;
  const summed = async (dataset: string, at: number): Promise<LandedState> => {
    const of = store.db.selectFrom("landing").where("dataset", "=", dataset);
    const files = await of.selectAll().where("kind", "=", "file").orderBy("sequence").execute();
    const pushed = await of
      .select(({ fn }) => [
        fn.max("sequence").as("sequence"),
        fn.sum("rows").as("rows"),
        fn.min("min_time").as("first"),
        fn.max("max_time").as("watermark"),
        fn.max("landed_at").as("landedAt"),
      ])
      .where("kind", "!=", "file")
      .where("landed_at", "<=", at)
      .executeTakeFirst();
    const pulled = await of
      .select(["sequence", "source_fingerprint"])
      .where("kind", "=", "pull")
      .where("landed_at", "<=", at)
      .orderBy("sequence", "desc")
      .limit(1)
      .executeTakeFirst();
    const all = files
      .map((row) => clipped(read(row), at))
      .reduce(add, {
        ...nothing,
        sequence: Number(pushed?.sequence ?? 0),
        rows: Number(pushed?.rows ?? 0),
        first: numberOrNull(pushed?.first),
        watermark: numberOrNull(pushed?.watermark),
        landedAt: numberOrNull(pushed?.landedAt),
      });
    const isLater = pulled !== undefined && Number(pulled.sequence) > (all.fileSequence ?? 0);
    return isLater ? { ...all, fingerprint: pulled.source_fingerprint } : all;
  };
  const reread = async (dataset: string): Promise<void> => {
    states.set(dataset, await summed(dataset, Number.MAX_SAFE_INTEGER));
  };
  for (const { dataset } of await store.db.selectFrom("landing").select("dataset").distinct().execute())
    await reread(dataset);

  return {
    state,
    list,
    touchedSince: (dataset, sequence) => touches.since(dataset, sequence),
    begin: (dataset) => {
      const sequence = Math.max(highest.get(dataset) ?? 0, state(dataset).sequence) + 1;
      highest.set(dataset, sequence);
      underWay.add(`${dataset} ${sequence}`);
      begun += 1;
      return sequence;
    },
    abandon: (dataset, sequence) => {
      underWay.delete(`${dataset} ${sequence}`);
    },
    insert: async (transaction, landing, replacesFile) => {
      const { dataset, left } = landing;
      for (const [sequence, rows] of left ?? []) {
        const earlier = { dataset, sequence };
        if (rows === 0)
          await transaction
            .deleteFrom("landing")
            .where((is) => is.and(earlier))
            .execute();
        else
          await transaction
            .updateTable("landing")
            .set({ rows })
            .where((is) => is.and(earlier))
            .execute();
      }
      if (replacesFile && left === undefined)
        await transaction.deleteFrom("landing").where("dataset", "=", dataset).where("kind", "!=", "push").execute();
      await transaction.insertInto("landing").values(written(landing)).execute();
    },
    insertPushed: async (transaction, landings) => {
      await transaction.insertInto("landing").values(landings.map(written)).execute();
    },
    recorded: async (landing) => {
      touches.add(landing);
      if (landing.kind === "file") await reread(landing.dataset);
      else states.set(landing.dataset, add(state(landing.dataset), landing));
      underWay.delete(`${landing.dataset} ${landing.sequence}`);
    },
    asOf: summed,
    byKeys: async (dataset, batchKeys) => {
      const rows = await store.db
        .selectFrom("landing")
        .selectAll()
        .where("dataset", "=", dataset)
        .where("batch_key", "in", batchKeys)
        .execute();
      return new Map(rows.map((row) => [row.batch_key ?? "", read(row)]));
    },
    sourceSequences: async (dataset) => {
      const of = store.db.selectFrom("landing").select("sequence").where("dataset", "=", dataset);
      return (await of.where("kind", "!=", "push").execute()).map(({ sequence }) => Number(sequence));
    },
    rowsSince: async (dataset, sequence) => {
      const of = store.db.selectFrom("landing").where("dataset", "=", dataset).where("sequence", ">", sequence);
      const sum = await of.select(({ fn }) => fn.sum("rows").as("rows")).executeTakeFirst();
      return Number(sum?.rows ?? 0);
    },
    merge: (dataset, before) => mergeLandings(store, dataset, before),
    forget: async (dataset, sequences) => {
      if (sequences.length === 0) return;
      await store.db.deleteFrom("landing").where("dataset", "=", dataset).where("sequence", "in", sequences).execute();
      touches.forget(dataset);
      await reread(dataset);
    },
    observe: (dataset, first, watermark) => {
      states.set(dataset, { ...state(dataset), first, watermark });
    },
    mark: () => (underWay.size === 0 ? begun : -1),
    undisturbed: (mark) => mark === begun && underWay.size === 0,
  };
};
