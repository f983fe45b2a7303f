import type { ReviewList, SeriesView } from "@sextant/model/practice/review";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../data/client.ts";
import { reviewsQuery, scoresQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { dateTimeIn } from "../../ui/instant.ts";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { go } from "../../ui/router/history.ts";
import { Link } from "../../ui/router/Link.tsx";
import { CalendarLink } from "./CalendarLink.tsx";
import { MinutesLinks } from "./MinutesLinks.tsx";
import { ScoresCard } from "./ScoresCard.tsx";
import { cadenceWords, stateWords } from "./words.ts";
import "./reviews.css";

const SeriesLine = ({ series, timeZone }: { series: SeriesView; timeZone: string }): ReactNode => {
  const { id, label, cadence, kpis, presenter, state, owes, next, open } = series;
  const start = useMutation({
    mutationFn: () => call("openReview", { body: { series: id } }),
    onSuccess: (review) => go(`/reviews/${encodeURIComponent(review.id)}`),
  });
  return (
    <li className="review-line">
      <div className="review-what">
        <p>
          <strong>{label}</strong>{" "}
          <span className="tag" data-state={state}>
            {stateWords[state]}
          </span>
        </p>
        <p className="muted">
          {cadenceWords[cadence]} · {kpis.length} {kpis.length === 1 ? "KPI" : "KPIs"}
          {presenter !== null && ` · led by ${presenter}`}
          {state === "overdue" && owes !== null && ` · not held on ${owes}`} · next {dateTimeIn(next, timeZone)}
        </p>
        {start.error !== null && <ProblemNotice error={start.error} />}
      </div>
      <div className="review-acts">
        <CalendarLink series={id} label={label} />
        <button type="button" className="button primary" disabled={start.isPending} onClick={() => start.mutate()}>
          {open === null ? "Open" : "Join"}
          <span className="visually-hidden"> {label}</span>
        </button>
      </div>
    </li>
  );
};

const HeldList = ({ held }: Pick<ReviewList, "held">): ReactNode => (
  <section aria-labelledby="held">
    <h2 id="held">Held</h2>
    <ul className="review-list">
      {held.map(({ id, label, day, state }) => (
        <li key={id} className="review-line">
          <p>
            <Link to="/reviews/:id" params={{ id }}>
              {label}, {day}
            </Link>
            {state === "open" && <span className="muted"> still open</span>}
          </p>
          <MinutesLinks id={id} label={`${label}, ${day}`} />
        </li>
      ))}
    </ul>
  </section>
);

/** The series with their next dates, what is overdue, and the reviews held. */
export const ReviewsPage = (): ReactNode => {
  const { data, error, refetch } = useQuery(reviewsQuery);
  const scores = useQuery(scoresQuery).data;
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Reviews" />
          <p className="page-line">
            Where numbers become decisions: the agenda writes itself, in order of attention owed.
          </p>
        </div>
        {data !== undefined && data.series.length > 0 && <CalendarLink label="all your reviews" />}
      </div>
      {error !== null && <ProblemNotice error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Bones label="Loading the reviews" />}
      {data?.series.length === 0 && (
        <Notice title="No review is planned" hint="Add reviews: to a YAML file, with what, how often, and who leads.">
          A KPI nobody looks at together changes nothing.
        </Notice>
      )}
      {data !== undefined && (
        <ul className="review-list" aria-label="Series">
          {data.series.map((series) => (
            <SeriesLine key={series.id} series={series} timeZone={data.timeZone} />
          ))}
        </ul>
      )}
      {scores !== undefined && <ScoresCard scores={scores} />}
      {data !== undefined && data.held.length > 0 && <HeldList held={data.held} />}
    </>
  );
};
