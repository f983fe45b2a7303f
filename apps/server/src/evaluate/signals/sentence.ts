import { periodLabel } from "@sextant/model/time/label";
import type { Signal } from "@sextant/statistics/study/signals";

/** What a signal says, with the value and what was expected of it; `change` speaks of levels before and after. */
export const signalSentence = (
  { method, side, strength }: Signal,
  periodKey: string,
  { value, range, change }: SignalFacts,
  format: (value: number) => string,
): string => {
  const label = periodLabel(periodKey);
  const shown = value === null ? "the value" : format(value);
  switch (method) {
    case "outside_limits": {
      const expected = range === null ? "" : ` of ${format(range.lower)} to ${format(range.upper)}`;
      return `${label}: ${shown} is ${side} the range${expected} that its own noise explains.`;
    }
    case "run_of_eight":
      return `${label}: the eighth value in a row ${side} the mean${range === null ? "" : ` of ${format(range.value)}`}${strength > 8 ? `; the run became ${strength} long` : ""}.`;
    case "change":
      return change === null
        ? `${label}: the series changed.`
        : `${label}: it moved from about ${format(change.before)} to about ${format(change.after)} (${strength > 0.99 ? "more than 99" : Math.round(strength * 100)} % sure).`;
    case "anomaly":
      return `${label}: ${shown} is ${side} anything it did before at such a time.`;
  }
};

/** What a sentence about a signal may speak of; null where there is none. */
export interface SignalFacts {
  value: number | null;
  range: { lower: number; value: number; upper: number } | null;
  change: { before: number; after: number } | null;
}
