import { formatValue } from "@sextant/model/metric/format";
import type { ReviewKpi } from "@sextant/model/practice/review-kpi";
import { periodLabel } from "@sextant/model/time/label";
import type { ReactNode } from "react";
import { StatusPill } from "../../parts/StatusPill.tsx";

interface MovedProps {
  fields: ReviewKpi;
  unit: NonNullable<ReviewKpi["unit"]>;
}

/** What moved the value: slices by their exact part, remarks, guardrails and changes of the definition. */
export const Moved = ({ fields: { moved }, unit }: MovedProps): ReactNode => {
  const { slices, from, to, signals, annotations, guardrails, definitionChanges } = moved;
  const write = (change: number): string => formatValue(change, unit, { signed: true, points: true });
  return (
    <>
      {slices.map(({ dimension, change, slices: parts }) => (
        <table key={dimension} className="review-parts">
          <caption>
            By {dimension}: {write(change)}
            {from !== null && to !== null && ` from ${periodLabel(from)} to ${periodLabel(to)}`}
          </caption>
          <tbody>
            {parts.map(({ name, contribution }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="number">{write(contribution)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      {slices.length === 0 && <p className="muted">Its slices do not add up to the whole, or there are none.</p>}
      <ul>
        {signals.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {annotations.map(({ from: day, text }) => (
          <li key={`${day} ${text}`} dir="auto">
            {day}: {text}
          </li>
        ))}
        {definitionChanges.map(({ version, by }) => (
          <li key={version}>
            Definition version {version} by {by}
          </li>
        ))}
        {guardrails.map(({ label, status }) => (
          <li key={label}>
            Guardrail {label} <StatusPill status={status} />
          </li>
        ))}
      </ul>
    </>
  );
};
