import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import { formatComputed } from "@sextant/model/metric/format";
import { periodLabel } from "@sextant/model/time/label";
import type { ReactNode } from "react";
import type { KpiQuestion } from "../../data/queries.ts";
import { Choice } from "../../ui/Field.tsx";
import { SlicesTable } from "./SlicesTable.tsx";

interface SlicesCardProps {
  answer: KpiAnswer;
  question: KpiQuestion;
  ask: (change: Partial<KpiQuestion>) => void;
}

const comparisons = [
  { value: "previous_period", label: "Previous period" },
  { value: "previous_year", label: "Previous year" },
] as const;

/** The latest whole period broken down by a dimension, each slice beside its past. */
export const SlicesCard = ({ answer, question, ask }: SlicesCardProps): ReactNode => {
  const { tile, by, dimensions, slices, slicesOmitted, otherSlices: other = null } = answer;
  if (dimensions.length === 0) return null;
  const beside = slices.find(({ delta }) => delta !== null)?.delta;
  const compared = beside?.comparison;
  const since = typeof beside?.periodKey === "string" ? `, changes since ${periodLabel(beside.periodKey)}` : "";
  const compare = comparisons.find(({ value }) => value === (question.compare ?? compared))?.value ?? "previous_period";
  return (
    <section className="card" aria-labelledby="slices">
      <div className="card-head">
        <div>
          <h2 id="slices">{by.length === 0 ? "Slices" : `By ${by.join(" and ")}`}</h2>
          {tile.latest !== null && slices.length > 0 && (
            <p className="card-note number">
              {periodLabel(tile.latest.periodKey)}; the whole is {formatComputed(tile.latest.value, tile)}
              {since}.
            </p>
          )}
        </div>
        <div className="kpi-choices">
          <Choice
            label="Slice by"
            value={by[0] ?? ""}
            any="Nothing"
            options={dimensions.map((value) => ({ value, label: value }))}
            onChange={(next) => ask({ by: next })}
          />
          <Choice
            label="Compare with"
            value={compare}
            options={comparisons}
            onChange={(next) => ask({ compare: next })}
          />
        </div>
      </div>
      {slices.length === 0 ? (
        <p className="card-note">
          {by.length === 0
            ? "Choose a dimension to see which slices move the whole."
            : "No slices in the latest whole period."}
        </p>
      ) : (
        <SlicesTable tile={tile} by={by} slices={slices} other={other} omitted={slicesOmitted} />
      )}
      {slicesOmitted > 0 && (
        <p className="slices-note card-note number">
          {slicesOmitted.toLocaleString("en")} more with fewer rows {other === null ? "left out" : "are the last line"}.
        </p>
      )}
    </section>
  );
};
