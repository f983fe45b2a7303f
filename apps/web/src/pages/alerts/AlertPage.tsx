import type { AlertAnswer, AlertEvaluation } from "@sextant/model/api/answers/alerts";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { AlertChart } from "../../charts/draw/AlertChart.tsx";
import type { AlertPoint } from "../../charts/prepare/alert-chart.ts";
import { alertQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { dateTimeIn } from "../../ui/instant.ts";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { ActForm } from "./ActForm.tsx";
import { sentWords, stateWord } from "./words.ts";
import "./alerts.css";

const pointsOf = (
  evaluations: readonly AlertEvaluation[],
  { openedAt, closedAt }: AlertAnswer["alert"],
): AlertPoint[] =>
  evaluations.toReversed().map(({ firstAt, inputs, state, sentence }) => ({
    at: firstAt,
    value: typeof inputs.value === "number" ? inputs.value : null,
    state,
    telling: firstAt === openedAt ? "alerted" : firstAt === closedAt ? "recovered" : null,
    label: sentence,
  }));

const Told = ({ told, timeZone }: AlertAnswer): ReactNode => (
  <section className="panel" aria-labelledby="told">
    <h2 id="told">Who was told</h2>
    {told.length === 0 && <p>Nobody yet.</p>}
    <ul className="alert-list">
      {told.map(({ id, channel, person, state, detail, createdAt, attempts }) => (
        <li key={id}>
          <strong>{channel}</strong>
          {person !== null && ` to ${person}`}: {sentWords[state]}, {dateTimeIn(createdAt, timeZone)}
          {detail !== "" && ` (${detail})`}
          {attempts.length > 1 && `, ${attempts.length} attempts`}
          <span className="alert-receipt">{attempts.at(-1)?.receipt}</span>
        </li>
      ))}
    </ul>
  </section>
);

const Evaluations = ({ evaluations, timeZone, alert }: AlertAnswer): ReactNode => (
  <section className="panel" aria-labelledby="evaluations">
    <h2 id="evaluations">Every evaluation</h2>
    <AlertChart
      points={pointsOf(evaluations, alert)}
      label={`Values the rule saw in ${evaluations.length} evaluations`}
    />
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
    <section className="alert-table" tabIndex={0} aria-label="Every evaluation, as a table">
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Verdict</th>
            <th scope="col">State</th>
            <th scope="col">Why</th>
            <th scope="col">Seen, times</th>
          </tr>
        </thead>
        <tbody>
          {evaluations.slice(0, 50).map(({ firstAt, at, verdict, state, sentence, times }) => (
            <tr key={`${firstAt} ${at} ${verdict}`}>
              <td>{dateTimeIn(at, timeZone)}</td>
              <td>{verdict.replace("_", " ")}</td>
              <td>{state.replace("_", " ")}</td>
              <td>{sentence}</td>
              <td>{times}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </section>
);

const One = ({ answer }: { answer: AlertAnswer }): ReactNode => {
  const { alert, rule, acts, timeZone, now } = answer;
  return (
    <div className="alert">
      <div className="page-head">
        <div>
          <PageHeading title={alert.slice === "" ? alert.label : `${alert.label}, ${alert.slice}`} />
          <p className="page-line">
            {stateWord(alert, now)} · {alert.severity} · since {dateTimeIn(alert.openedAt, timeZone)}
            {alert.owner !== null && ` · ${alert.owner.label}`}
          </p>
        </div>
        <Link to="/kpis/:id" params={{ id: alert.kpi }} className="button">
          Open the KPI
        </Link>
      </div>
      <p className="alert-sentence">{alert.sentence}</p>
      {rule?.action !== undefined && <p>What to do: {rule.action}</p>}
      {alert.closedAt === null && <ActForm id={alert.id} now={now} />}
      <section className="panel" aria-labelledby="acts">
        <h2 id="acts">What was done</h2>
        {acts.length === 0 && <p>Nothing yet.</p>}
        <ul className="alert-list">
          {acts.map(({ at, by, act, detail }) => (
            <li key={`${at} ${act}`}>
              {dateTimeIn(at, timeZone)}: {act} by {by}. {detail}
            </li>
          ))}
        </ul>
      </section>
      <Told {...answer} />
      <Evaluations {...answer} />
    </div>
  );
};

/** One alert: why it fired, who was told, and what they did. */
export const AlertPage = ({ id }: { id: string }): ReactNode => {
  const { data, error, refetch } = useQuery(alertQuery(id));
  if (data !== undefined) return <One answer={data} />;
  return error === null ? (
    <Bones label="Loading the alert" />
  ) : (
    <ProblemNotice error={error} retry={() => void refetch()} />
  );
};
