import type { Intervention, InterventionState } from "@sextant/model/practice/intervention";
import type { Outcome } from "@sextant/model/practice/verdict";
import type { ReactNode } from "react";

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

/** What became of an intervention, or how far it is. */
export const OutcomeTag = ({ intervention: { state, verdict } }: { intervention: Intervention }): ReactNode => (
  <span className="tag" data-outcome={verdict?.outcome}>
    {verdict === null ? stateWords[state] : outcomeWords[verdict.outcome]}
  </span>
);
