import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import type { Annotation } from "@sextant/model/practice/annotation";
import type { Decision } from "@sextant/model/practice/decision";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { annotationsQuery, decisionsQuery, interventionsQuery, sessionQuery } from "../../../data/queries.ts";
import { ProblemNotice } from "../../../parts/ProblemNotice.tsx";
import { dayIn } from "../../../ui/instant.ts";
import { daysOf } from "../remarks.ts";
import { InterventionLine } from "./InterventionLine.tsx";
import { NewAct } from "./NewAct.tsx";
import "./acts.css";

/** Records shown of each kind; the log has the rest. */
const shown = 5;

const DecisionLine = ({ decision: { text, ownerLabel, on } }: { decision: Decision }): ReactNode => (
  <li className="act">
    <p>{text}</p>
    <p className="muted">
      <time dateTime={on}>{on}</time>, {ownerLabel}
    </p>
  </li>
);

const RemarkLine = ({ annotation: { text, from, to, link, author } }: { annotation: Annotation }): ReactNode => (
  <li className="act">
    <p>{link === null ? text : <a href={link}>{text}</a>}</p>
    <p className="muted">
      <time dateTime={from}>{from === to ? from : `${from} to ${to}`}</time>
      {author !== null && `, ${author.name}`}
    </p>
  </li>
);

const List = ({ title, children }: { title: string; children: ReactNode[] }): ReactNode =>
  children.length > 0 && (
    <>
      <h3>{title}</h3>
      <ul className="acts">{children}</ul>
    </>
  );

/** What is done about the KPI: bets with their verdicts, decisions, and remarks of the days shown. */
export const ActsCard = ({ answer }: { answer: KpiAnswer }): ReactNode => {
  const { id } = answer.tile;
  const [adds, setAdds] = useState(false);
  const interventions = useQuery(interventionsQuery(id));
  const decisions = useQuery(decisionsQuery(id));
  const annotations = useQuery(annotationsQuery(id, daysOf(answer)));
  const session = useQuery(sessionQuery).data;
  const error = interventions.error ?? decisions.error ?? annotations.error;
  const bets = interventions.data?.interventions.toReversed().slice(0, shown) ?? [];
  const decided = decisions.data?.decisions.slice(0, shown) ?? [];
  const remarks = annotations.data?.annotations.toReversed().slice(0, shown) ?? [];
  const isEmpty = bets.length + decided.length + remarks.length === 0;
  return (
    <section className="card" aria-labelledby="acts">
      <div className="card-head">
        <h2 id="acts">What is done about it</h2>
        {session !== undefined && (
          <button type="button" className="button quiet" onClick={() => setAdds(true)} aria-haspopup="dialog">
            Add
          </button>
        )}
      </div>
      {error !== null && <ProblemNotice error={error} />}
      {isEmpty && interventions.data !== undefined && (
        <p className="card-note">Nothing yet: no intervention, no decision, no remark in the days shown.</p>
      )}
      <List title="Interventions">
        {bets.map((intervention) => (
          <InterventionLine key={intervention.id} intervention={intervention} />
        ))}
      </List>
      <List title="Decisions">
        {decided.map((decision) => (
          <DecisionLine key={decision.id} decision={decision} />
        ))}
      </List>
      <List title="Remarks">
        {remarks.map((annotation) => (
          <RemarkLine key={annotation.id} annotation={annotation} />
        ))}
      </List>
      {adds && <NewAct kpi={id} today={dayIn(answer.now, answer.timeZone)} onClose={() => setAdds(false)} />}
    </section>
  );
};
