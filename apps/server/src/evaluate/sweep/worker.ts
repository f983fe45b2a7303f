import { parentPort } from "node:worker_threads";
import type { Signal } from "@sextant/statistics/study/signals";
import { studyOf } from "@sextant/statistics/study/study";
import type { Study, StudyJob } from "./pool.ts";

/** A change is seen only some periods after it. */
const seenLate = 8;

const study = ({ values, periods }: StudyJob): Study => {
  const series = Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  const { signals, changes } = studyOf({ series, periods });
  const last = series.length - 1;
  const since: Record<Signal["method"], (signal: Signal) => boolean> = {
    outside_limits: ({ index }) => index === last,
    anomaly: ({ index }) => index === last,
    run_of_eight: ({ index, strength }) => index + strength - 8 === last,
    change: ({ index }) => index > last - seenLate,
  };
  return {
    signals: signals
      .filter((signal) => since[signal.method](signal))
      .map(({ method, side, strength }) => ({ method, side, strength })),
    changes: changes.length,
  };
};

parentPort?.on("message", ({ id, jobs }: { id: number; jobs: readonly StudyJob[] }) => {
  parentPort?.postMessage({ id, studies: jobs.map(study) });
});
