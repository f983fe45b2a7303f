import type { Dataset } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";
import type { Interval } from "@sextant/model/time/interval";
import { tableName } from "@sextant/semantic/sql/name";
import type { Landing } from "../store/landing.ts";
import { tableColumns } from "../warehouse/dataset-table.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { Batch } from "./batch.ts";
import type { Ledger } from "./ledger.ts";
import { type Leftovers, undoPush } from "./leftovers.ts";
import { repeatedRows } from "./row-ids.ts";

/** Most rows and batches of one commit: an insert of more is no cheaper by the row, and everybody in it waits for it. */
const most = { rows: 50_000, batches: 500 };

/**
 * Milliseconds a commit waits when the one before it was shared: those who were just answered send their next batches, and an insert
 * of two batches costs nearly as much as one of twenty. A sender who is alone never waits.
 */
const company = 8;

/** What became of a batch. */
export interface Committed {
  landed: number;
  /** Rows left out because their ids had landed before. */
  repeated: number;
  duplicate: boolean;
  sequence: number;
}

/** Commits batches; those of one dataset that wait at the same time share one insert and one transaction. */
export interface Commits {
  /** Resolves when the rows of the batch are on disk and recorded; throws conflict or what the engine throws, with nothing landed. */
  commit(dataset: Dataset, batchKey: string, batch: Batch): Promise<Committed>;
}

export interface CommitServices {
  warehouse: Warehouse;
  ledger: Ledger;
  leftovers: Leftovers;
  /** Waits its turn among the landings of the dataset. */
  inTurn: (dataset: Dataset, task: () => Promise<void>) => Promise<void>;
}

interface Waiting {
  batchKey: string;
  batch: Batch;
  resolve: (committed: Committed) => void;
  reject: (error: unknown) => void;
}

const day = 86_400_000;
/** More separate days than this are told as one stretch. */
const mostStretches = 400;

/** The days of UTC that rows lie in, neighbours as one stretch. */
const stretchesOf = (days: ReadonlySet<number>): Interval[] => {
  const stretches: Interval[] = [];
  for (const one of [...days].sort((a, b) => a - b)) {
    const last = stretches.at(-1);
    if (last?.end === one * day) last.end += day;
    else stretches.push({ start: one * day, end: (one + 1) * day });
  }
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (stretches.length <= mostStretches || first === undefined || last === undefined) return stretches;
  return [{ start: first.start, end: last.end }];
};

const taken = (): Problem =>
  new Problem("conflict", "Another batch has landed under this Idempotency-Key; nothing of this one has.", {
    hint: "Give every batch a key of its own, and send it again unchanged.",
  });

/** A batch that is about to land: those of its lines that are new, and the others of the same key in its group. */
interface Entry {
  first: Waiting;
  again: Waiting[];
  lines: string[];
}

const answerDuplicate = (
  { batch, resolve, reject }: Waiting,
  hash: string | null,
  rows: number,
  sequence: number,
): void => {
  if (hash !== null && hash !== batch.hash) reject(taken());
  else resolve({ landed: rows, repeated: 0, duplicate: true, sequence });
};

const settle = ({ first, again, lines }: Entry, sequence: number): void => {
  const { batch } = first;
  first.resolve({ landed: lines.length, repeated: batch.lines.length - lines.length, duplicate: false, sequence });
  for (const one of again) answerDuplicate(one, batch.hash, lines.length, sequence);
};

const fail = (entries: readonly Entry[], error: unknown): void => {
  for (const { first, again } of entries) for (const { reject } of [first, ...again]) reject(error);
};

/** Takes from the front of those that wait what fits into one commit, at least one. */
const takeGroup = (waiting: Waiting[]): Waiting[] => {
  let [count, rows] = [0, 0];
  for (const { batch } of waiting) {
    rows += batch.lines.length;
    if (count > 0 && (rows > most.rows || count >= most.batches)) break;
    count += 1;
  }
  return waiting.splice(0, count);
};

