import type { InterventionState } from "@sextant/model/practice/intervention";
import type { Outcome } from "@sextant/model/practice/verdict";

/** States of an intervention as people say them. */
export const stateWords: Record<InterventionState, string> = {
  planned: "Planned",
  running: "Running",
  done: "Done, being watched",
  judged: "Judged",
  dropped: "Dropped",
};

/** Outcomes of a bet as people say them. */
export const outcomeWords: Record<Outcome, string> = {
  worked: "Worked",
  fell_short: "Fell short",
  backfired: "Backfired",
  cannot_tell: "Cannot tell",
};

/** What a person may say about an intervention next; a verdict is not theirs to say. */
export const nextSteps: Record<InterventionState, readonly { state: "running" | "done" | "dropped"; label: string }[]> =
  {
    planned: [
      { state: "running", label: "Start" },
      { state: "dropped", label: "Drop" },
    ],
    running: [
      { state: "done", label: "Done" },
      { state: "dropped", label: "Drop" },
    ],
    done: [],
    judged: [],
    dropped: [],
  };
