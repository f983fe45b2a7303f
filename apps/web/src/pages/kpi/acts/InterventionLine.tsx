import type { Intervention } from "@sextant/model/practice/intervention";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../../data/client.ts";
import { verdictQuery } from "../../../data/queries.ts";
import { OutcomeTag } from "../../../parts/OutcomeTag.tsx";
import { ProblemNotice } from "../../../parts/ProblemNotice.tsx";
import { nextSteps } from "./words.ts";

interface LineProps {
  intervention: Intervention;
}

const VerdictText = ({ intervention }: LineProps): ReactNode => {
  const { data } = useQuery({ ...verdictQuery(intervention.id), enabled: intervention.state === "done" });
  const verdict = intervention.verdict ?? data;
  if (verdict === undefined) return null;
  const worse = verdict.guardrails.filter(({ outcome }) => outcome === "worse");
  return (
    <p className="act-verdict">
      {!verdict.final && <strong>So far: </strong>}
      {verdict.sentence}
      {worse.length > 0 && ` At a price: ${worse.map(({ label }) => label).join(", ")} got worse.`}
      {verdict.definitionChanged && " The KPI has another definition since; this is by today's."}
    </p>
  );
};

/** One intervention: what, who, until when, how far, and what became of it. */
export const InterventionLine = ({ intervention }: LineProps): ReactNode => {
  const { id, title, ownerLabel, due, state, revision, note, links } = intervention;
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (next: "running" | "done" | "dropped") =>
      call("changeIntervention", { params: { id }, body: { state: next, revision } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["interventions"] }),
  });
  return (
    <li className="act">
      <p className="act-head">
        <strong>{title}</strong>
        <OutcomeTag intervention={intervention} />
      </p>
      <p className="muted">
        {ownerLabel}, due <time dateTime={due}>{due}</time>
      </p>
      {note !== null && <p>{note}</p>}
      {links.map((link) => (
        <p key={link}>
          <a href={link} rel="noreferrer">
            {link}
          </a>
        </p>
      ))}
      <VerdictText intervention={intervention} />
      {change.error !== null && <ProblemNotice error={change.error} />}
      {nextSteps[state].length > 0 && (
        <p className="act-steps">
          {nextSteps[state].map(({ state: next, label }) => (
            <button
              key={next}
              type="button"
              className="button quiet"
              disabled={change.isPending}
              onClick={() => change.mutate(next)}
            >
              {label}
              <span className="visually-hidden"> {title}</span>
            </button>
          ))}
        </p>
      )}
    </li>
  );
};
