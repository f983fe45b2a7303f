import type { SeriesEffectView } from "@sextant/model/api/answers/effect";
import { formatValue } from "@sextant/model/metric/format";
import { periodLabel } from "@sextant/model/time/label";
import type { ReactNode } from "react";
import { PairSparkline } from "../../charts/draw/PairSparkline.tsx";
import { largestWords, movedWords } from "./words.ts";

/** Latest periods in the table of a card. */
const shown = 6;

const Latest = ({ series: { points, unit, label } }: { series: SeriesEffectView }): ReactNode => (
  <table className="effect-table number">
    <caption className="visually-hidden">Latest periods of {label}</caption>
    <thead>
      <tr>
        <th scope="col">Period</th>
        <th scope="col">Before</th>
        <th scope="col">After</th>
      </tr>
    </thead>
    <tbody>
      {points
        .slice(-shown)
        .reverse()
        .map(({ periodKey, before, after }) => (
          <tr key={periodKey}>
            <th scope="row">{periodLabel(periodKey)}</th>
            <td>{formatValue(before, unit, { compact: true })}</td>
            <td>{formatValue(after, unit, { compact: true })}</td>
          </tr>
        ))}
    </tbody>
  </table>
);

const Facts = ({ series }: { series: SeriesEffectView }): ReactNode => (
  <dl className="effect-facts number">
    {series.largest !== null && (
      <div>
        <dt>Largest, {periodLabel(series.largest.periodKey)}</dt>
        <dd>{largestWords(series)}</dd>
      </div>
    )}
    {series.median !== null && (
      <div>
        <dt>Median</dt>
        <dd>{formatValue(series.median.absolute, series.unit, { compact: true, points: true })}</dd>
      </div>
    )}
  </dl>
);

/** One series before and after the change: how many past values move, by how much, and how that looks. */
export const SeriesCard = ({ series }: { series: SeriesEffectView }): ReactNode => {
  const { label, grain, broken, points } = series;
  const why = [broken.before, broken.after].filter((sentence) => sentence !== null);
  return (
    <li className="effect-card">
      <h3>
        {label} <span className="effect-grain">by {grain}</span>
      </h3>
      {why.length > 0 ? (
        <p className="change-left-out">{why.join(" ")}</p>
      ) : (
        <>
          <p>{movedWords(series)}</p>
          <PairSparkline points={points} label={`${label} by ${grain}: before dashed, after solid`} />
          <p className="effect-legend" aria-hidden="true">
            <span data-side="before">in force</span> <span data-side="after">the files</span>
          </p>
          <Facts series={series} />
          <Latest series={series} />
        </>
      )}
    </li>
  );
};
