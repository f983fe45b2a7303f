import { Worker } from "node:worker_threads";
import type { Signal } from "@sextant/model/standing/signal";

/** A series to study: its values in order, NaN for a gap, and the periods that may repeat. */
export interface StudyJob {
  values: Float64Array;
  periods: readonly number[];
}

/** What ends a series, after a whole study. */
export interface Study {
  signals: Pick<Signal, "method" | "side" | "strength">[];
  changes: number;
}

/** Threads that study series, so that the thread that answers people does not. */
export interface StudyPool {
  /** Studies in the order given; rejects when a thread dies. */
  study(jobs: readonly StudyJob[]): Promise<Study[]>;
  close(): Promise<void>;
}

/** Series handed to a thread at once: enough to hide the handing, few enough that threads end together. */
const handful = 32;

interface Waiting {
  resolve: (studies: Study[]) => void;
  reject: (error: Error) => void;
}

interface Thread {
  ask(jobs: readonly StudyJob[]): Promise<Study[]>;
  end(): Promise<unknown>;
}

const startThread = (): Thread => {
  const worker = new Worker(new URL("./worker.ts", import.meta.url));
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  worker.on("message", ({ id, studies }: { id: number; studies: Study[] }) => {
    waiting.get(id)?.resolve(studies);
    waiting.delete(id);
  });
  const fail = (error: Error): void => {
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("a thread that studies series has ended")));
  return {
    ask: (jobs) =>
      new Promise((resolve, reject) => {
        asked += 1;
        waiting.set(asked, { resolve, reject });
        worker.postMessage({ id: asked, jobs });
      }),
    end: () => worker.terminate(),
  };
};

/** Starts so many threads. */
export const startPool = (threads: number): StudyPool => {
  const pool = Array.from({ length: threads }, startThread);
  return {
    study: async (jobs) => {
      const studies = new Array<Study[]>(Math.ceil(jobs.length / handful));
      let next = 0;
      const work = async (thread: Thread): Promise<void> => {
        for (let at = next++; at < studies.length; at = next++)
          studies[at] = await thread.ask(jobs.slice(at * handful, (at + 1) * handful));
      };
      await Promise.all(pool.map(work));
      return studies.flat();
    },
    close: async () => {
      await Promise.all(pool.map((thread) => thread.end()));
    },
  };
};
