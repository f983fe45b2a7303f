import type { Decision } from "@sextant/model/practice/decision";
import type { Intervention } from "@sextant/model/practice/intervention";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { allDecisionsQuery, allInterventionsQuery } from "../../data/queries.ts";
import { OutcomeTag, outcomeWords, stateWords } from "../../parts/OutcomeTag.tsx";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { Choice } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { writeSearch } from "../../ui/router/address.ts";
import { go } from "../../ui/router/history.ts";
import { Link } from "../../ui/router/Link.tsx";
import { decisionsLike, interventionsLike, type LogSearch, readLogSearch } from "./lookup.ts";
import "./decisions.css";

const choices = [
  ...Object.entries(outcomeWords),
  ...Object.entries(stateWords).filter(([state]) => state !== "judged"),
];
const outcomes = choices.map(([value, label]) => ({ value, label }));

const ask = (search: LogSearch): void =>
  go(`${location.pathname}${writeSearch({ ...search })}`, { replace: true, keepScroll: true });

const KpiLink = ({ id, label }: { id: string; label: string }): ReactNode => (
  <Link to="/kpis/:id" params={{ id }}>
    {label}
  </Link>
);

const InterventionRow = ({ one }: { one: Intervention }): ReactNode => (
  <li className="log-line">
    <div className="log-what">
      <p>
        <strong>{one.title}</strong>
      </p>
      {one.verdict !== null && <p>{one.verdict.sentence}</p>}
      <p className="muted">
        <KpiLink id={one.kpi} label={one.kpiLabel} /> · {one.ownerLabel} · due {one.due}
      </p>
    </div>
    <OutcomeTag intervention={one} />
  </li>
);

interface DecisionRowProps {
  decision: Decision;
  nameOf: (kpi: string) => string;
}

const DecisionRow = ({ decision: { text, kpis, on, ownerLabel, origin }, nameOf }: DecisionRowProps): ReactNode => (
  <li className="log-line">
    <div className="log-what">
      <p>{text}</p>
      <p className="muted">
        {on} · {ownerLabel} ·{" "}
        {kpis.map((kpi, index) => (
          <span key={kpi}>
            {index > 0 && ", "}
            <KpiLink id={kpi} label={nameOf(kpi)} />
          </span>
        ))}
        {origin.type !== "direct" && ` · from ${origin.type === "review" ? "a" : "an"} ${origin.type}`}
      </p>
    </div>
  </li>
);

/** What was decided and tried, and what became of it. */
export const DecisionsPage = ({ search }: { search: LogSearch }): ReactNode => {
  const tried = useQuery(allInterventionsQuery);
  const decided = useQuery(allDecisionsQuery);
  const error = tried.error ?? decided.error;
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Decisions" />
          <p className="page-line">What was decided and tried for which KPI, and what became of it.</p>
        </div>
      </div>
      {error !== null && <ProblemNotice error={error} />}
      {tried.data !== undefined && decided.data !== undefined ? (
        <Found search={search} interventions={tried.data.interventions} decisions={decided.data.decisions} />
      ) : (
        error === null && <Bones label="Loading the decisions" />
      )}
    </>
  );
};

interface FoundProps {
  search: LogSearch;
  interventions: Intervention[];
  decisions: Decision[];
}

const Found = ({ search, interventions, decisions }: FoundProps): ReactNode => {
  if (interventions.length + decisions.length === 0)
    return (
      <Notice
        title="Nothing has been decided yet"
        hint="Open a KPI and choose Add beside “What is done about it”; reviews write here, too."
      >
        A KPI earns its place by changing what people do.
      </Notice>
    );
  const labels = new Map(interventions.map(({ kpi, kpiLabel }) => [kpi, kpiLabel]));
  const nameOf = (kpi: string): string => labels.get(kpi) ?? kpi;
  const tried = interventionsLike(interventions, search);
  const decided = search.outcome === undefined ? decisionsLike(decisions, search.q, nameOf) : [];
  return (
    <>
      <search className="log-search">
        <label className="visually-hidden" htmlFor="log-words">
          Search what was decided and tried
        </label>
        <input
          id="log-words"
          type="search"
          placeholder="Search what was decided and tried"
          value={search.q ?? ""}
          onChange={({ target }) => ask(readLogSearch({ ...search, q: target.value }))}
        />
        <Choice
          label="Outcome"
          any="Any"
          value={search.outcome ?? ""}
          options={outcomes}
          onChange={(outcome) => ask({ ...(search.q ? { q: search.q } : {}), ...(outcome ? { outcome } : {}) })}
        />
      </search>
      <p className="page-line number" role="status">
        {tried.length} {tried.length === 1 ? "intervention" : "interventions"}, {decided.length}{" "}
        {decided.length === 1 ? "decision" : "decisions"}
      </p>
      {tried.length > 0 && (
        <section aria-labelledby="tried">
          <h2 id="tried">Interventions</h2>
          <ul className="log">
            {tried.map((one) => (
              <InterventionRow key={one.id} one={one} />
            ))}
          </ul>
        </section>
      )}
      {decided.length > 0 && (
        <section aria-labelledby="decided">
          <h2 id="decided">Decision log</h2>
          <ul className="log">
            {decided.map((decision) => (
              <DecisionRow key={decision.id} decision={decision} nameOf={nameOf} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
};
