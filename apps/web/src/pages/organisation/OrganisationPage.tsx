import type { OrganisationAnswer } from "@sextant/model/api/answers/organisation";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { organisationQuery } from "../../data/governance.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { Gaps } from "./Gaps.tsx";
import { KpiMap } from "./KpiMap.tsx";
import { Units } from "./Units.tsx";
import "./organisation.css";

/** Who works where, which KPIs they answer for, and how those hang together (K8). */
export const OrganisationPage = (): ReactNode => {
  const { data, error, refetch } = useQuery(organisationQuery);
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Organisation" />
          <p className="page-line">How KPIs hang together, from those of the company down to those of a person.</p>
        </div>
      </div>
      {data !== undefined ? (
        <Found answer={data} />
      ) : error !== null ? (
        <ProblemNotice error={error} retry={() => void refetch()} />
      ) : (
        <Bones label="Loading the organisation" rows={6} />
      )}
    </>
  );
};

const Found = ({ answer }: { answer: OrganisationAnswer }): ReactNode => {
  const orphans = answer.kpis.filter(({ orphan }) => orphan);
  if (answer.kpis.length === 0)
    return <Notice title="There are no KPIs yet" hint="Open a metric in the dictionary and make it a KPI." />;
  return (
    <div className="organisation">
      <KpiMap answer={answer} />
      <Gaps answer={answer} />
      {orphans.length > 0 && (
        <section aria-labelledby="organisation-orphans">
          <h2 id="organisation-orphans">Linked to nothing</h2>
          <p className="page-line">No formula, guardrail or lead connects these to any other KPI.</p>
          <ul className="organisation-list">
            {orphans.map(({ id, label, level }) => (
              <li key={id}>
                <Link to="/dictionary/:id" params={{ id }} search={{ type: "kpi" }}>
                  {label}
                </Link>{" "}
                <span className="organisation-soft">{level}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Units answer={answer} />
    </div>
  );
};
