import { byPeriod, firstPublished, type Learned } from "./learned.ts";
import { sameNumber } from "./same-number.ts";

/** Why a published value changed (N2): more rows landed, it means something else, or its rows were changed or taken back. */
export const restatementCauses = ["late_data", "definition", "correction"] as const;
export type RestatementCause = (typeof restatementCauses)[number];

/** A change of a value that had been published: its size, its cause, and where it is kept. */
export interface Restatement {
  periodKey: string;
  /** When the new value was learned, epoch ms of the server's clock. */
  at: number;
  cause: RestatementCause;
  /** Null where the period had, or has, no value. */
  from: number | null;
  to: number | null;
  /** `to` less `from`; null where either is missing. */
  absolute: number | null;
  /** `absolute` as a share of the size of `from`; null where that is zero or missing. */
  relative: number | null;
  /** Rows the value rests on, less those it rested on. */
  rows: number;
  fromVersion: number;
  toVersion: number;
  /** Id of the receipt behind the new value. */
  receipt: string;
}

/** Another metric, or a period that another calendar cuts elsewhere. */
const meansElse = (before: Learned, after: Learned): boolean =>
  before.definition.hash !== after.definition.hash || before.start !== after.start || before.end !== after.end;

const causeOf = (before: Learned, after: Learned): RestatementCause => {
  if (meansElse(before, after)) return "definition";
  return after.presence !== "unknown" && after.sampleSize > before.sampleSize ? "late_data" : "correction";
};

const between = (before: Learned, after: Learned): Restatement => {
  const absolute = before.value === null || after.value === null ? null : after.value - before.value;
  return {
    periodKey: after.periodKey,
    at: after.knownAt,
    cause: causeOf(before, after),
    from: before.value,
    to: after.value,
    absolute,
    relative:
      absolute === null || before.value === null || before.value === 0 ? null : absolute / Math.abs(before.value),
    rows: after.sampleSize - before.sampleSize,
    fromVersion: before.definition.version,
    toVersion: after.definition.version,
    receipt: after.receipt,
  };
};

const ofPeriod = (sequence: readonly Learned[]): Restatement[] => {
  const published = firstPublished(sequence);
  if (published === null) return [];
  const since = sequence.slice(sequence.indexOf(published));
  return since.slice(1).flatMap((after, index) => {
    const before = since[index];
    return before === undefined || sameNumber(before.value, after.value) ? [] : [between(before, after)];
  });
};

/**
 * Every change of a published value, in the order they were learned. A value is published when it is first learned as settled
 * (T2): a provisional period that fills up is not restated, one that was settled is, also when it became provisional again.
 */
export const restatements = (learned: readonly Learned[]): Restatement[] =>
  byPeriod(learned)
    .flatMap(ofPeriod)
    .sort((a, b) => a.at - b.at);
