import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import type { ReactNode } from "react";
import { reasonRemarks } from "../../parts/reason.ts";
import { StatusPill } from "../../parts/StatusPill.tsx";
import { Link } from "../../ui/router/Link.tsx";

/** The KPIs that must not get worse while this one gets better, and where they stand (S4). */
export const GuardrailsCard = ({ answer }: { answer: KpiAnswer }): ReactNode => {
  const { guardrailStandings, definition } = answer;
  return (
    <section className="card" aria-labelledby="guardrails">
      <h2 id="guardrails">Guardrails</h2>
      {guardrailStandings.length === 0 ? (
        <p className="card-note">
          {definition.cannotBeGamedBecause === null
            ? "None. Nothing shows whether it got better at the expense of something else."
            : `None needed: ${definition.cannotBeGamedBecause}`}
        </p>
      ) : (
        <>
          <p className="card-note">Must not get worse while this one gets better.</p>
          <ul className="kpi-guardrails">
            {guardrailStandings.map(({ id, label, standing }) => (
              <li key={id}>
                <Link to="/kpis/:id" params={{ id }}>
                  {label}
                </Link>
                <StatusPill status={standing.status} remark={reasonRemarks[standing.reason]} />
                <p>{standing.sentence}</p>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
