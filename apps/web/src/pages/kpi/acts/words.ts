import type { InterventionState } from "@sextant/model/practice/intervention";

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
