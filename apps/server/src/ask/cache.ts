/** Keeps computed things up to a weight, the least recently used going first, and computes each once at a time. */
export interface Cache<T> {
  /** The thing under a key, computed when it is not there; a computation that fails is not kept. */
  get(key: string, datasets: readonly string[], compute: () => Promise<T>): Promise<T>;
  /** Drops what rests on these datasets. */
  drop(datasets: readonly string[] | "all"): void;
}

interface Entry<T> {
  value: T;
  weight: number;
  datasets: readonly string[];
}

/** A cache of at most `capacity`, in the unit `weigh` gives. */
export const openCache = <T>(capacity: number, weigh: (value: T) => number): Cache<T> => {
  const entries = new Map<string, Entry<T>>();
  const underWay = new Map<string, Promise<T>>();
  let total = 0;
  let drops = 0;

  const remove = (key: string): void => {
    total -= entries.get(key)?.weight ?? 0;
    entries.delete(key);
  };
  const keep = (key: string, entry: Entry<T>): void => {
    remove(key);
    if (entry.weight > capacity) return;
    entries.set(key, entry);
    total += entry.weight;
    for (const oldest of entries.keys()) {
      if (total <= capacity) break;
      remove(oldest);
    }
  };

  return {
    get: (key, datasets, compute) => {
      const known = entries.get(key);
      if (known !== undefined) {
        entries.delete(key);
        entries.set(key, known);
        return Promise.resolve(known.value);
      }
      const running = underWay.get(key);
      if (running !== undefined) return running;
      const before = drops;
      const mine = compute()
        .then((value) => {
          if (before === drops) keep(key, { value, weight: weigh(value), datasets });
          return value;
        })
        .finally(() => {
          if (underWay.get(key) === mine) underWay.delete(key);
        });
      underWay.set(key, mine);
      return mine;
    },
    drop: (datasets) => {
      drops += 1;
      underWay.clear();
      for (const [key, entry] of [...entries]) {
        if (datasets === "all" || entry.datasets.some((dataset) => datasets.includes(dataset))) remove(key);
      }
    },
  };
};
