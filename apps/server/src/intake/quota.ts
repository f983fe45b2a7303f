import { Problem } from "@sextant/model/problem/problem";

const minute = 60_000;

/** How many rows a dataset may take in a minute. */
export interface Quota {
  /** Takes rows from what is left; throws too_many_requests, saying when to come again, when they do not fit any more. */
  charge(dataset: string, rows: number): void;
}

interface Bucket {
  left: number;
  /** Epoch ms. */
  at: number;
}

/**
 * A quota of rows a minute for every dataset by itself, refilled steadily; 0 is none. What is left may go below zero once, so that
 * a batch larger than the quota can land when nothing else has.
 */
export const openQuota = (rowsPerMinute: number, now: () => number): Quota => {
  const buckets = new Map<string, Bucket>();
  return {
    charge: (dataset, rows) => {
      if (rowsPerMinute === 0) return;
      const bucket = buckets.get(dataset) ?? { left: rowsPerMinute, at: now() };
      const gained = (Math.max(0, now() - bucket.at) / minute) * rowsPerMinute;
      const left = Math.min(rowsPerMinute, bucket.left + gained);
      const short = Math.min(rows, rowsPerMinute) - left;
      buckets.set(dataset, { left: short > 0 ? left : left - rows, at: now() });
      if (short <= 0) return;
      throw new Problem(
        "too_many_requests",
        `Dataset ${dataset} takes ${rowsPerMinute} rows a minute; nothing landed.`,
        {
          hint: "Send the same batch again later, under the same Idempotency-Key.",
          retryAfter: Math.ceil((short / rowsPerMinute) * 60),
        },
      );
    },
  };
};
