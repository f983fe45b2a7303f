/** A sealed batch: it keeps its key and its text however often it is sent, so that it counts once. */
export interface SealedBatch {
  /** Idempotency key. */
  key: string;
  /** NDJSON. */
  text: string;
  rows: number;
}

/** Where sealed batches wait until they are acknowledged. A store that outlives the program makes an offline queue. */
export interface BatchStore {
  /** Batches an earlier run left, oldest first. */
  load(): Promise<SealedBatch[]>;
  save(batch: SealedBatch): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Keeps batches in memory only. */
export const memoryStore = (): BatchStore => ({
  load: () => Promise.resolve([]),
  save: () => Promise.resolve(),
  remove: () => Promise.resolve(),
});

/** The part of the Web Storage interface that is used. */
export interface TextStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

const isBatch = (value: unknown): value is SealedBatch & { at: number } =>
  typeof value === "object" &&
  value !== null &&
  "key" in value &&
  typeof value.key === "string" &&
  "text" in value &&
  typeof value.text === "string" &&
  "rows" in value &&
  typeof value.rows === "number" &&
  "at" in value &&
  typeof value.at === "number";

const parse = (text: string | null): (SealedBatch & { at: number })[] => {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return isBatch(value) ? [value] : [];
  } catch (error) {
    // What another program wrote under such a name is not a batch.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
};

/** Keeps batches in a Web Storage such as `localStorage`, under names that begin with `prefix`. */
export const webStore = (storage: TextStorage, prefix = "sextant-batch:"): BatchStore => {
  let saved = 0;
  return {
    load: () => {
      const names = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
      const batches = names.filter((name) => name.startsWith(prefix)).flatMap((name) => parse(storage.getItem(name)));
      const ordered = batches.toSorted((a, b) => a.at - b.at);
      saved = (ordered.at(-1)?.at ?? 0) + 1;
      return Promise.resolve(ordered.map(({ key, text, rows }) => ({ key, text, rows })));
    },
    save: (batch) => {
      storage.setItem(prefix + batch.key, JSON.stringify({ ...batch, at: saved }));
      saved += 1;
      return Promise.resolve();
    },
    remove: (key) => {
      storage.removeItem(prefix + key);
      return Promise.resolve();
    },
  };
};
