import type { Carried } from "@sextant/model/practice/review";
import type { ReactNode } from "react";

/** What the last review left behind; it opens this one. */
export const LastTime = ({ carried: { interventions, expectations } }: { carried: Carried }): ReactNode =>
  interventions.length + expectations.length > 0 && (
    <section className="review-field" aria-labelledby="last-time">
      <h2 id="last-time">From the last review</h2>
      <ul>
        {interventions.map(({ id, title, owner, due, state, overdue, outcome }) => (
          <li key={id} dir="auto">
            {title} ({owner}, due {due}) <span className="tag">{overdue ? "overdue" : state}</span>
            {outcome !== null && ` ${outcome}`}
          </li>
        ))}
        {expectations.map(({ kpi, label, sentence, outcome }) => (
          <li key={`${kpi} ${sentence}`}>
            {label}, {sentence} – {outcome}
          </li>
        ))}
      </ul>
    </section>
  );
