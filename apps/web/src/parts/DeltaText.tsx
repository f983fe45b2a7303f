import type { Delta } from "@sextant/model/api/answers/observation";
import type { UnitView } from "@sextant/model/api/answers/tile";
import { formatChange } from "@sextant/model/metric/format";
import { periodLabel } from "@sextant/model/time/label";
import type { ReactNode } from "react";

/** A period's name without the year when the reader knows the year from the period beside it. */
export const shortLabel = (key: string, beside: string | undefined): string => {
  const year = /^(?:FY)?\d{4}/.exec(key)?.[0];
  const label = periodLabel(key);
  if (year === undefined || key === year || beside?.startsWith(year) !== true) return label;
  return label.replace(new RegExp(`,? ${year}$`), "");
};

const versus = (delta: Delta, beside: string | undefined): string => {
  if (delta.comparison === "target") return "vs target";
  const period = delta.periodKey === null ? "before" : shortLabel(delta.periodKey, beside);
  return delta.comparison === "like_for_like_to_date" ? `vs the same part of ${period}` : `vs ${period}`;
};

const isVisible = (delta: Delta, unit: UnitView): boolean => /[1-9]/.test(formatChange(delta, unit));

/** Whether a change is good, as a word; none when it is neither, or when what is written of it is a zero. */
export const judgement = (delta: Delta, unit: UnitView): "better" | "worse" | undefined => {
  if (delta.good === null || !isVisible(delta, unit)) return undefined;
  return delta.good ? "better" : "worse";
};

interface DeltaTextProps {
  delta: Delta;
  unit: UnitView;
  /** Key of the period the value is of. */
  beside?: string | undefined;
}

/** A change with what it is compared with, and whether it is better or worse in words as well as in colour. */
export const DeltaText = ({ delta, unit, beside }: DeltaTextProps): ReactNode => {
  const word = judgement(delta, unit);
  const arrow = delta.absolute === null || !isVisible(delta, unit) ? "" : delta.absolute > 0 ? "↑" : "↓";
  return (
    <span className="delta number">
      <span className="delta-amount" data-judgement={word}>
        {arrow !== "" && <span aria-hidden="true">{arrow} </span>}
        {formatChange(delta, unit)}
        {word !== undefined && ` ${word}`}
      </span>{" "}
      {versus(delta, beside)}
    </span>
  );
};
