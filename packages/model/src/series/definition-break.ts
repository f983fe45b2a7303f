import { byPeriod, firstPublished, type Learned } from "./learned.ts";

/** A change of what the numbers of a series mean (K3). */
export interface DefinitionBreak {
  /** When the first observation of the new meaning was learned, epoch ms. */
  at: number;
  fromVersion: number;
  toVersion: number;
  /** Hash of the new meaning. */
  hash: string;
  /** The first period that was published with the new meaning; null while every published one was with an earlier one. */
  periodKey: string | null;
}

/** Every change of meaning, in the order they were learned; going back to an earlier one is a change too. */
export const definitionBreaks = (learned: readonly Learned[]): DefinitionBreak[] => {
  const published = byPeriod(learned).flatMap((sequence) => firstPublished(sequence) ?? []);
  const ordered = [...learned].sort((a, b) => a.knownAt - b.knownAt);
  const changes = ordered.flatMap((after, index) => {
    const before = ordered[index - 1];
    return before === undefined || before.definition.hash === after.definition.hash ? [] : [{ before, after }];
  });
  return changes.map(({ before, after }, index) => {
    const until = changes[index + 1]?.after.knownAt ?? Number.POSITIVE_INFINITY;
    const first = published.find(({ knownAt }) => knownAt >= after.knownAt && knownAt < until);
    return {
      at: after.knownAt,
      fromVersion: before.definition.version,
      toVersion: after.definition.version,
      hash: after.definition.hash,
      periodKey: first?.periodKey ?? null,
    };
  });
};
