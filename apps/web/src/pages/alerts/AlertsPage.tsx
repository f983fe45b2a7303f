import type { Alert, AlertList } from "@sextant/model/api/answers/alerts";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { alertsQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { dateTimeIn, roughSpan } from "../../ui/instant.ts";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { stateWord } from "./words.ts";
import "./alerts.css";

const Row = ({ alert, now, timeZone }: { alert: Alert; now: number; timeZone: string }): ReactNode => (
  <li className="alert-row" data-open={alert.closedAt === null ? "" : undefined} data-severity={alert.severity}>
    <p className="alert-state">{stateWord(alert, now)}</p>
    <div>
      <Link to="/alerts/:id" params={{ id: alert.id }}>
        {alert.label}
        {alert.slice !== "" && `, ${alert.slice}`}
      </Link>
      <p>{alert.sentence}</p>
      <p className="page-line">
        Since {dateTimeIn(alert.openedAt, timeZone)}, for {roughSpan((alert.closedAt ?? now) - alert.openedAt)}
        {alert.owner !== null && ` · ${alert.owner.label}`}
        {alert.cause !== null && ` · ${alert.cause}`}
      </p>
    </div>
  </li>
);

const Section = ({ title, alerts, list }: { title: string; alerts: readonly Alert[]; list: AlertList }): ReactNode => (
  <section className="alert-section" aria-label={title}>
    <h2>
      {alerts.length} {title}
    </h2>
    <ul className="alert-list">
      {alerts.map((alert) => (
        <Row key={alert.id} alert={alert} now={list.now} timeZone={list.timeZone} />
      ))}
    </ul>
  </section>
);

const Inventory = ({ list }: { list: AlertList }): ReactNode => {
  const over = list.budgets.filter(({ messages, budget }) => messages >= budget);
  const open = list.alerts.filter(({ closedAt }) => closedAt === null);
  const ended = list.alerts.filter(({ closedAt }) => closedAt !== null);
  return (
    <>
      {over.map(({ owner, label, messages, budget }) => (
        <Notice key={owner} title={`${label || "Nobody in particular"} is over the budget`}>
          {messages} messages in seven days, {budget} may leave the house. Others wait in the inbox and the digest.
        </Notice>
      ))}
      {list.silences.map(({ id, reason, by, endsAt }) => (
        <Notice key={id} title={`Silenced until ${dateTimeIn(endsAt, list.timeZone)}`}>
          {reason}, says {by}.
        </Notice>
      ))}
      {open.length === 0 && (
        <Notice tone="good" title="Nothing fires">
          Every rule was evaluated and none found anything.
        </Notice>
      )}
      {open.length > 0 && <Section title="open" alerts={open} list={list} />}
      {ended.length > 0 && <Section title="ended" alerts={ended} list={list} />}
    </>
  );
};

/** Every alert, open ones first. */
export const AlertsPage = (): ReactNode => {
  const { data, error, refetch } = useQuery(alertsQuery);
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Alerts" />
          <p className="page-line">Did it fire, why, who was told, and what did they do?</p>
        </div>
        <Link to="/alerts/new" className="button">
          New rule
        </Link>
      </div>
      {data !== undefined && <Inventory list={data} />}
      {data === undefined && error === null && <Bones label="Loading the alerts" />}
      {error !== null && <ProblemNotice error={error} retry={() => void refetch()} />}
    </>
  );
};
