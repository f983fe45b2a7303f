import { Problem } from "@sextant/model/problem/problem";

/** Statements that may wait in one lane before the server says it is busy. */
const longestQueue = 500;

/** Runs tasks first in, first out, at most so many at a time. */
export interface LaneQueue {
  /** Resolves as the task does; rejects without beginning it when the signal is aborted while it waits. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
}

const gaveUp = (): Problem => new Problem("overloaded", "The question was withdrawn before it was answered.");

/** A queue that runs `concurrency` tasks at a time. */
export const openLane = (concurrency: number): LaneQueue => {
  const waiting: (() => void)[] = [];
  const watchers: (() => void)[] = [];
  let running = 0;

  const next = (): void => {
    while (running < concurrency && waiting.length > 0) {
      running += 1;
      waiting.shift()?.();
    }
    if (running === 0) for (const watcher of watchers.splice(0)) watcher();
  };

  const turn = (signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const cancel = (): void => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(gaveUp());
      };
      const start = (): void => {
        signal?.removeEventListener("abort", cancel);
        resolve();
      };
      signal?.addEventListener("abort", cancel, { once: true });
      waiting.push(start);
      next();
    });

  return {
    run: async (task, signal) => {
      if (signal?.aborted === true) throw gaveUp();
      if (waiting.length >= longestQueue) {
        throw new Problem("overloaded", "Too many questions are waiting.", { hint: "Try again in a moment." });
      }
      await turn(signal);
      try {
        return await task();
      } finally {
        running -= 1;
        next();
      }
    },
    idle: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => watchers.push(resolve))),
  };
};
