/** What accepting data does to the clock of a workspace: pin it at a local time, let it run (null), or leave it (undefined). */
export interface ClockChange {
  asOf: string | null | undefined;
  /** What a person should know about it. */
  sentence: string | null;
  /** Whether the data is old and the clock runs on: its KPIs will be unknown. */
  isStale: boolean;
}

/** What the choice rests on; instants in epoch ms. */
export interface ClockFacts {
  /** Where the clock is pinned, or null when it runs. */
  pinned: number | null;
  /** The local time at which the data ends, when it is an archive, and its instant. */
  ends: { local: string; instant: number } | null;
  /** Whether other data is looked at by the same clock. */
  hasOthers: boolean;
}

const kept: ClockChange = { asOf: undefined, sentence: null, isStale: false };

/**
 * Whether the clock of a workspace lets data be seen. An archive is looked at from the end of its last day; rows after a pinned
 * clock are in its future, so it is moved on to them.
 */
export const clockFor = ({ pinned, ends, hasOthers }: ClockFacts): ClockChange => {
  if (pinned !== null && ends === null)
    return {
      asOf: null,
      sentence:
        "The clock of this workspace is pinned in the past; accepting lets it run, since this data is fresh. KPIs of older data will then be called stale.",
      isStale: false,
    };
  if (ends === null || (pinned !== null && pinned >= ends.instant)) return kept;
  if (pinned === null && hasOthers)
    return {
      ...kept,
      sentence: `The newest row is from before ${ends.local.slice(0, 10)}. The values below are as of then; once accepted, the KPIs are called stale until newer rows arrive.`,
      isStale: true,
    };
  return {
    asOf: ends.local,
    sentence: `The newest row is old, so accepting pins the clock of the workspace at ${ends.local}; remove as_of from the workspace when the data is kept fresh.`,
    isStale: false,
  };
};
