import type { Review, ReviewChange } from "@sextant/model/practice/review";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useState } from "react";
import { call } from "../../data/client.ts";
import { peopleQuery, reviewQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { StatusShape, statusWords } from "../../parts/StatusPill.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { KpiScreen } from "./KpiScreen.tsx";
import { useStepKeys } from "./keys.ts";
import { LastTime } from "./LastTime.tsx";
import { MinutesLinks } from "./MinutesLinks.tsx";
import { NoteField } from "./NoteField.tsx";
import { Timer } from "./Timer.tsx";
import "./reviews.css";

interface AgendaProps {
  review: Review;
  at: string | null;
  choose: (kpi: string) => void;
}

const Agenda = ({ review, at, choose }: AgendaProps): ReactNode => (
  <nav aria-label="Agenda" className="review-agenda">
    <ol>
      {review.agenda.map(({ kpi, label, status }) => (
        <li key={kpi}>
          <button type="button" aria-current={kpi === at ? "step" : undefined} onClick={() => choose(kpi)}>
            <StatusShape status={status} />
            {label}
            <span className="visually-hidden"> {statusWords[status]}</span>
          </button>
        </li>
      ))}
    </ol>
  </nav>
);

/** A review as it is held: one KPI per screen. Who leads moves everybody; the others follow until they look elsewhere. */
export const ReviewPage = ({ id }: { id: string }): ReactNode => {
  const { data, error, refetch } = useQuery(reviewQuery(id));
  if (data === undefined && error !== null) return <ProblemNotice error={error} retry={() => void refetch()} />;
  return data === undefined ? <Bones label="Loading the review" /> : <Meeting review={data} />;
};

const Meeting = ({ review }: { review: Review }): ReactNode => {
  const client = useQueryClient();
  const me = useQuery(peopleQuery).data?.me ?? null;
  const isOpen = review.state === "open";
  const [elsewhere, setElsewhere] = useState<string | null>(null);
  const [takesLead, setTakesLead] = useState(false);
  const leads = isOpen && (takesLead || review.presenter === null || review.presenter === me);
  const change = useMutation({
    mutationFn: (body: ReviewChange) => call("changeReview", { params: { id: review.id }, body }),
    onSuccess: (next) => client.setQueryData(reviewQuery(review.id).queryKey, next),
  });
  const { mutate } = change;
  const first = review.agenda[0]?.kpi ?? null;
  const at = (leads ? review.position : (elsewhere ?? review.position)) ?? first;
  const choose = useCallback((kpi: string) => (leads ? mutate({ position: kpi }) : setElsewhere(kpi)), [leads, mutate]);
  const step = useCallback(
    (by: 1 | -1) => {
      const index = review.agenda.findIndex(({ kpi }) => kpi === at);
      const next = review.agenda[index + by]?.kpi;
      if (next !== undefined) choose(next);
    },
    [review.agenda, at, choose],
  );
  useStepKeys(step, true);
  const isAway = isOpen && !leads && elsewhere !== null && elsewhere !== review.position;
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title={`${review.label}, ${review.day}`} />
          <p className="page-line">
            {isOpen ? "Being held" : "Closed"}
            {review.presenterLabel !== null && ` · led by ${review.presenterLabel}`}
            {review.participantLabels.length > 0 && ` · ${review.participantLabels.join(", ")}`}
          </p>
        </div>
        <div className="review-acts">
          {isOpen && <Timer label="Time on this page" />}
          <MinutesLinks id={review.id} label="this review" />
          {isOpen && !leads && (
            <button type="button" className="button quiet" onClick={() => setTakesLead(true)}>
              Lead
            </button>
          )}
          {isOpen && (
            <button
              type="button"
              className="button"
              disabled={change.isPending}
              onClick={() => mutate({ close: true })}
            >
              Close the review
            </button>
          )}
        </div>
      </div>
      {change.error !== null && <ProblemNotice error={change.error} />}
      <LastTime carried={review.carried} />
      <Agenda review={review} at={at} choose={choose} />
      {isAway && (
        <button type="button" className="button" onClick={() => setElsewhere(null)}>
          Back to where everybody is
        </button>
      )}
      {at === null ? <p>This review has no KPI.</p> : <KpiScreen key={at} review={review} kpi={at} />}
      <div className="review-steps">
        <button type="button" className="button" disabled={at === first} onClick={() => step(-1)}>
          Previous <kbd>k</kbd>
        </button>
        <button type="button" className="button" disabled={at === review.agenda.at(-1)?.kpi} onClick={() => step(1)}>
          Next <kbd>j</kbd>
        </button>
      </div>
      <NoteField review={review} kpi={null} field="general" label="Notes of the review" />
    </>
  );
};
