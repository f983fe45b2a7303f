import type { Observation } from "./observation.ts";

/** An observation of a period that was over, as it was learned at one instant (N2). */
export interface Learned extends Omit<Observation, "current"> {
  /** When it was learned, epoch ms of the server's clock. */
  knownAt: number;
  /** Version and hash of the metric it was computed by. */
  definition: { version: number; hash: string };
  /** Id of the receipt behind it. */
  receipt: string;
}

/** What was learned of each period in the order it was learned, periods ascending. */
export const byPeriod = (learned: readonly Learned[]): Learned[][] => {
  const periods = new Map<string, Learned[]>();
  for (const one of learned) {
    const known = periods.get(one.periodKey);
    if (known === undefined) periods.set(one.periodKey, [one]);
    else known.push(one);
  }
  return [...periods.values()]
    .map((sequence) => sequence.sort((a, b) => a.knownAt - b.knownAt))
    .sort((a, b) => (a[0]?.start ?? 0) - (b[0]?.start ?? 0));
};

/** Per period, ascending, the last observation learned at or before an instant (epoch ms); periods not known then are absent. */
export const asKnownOn = (learned: readonly Learned[], at: number): Learned[] =>
  byPeriod(learned.filter(({ knownAt }) => knownAt <= at)).flatMap((sequence) => sequence.at(-1) ?? []);

/** The value of a period as it was first published: the first one learned as settled; null while it may still change. */
export const firstPublished = (sequence: readonly Learned[]): Learned | null =>
  sequence.find(({ settled }) => settled) ?? null;
