import { type BatchStore, memoryStore, type SealedBatch } from "./queue.ts";
import { type Outcome, sendOnce, type Target } from "./send.ts";

/** How a client gathers, sends and retries; lengths of time in milliseconds. */
export interface ClientOptions extends Target {
  /** Most rows of a batch (1,000). */
  batchRows?: number;
  /** Longest time a row waits for others (1,000). */
  gatherMs?: number;
  /** Most rows that wait to be acknowledged (100,000); `push` says false beyond it. */
  mostRows?: number;
  /** First and longest wait after a failed attempt (500 and 60,000); each is drawn at random up to twice the one before. */
  retry?: { firstMs: number; longestMs: number };
  /** Longest time one attempt may take (60,000). */
  timeoutMs?: number;
  /** Where batches wait; memory when not given. */
  store?: BatchStore;
  /** Hears about rows the server refused for good, and why; they are not sent again. */
  onRefused?: (batch: SealedBatch, reason: unknown) => void;
  /** Hears about every attempt that will be repeated. */
  onRetry?: (why: string, waitMs: number) => void;
}

/** Pushes rows to one dataset. */
export interface SextantClient {
  /** Takes a row; false, and the row is not taken, when too many wait already. */
  push(row: Readonly<Record<string, unknown>>): boolean;
  /** Resolves when everything taken so far is acknowledged or was refused. */
  flush(): Promise<void>;
  /** Rows that are not acknowledged yet. */
  waiting(): number;
  /** Stops: rows that are not acknowledged stay in the store for the next client. */
  stop(): Promise<void>;
}

interface Gathered {
  lines: string[];
  timer: ReturnType<typeof setTimeout> | null;
}

const seal = (lines: readonly string[]): SealedBatch => ({
  key: crypto.randomUUID(),
  text: lines.join("\n"),
  rows: lines.length,
});

/** A batch too large for the server as two halves, which have keys of their own. */
const halves = ({ text }: SealedBatch): SealedBatch[] => {
  const lines = text.split("\n");
  const middle = Math.ceil(lines.length / 2);
  return [seal(lines.slice(0, middle)), seal(lines.slice(middle))];
};

/** A number from 0 up to 1: clients that failed together must not come again together. */
const chance = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

/** Opens a client; what an earlier one left in the store is sent first. */
export const openClient = (options: ClientOptions): SextantClient => {
  const { batchRows = 1000, gatherMs = 1000, mostRows = 100_000, timeoutMs = 60_000 } = options;
  const { firstMs, longestMs } = options.retry ?? { firstMs: 500, longestMs: 60_000 };
  const store = options.store ?? memoryStore();
  const gathered: Gathered = { lines: [], timer: null };
  const queue: SealedBatch[] = [];
  const idle: (() => void)[] = [];
  let [sealedRows, stopped] = [0, false];
  let wake: (() => void) | null = null;

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const enqueue = (batch: SealedBatch): void => {
    queue.push(batch);
    sealedRows += batch.rows;
  };
  const drop = async (batch: SealedBatch): Promise<void> => {
    queue.splice(queue.indexOf(batch), 1);
    sealedRows -= batch.rows;
    await store.remove(batch.key);
  };
  const split = async (batch: SealedBatch): Promise<void> => {
    for (const half of halves(batch)) {
      await store.save(half);
      enqueue(half);
    }
    await drop(batch);
  };
  const settle = async (batch: SealedBatch, outcome: Exclude<Outcome, { kind: "retry" }>): Promise<void> => {
    if (outcome.kind === "too_large" && batch.rows > 1) return split(batch);
    await drop(batch);
    if (outcome.kind !== "landed") options.onRefused?.(batch, outcome);
    else if (outcome.refused > 0) options.onRefused?.(batch, outcome.findings);
  };

  const work = async (): Promise<void> => {
    for (const batch of await store.load()) enqueue(batch);
    let wait = firstMs;
    while (!stopped) {
      const [batch] = queue;
      if (batch === undefined) {
        if (gathered.lines.length === 0) for (const done of idle.splice(0)) done();
        await pause(longestMs);
        continue;
      }
      const outcome = await sendOnce(options, batch, timeoutMs);
      if (outcome.kind !== "retry") {
        await settle(batch, outcome);
        wait = firstMs;
        continue;
      }
      const milliseconds = Math.max(outcome.afterMs ?? 0, chance() * wait);
      wait = Math.min(wait * 2, longestMs);
      options.onRetry?.(outcome.why, milliseconds);
      await pause(milliseconds);
    }
  };

  const sealGathered = async (): Promise<void> => {
    if (gathered.timer !== null) clearTimeout(gathered.timer);
    gathered.timer = null;
    const lines = gathered.lines.splice(0);
    if (lines.length === 0) return;
    const batch = seal(lines);
    enqueue(batch);
    await store.save(batch);
    wake?.();
  };
  const working = work();

  return {
    push: (row) => {
      if (stopped || sealedRows + gathered.lines.length >= mostRows) return false;
      gathered.lines.push(JSON.stringify(row));
      if (gathered.lines.length >= batchRows) void sealGathered();
      else gathered.timer ??= setTimeout(() => void sealGathered(), gatherMs);
      return true;
    },
    flush: async () => {
      await sealGathered();
      const settled = new Promise<void>((resolve) => idle.push(resolve));
      if (queue.length === 0) wake?.();
      await settled;
    },
    waiting: () => sealedRows + gathered.lines.length,
    stop: async () => {
      await sealGathered();
      stopped = true;
      wake?.();
      await working;
    },
  };
};
