import { formatValue } from "@sextant/model/metric/format";
import type { Review } from "@sextant/model/practice/review";
import type { ReviewKpi } from "@sextant/model/practice/review-kpi";
import { periodLabel } from "@sextant/model/time/label";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { reviewKpiQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { StatusPill } from "../../parts/StatusPill.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { ActForm } from "./ActForm.tsx";
import { ExpectForm } from "./ExpectForm.tsx";
import { Moved } from "./Moved.tsx";
import { NoteField } from "./NoteField.tsx";
import { Trend } from "./Trend.tsx";

interface Shown {
  review: Review;
  fields: ReviewKpi;
}

const Value = ({ fields: { value, unit } }: Shown): ReactNode => {
  const write = (one: number | null): string => (unit === null ? "—" : formatValue(one, unit));
  return (
    <div className="review-value">
      <p className="review-number number">{write(value.value)}</p>
      <p>
        <StatusPill status={value.status} /> {value.sentence}
      </p>
      <p className="muted number">
        {value.periodKey !== null && periodLabel(value.periodKey)}
        {value.interval !== null && ` · between ${write(value.interval[0])} and ${write(value.interval[1])} (95%)`}
        {value.target !== null && ` · target ${write(value.target)}`}
        {value.change !== null &&
          unit !== null &&
          ` · ${formatValue(value.change, unit, { signed: true, points: true })} since the period before`}
      </p>
    </div>
  );
};

const Written = ({ review, fields }: Shown): ReactNode => {
  const { kpi, expectations, interventions, decisions, demoted } = fields;
  const isOpen = review.state === "open" && !demoted;
  return (
    <>
      <section className="review-field" aria-labelledby="review-expected">
        <h2 id="review-expected">4 · Expected next</h2>
        <ul>
          {expectations.map(({ sentence, outcome }) => (
            <li key={sentence}>
              {sentence} – {outcome}
            </li>
          ))}
        </ul>
        {isOpen && <ExpectForm review={review.id} kpi={kpi} />}
      </section>
      <section className="review-field" aria-labelledby="review-acts">
        <h2 id="review-acts">5 · Intervention and decision</h2>
        <ul>
          {interventions.map(({ title, owner, due, state, verdict }) => (
            <li key={`${title} ${due}`} dir="auto">
              {title} ({owner}, due {due}, {state}){verdict !== null && ` – ${verdict}`}
            </li>
          ))}
          {decisions.map(({ text, owner, on }) => (
            <li key={`${on} ${text}`} dir="auto">
              {on}: {text} ({owner})
            </li>
          ))}
        </ul>
        {isOpen && (
          <>
            <ActForm review={review.id} kpi={kpi} kind="intervention" />
            <ActForm review={review.id} kpi={kpi} kind="decision" />
          </>
        )}
        <NoteField review={review} kpi={kpi} field="decision" label="Note on the decision" />
      </section>
    </>
  );
};

/** One KPI of the meeting: value, trend, what moved it, what is expected next, and what is done. */
export const KpiScreen = ({ review, kpi }: { review: Review; kpi: string }): ReactNode => {
  const { data: fields, error, refetch } = useQuery(reviewKpiQuery(review.id, kpi));
  const item = review.agenda.find((one) => one.kpi === kpi);
  const isDemoted = review.demoted.includes(kpi);
  return (
    <article className="review-screen" aria-labelledby="review-kpi">
      <h2 id="review-kpi" className="review-title">
        {isDemoted ? (
          item?.label
        ) : (
          <Link to="/kpis/:id" params={{ id: kpi }}>
            {item?.label ?? kpi}
          </Link>
        )}
        {isDemoted && <span className="tag">no KPI any more</span>}
      </h2>
      {item !== undefined && item.reasons.length > 0 && <p className="muted">{item.reasons.join(" · ")}</p>}
      {error !== null && <ProblemNotice error={error} retry={() => void refetch()} />}
      {fields === undefined && error === null && <Bones label="Loading the KPI" />}
      {fields !== undefined && (
        <>
          <section className="review-field" aria-labelledby="review-value">
            <h2 id="review-value">1 · Value</h2>
            <Value review={review} fields={fields} />
          </section>
          {fields.unit !== null && (
            <>
              <section className="review-field" aria-labelledby="review-trend">
                <h2 id="review-trend">2 · Trend</h2>
                <Trend fields={fields} unit={fields.unit} timeZone={review.timeZone} />
              </section>
              <section className="review-field" aria-labelledby="review-moved">
                <h2 id="review-moved">3 · What moved it</h2>
                <Moved fields={fields} unit={fields.unit} />
                <NoteField review={review} kpi={kpi} field="moved" label="Note on what moved it" />
              </section>
            </>
          )}
          <Written review={review} fields={fields} />
        </>
      )}
    </article>
  );
};
