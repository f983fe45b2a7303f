import type { Observation } from "@sextant/model/series/observation";
import type { Behaviour } from "@sextant/model/standing/behaviour";
import { type Signal, signalKey } from "@sextant/model/standing/signal";

/** A change is seen only some periods after it: so far before what was judged last, a signal that was not there is news. */
const seenLate = 8;

type Judged = Pick<Behaviour, "signals" | "through">;

/**
 * The signals that are news beside what was judged before: those of the last period when nothing was, else all that were not there,
 * from eight periods before the last one judged on. What a restatement takes away is no news, nor is what was already told.
 */
export const signalNews = (
  previous: Judged | null,
  computed: Judged,
  observations: readonly Pick<Observation, "periodKey" | "start">[],
): Signal[] => {
  const last = observations.length - 1;
  const judged = observations.findIndex(({ periodKey }) => periodKey === previous?.through);
  const from = previous === null ? last : Math.max(0, (judged === -1 ? last : judged) - seenLate + 1);
  const since = observations[from]?.start ?? Number.POSITIVE_INFINITY;
  const known = new Set(previous?.signals.map(signalKey));
  return computed.signals.filter((signal) => signal.start >= since && !known.has(signalKey(signal)));
};