/** Opens the place where batches meet. */
export const openCommits = ({ warehouse, ledger, leftovers, inTurn }: CommitServices): Commits => {
  const { landings } = ledger;
  const queues = new Map<string, Waiting[]>();

  const landingOf = (dataset: Dataset, { first, lines }: Entry): Landing => ({
    dataset: dataset.id,
    sequence: landings.begin(dataset.id),
    batchKey: first.batchKey,
    rows: lines.length,
    landedAt: ledger.clock(),
    first: lines.length === 0 ? null : first.batch.first,
    watermark: lines.length === 0 ? null : first.batch.watermark,
    kind: "push",
    fingerprint: first.batch.hash,
    touched: stretchesOf(first.batch.days),
  });

  /** One insert and one transaction; throws with nothing landed. */
  const write = async (dataset: Dataset, entries: readonly Entry[]): Promise<void> => {
    const landed = entries.map((entry) => landingOf(dataset, entry));
    const [one, ...others] = landed;
    if (one === undefined) return;
    const text = entries
      .map(({ lines }, index) => lines.map((line) => `${line}${landed[index]?.sequence}\n`).join(""))
      .join("");
    try {
      await warehouse.insertLines(tableName(dataset.id), text, { columns: [...tableColumns(dataset).keys()] });
      await ledger.recordPushed([one, ...others]);
    } catch (error) {
      const sequences = landed.map(({ sequence }) => sequence);
      await leftovers.discard(dataset, sequences, undoPush(warehouse, dataset, sequences));
      throw error;
    }
    for (const [index, entry] of entries.entries()) settle(entry, landed[index]?.sequence ?? 0);
  };

  /** Answers what has landed before; gives what has not, each key once. */
  const sortOut = async (dataset: Dataset, group: readonly Waiting[]): Promise<Entry[]> => {
    const keys = [...new Set(group.map(({ batchKey }) => batchKey))];
    const known = await landings.byKeys(dataset.id, keys);
    const entries = new Map<string, Entry>();
    for (const one of group) {
      const earlier = known.get(one.batchKey);
      if (earlier !== undefined) answerDuplicate(one, earlier.fingerprint, earlier.rows, earlier.sequence);
      else {
        const entry = entries.get(one.batchKey);
        if (entry === undefined) entries.set(one.batchKey, { first: one, again: [], lines: one.batch.lines });
        else entry.again.push(one);
      }
    }
    return [...entries.values()];
  };

  const commitGroup = async (dataset: Dataset, group: readonly Waiting[]): Promise<void> => {
    const entries = await sortOut(dataset, group);
    if (dataset.row_id !== undefined) {
      const repeated = await repeatedRows(
        warehouse,
        dataset,
        entries.map(({ first }) => first.batch.identities),
      );
      for (const [index, entry] of entries.entries())
        entry.lines = entry.lines.filter((_, row) => repeated[index]?.[row] !== true);
    }
    try {
      await write(dataset, entries);
    } catch (error) {
      if (entries.length === 1 || error instanceof Problem) return fail(entries, error);
      // One of them may have spoiled it for the others.
      for (const entry of entries) await write(dataset, [entry]).catch((own: unknown) => fail([entry], own));
    }
  };

  /** Datasets whose last commit was shared. */
  const shared = new Set<string>();

  const next = async (dataset: Dataset, waiting: Waiting[]): Promise<void> => {
    const turn = async (): Promise<void> => {
      if (shared.has(dataset.id)) await new Promise((resolve) => setTimeout(resolve, company));
      const group = takeGroup(waiting);
      if (group.length > 1) shared.add(dataset.id);
      else shared.delete(dataset.id);
      if (waiting.length > 0) void next(dataset, waiting);
      try {
        await commitGroup(dataset, group);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    };
    try {
      await inTurn(dataset, turn);
    } catch (error) {
      // What an earlier failure left could not be settled.
      for (const { reject } of takeGroup(waiting)) reject(error);
      if (waiting.length > 0) void next(dataset, waiting);
    }
  };

  return {
    commit: (dataset, batchKey, batch) =>
      new Promise((resolve, reject) => {
        const waiting = queues.get(dataset.id) ?? [];
        queues.set(dataset.id, waiting);
        waiting.push({ batchKey, batch, resolve, reject });
        if (waiting.length === 1) void next(dataset, waiting);
      }),
  };
};
