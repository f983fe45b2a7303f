import type { Behaviour } from "@sextant/model/standing/behaviour";
import { type Signal, signalKey } from "@sextant/model/standing/signal";

/** A signal of an earlier period is news while it can still be acted on: a change is seen only some periods after it. */
const recentPeriods = 8;

/**
 * The signals that are news beside what was kept before: those of the last period when nothing was, else all of the last eight
 * periods that were not there. What a restatement takes away is no news, nor is what was already told.
 */
export const signalNews = (
  before: Pick<Behaviour, "signals"> | null,
  computed: Pick<Behaviour, "signals" | "through">,
  starts: readonly number[],
): Signal[] => {
  const first = starts.at(before === null ? -1 : -Math.min(recentPeriods, starts.length)) ?? Number.POSITIVE_INFINITY;
  const known = new Set(before?.signals.map(signalKey));
  return computed.signals.filter((signal) => signal.start >= first && !known.has(signalKey(signal)));
};
