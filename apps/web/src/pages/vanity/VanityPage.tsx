import type { VanityAnswer } from "@sextant/model/api/answers/audit";
import { periodLabel } from "@sextant/model/time/label";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { vanityQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Link } from "../../ui/router/Link.tsx";
import "./vanity.css";

type Verdict = VanityAnswer["verdicts"][number];

const groups: readonly { proposal: Verdict["proposal"]; title: string; sentence: string }[] = [
  {
    proposal: "demote",
    title: "Proposed for demotion",
    sentence: "No trace of a changed behaviour in two quarters. Demoting keeps history and definition.",
  },
  { proposal: "too_early", title: "Too young to say", sentence: "They have not been KPIs for two whole quarters." },
  { proposal: "keep", title: "Kept", sentence: "They changed what somebody did." },
];

/** When each KPI last changed what somebody did; answered from what is recorded, never from views. */
export const VanityPage = (): ReactNode => {
  const { data, error, refetch } = useQuery(vanityQuery);
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Vanity audit" />
          <p className="page-line">
            When did each KPI last change what we do? From decisions, interventions and changed definitions, never from
            views. <a href="/v1/vanity/report">Report in Markdown</a>
          </p>
        </div>
      </div>
      {data === undefined ? (
        error === null ? (
          <Bones label="Loading the audit" />
        ) : (
          <ProblemNotice error={error} retry={() => void refetch()} />
        )
      ) : (
        <Audit audit={data} />
      )}
    </>
  );
};

const Audit = ({ audit }: { audit: VanityAnswer }): ReactNode => (
  <>
    <p className="page-line">Quarters looked at: {audit.quarters.map((key) => periodLabel(key)).join(" and ")}</p>
    {audit.verdicts.length === 0 && (
      <Notice title="There is no KPI in force" hint="A metric becomes one by the gate." />
    )}
    {groups.map(({ proposal, title, sentence }) => {
      const verdicts = audit.verdicts.filter((one) => one.proposal === proposal);
      return verdicts.length === 0 ? null : (
        <section key={proposal} className="vanity" aria-labelledby={`vanity-${proposal}`}>
          <h2 id={`vanity-${proposal}`}>
            {title} ({verdicts.length})
          </h2>
          <p className="page-line">{sentence}</p>
          <ul>
            {verdicts.map((verdict) => (
              <Row key={verdict.id} verdict={verdict} />
            ))}
          </ul>
        </section>
      );
    })}
  </>
);

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

const Row = ({ verdict: { id, label, owner, last, count } }: { verdict: Verdict }): ReactNode => (
  <li>
    <Link to="/kpis/:id" params={{ id }}>
      {label}
    </Link>
    <span>{owner ?? "No owner"}</span>
    <span>
      {last === null
        ? "Never changed what somebody did"
        : `${day.format(last.at)}: ${last.sentence} (${last.by}${count > 1 ? `, one of ${count}` : ""})`}
    </span>
  </li>
);
