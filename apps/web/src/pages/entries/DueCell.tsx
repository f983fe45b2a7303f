import type { DueMetric, DuePeriod } from "@sextant/model/api/answers/entry";
import { formatValue } from "@sextant/model/metric/format";
import { periodLabel } from "@sextant/model/time/label";
import type { ReactNode } from "react";
import { emptyWords } from "./words.ts";

interface DueCellProps {
  due: DuePeriod;
  metric: DueMetric;
  /** Opens the form for this period; null for who may not enter. */
  choose: (() => void) | null;
  isChosen: boolean;
}

/** One period of one metric: its value, or the word for what is missing. */
export const DueCell = ({ due, metric, choose, isChosen }: DueCellProps): ReactNode => {
  const shown =
    due.state === "entered" && due.entry !== null
      ? formatValue(due.entry.value, metric.unit)
      : due.state === "entered"
        ? ""
        : emptyWords[due.state];
  return (
    <td className="number" data-due={due.state}>
      {choose === null ? (
        shown
      ) : (
        <button type="button" className="button quiet" aria-expanded={isChosen} onClick={choose}>
          {shown}
          <span className="visually-hidden">
            : enter {metric.label}, {periodLabel(due.period)}
          </span>
        </button>
      )}
      {due.corrections > 0 && <span className="due-note">corrected</span>}
    </td>
  );
};
