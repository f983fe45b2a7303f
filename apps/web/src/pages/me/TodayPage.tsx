import type { RouteAnswer } from "@sextant/model/api/client";
import type { LineState, PlanLine } from "@sextant/model/practice/plan";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../data/client.ts";
import { meQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { StatusPill } from "../../parts/StatusPill.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { Habits } from "./Habits.tsx";
import "./me.css";

type Me = RouteAnswer<"me">;

const stateWords: Record<LineState, string> = { proposed: "", accepted: "Taken on", deferred: "Put off", done: "Done" };

const Line = ({ line, change }: { line: PlanLine; change: (state: LineState) => void }): ReactNode => (
  <li className="me-line" data-state={line.state}>
    <div>
      <strong>{line.title}</strong>
      <p className="page-line">
        {line.kpi !== null && (
          <>
            <Link to="/kpis/:id" params={{ id: line.kpi.id }}>
              {line.kpi.label}
            </Link>
            {" · "}
          </>
        )}
        {line.reason}
      </p>
    </div>
    {line.state === "done" || line.state === "deferred" ? (
      <button type="button" className="button" onClick={() => change("accepted")} aria-label={`Reopen ${line.title}`}>
        {stateWords[line.state]} · reopen
      </button>
    ) : (
      <div className="me-acts">
        {line.state === "proposed" && (
          <button
            type="button"
            className="button"
            onClick={() => change("accepted")}
            aria-label={`Accept ${line.title}`}
          >
            Accept
          </button>
        )}
        <button type="button" className="button" onClick={() => change("deferred")} aria-label={`Defer ${line.title}`}>
          Defer
        </button>
        <button type="button" className="button" onClick={() => change("done")} aria-label={`Done ${line.title}`}>
          Done
        </button>
      </div>
    )}
  </li>
);

const Plan = ({ me }: { me: Me }): ReactNode => {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (body: { key: string; state: LineState }) => call("changePlan", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  const done = me.plan.lines.filter(({ state }) => state === "done");
  return (
    <section className="panel" aria-labelledby="plan">
      <h2 id="plan">Today's plan</h2>
      {change.error !== null && <ProblemNotice error={change.error} />}
      {me.plan.lines.length === 0 && <p>Nothing is asked of you today: nothing of yours is off track or due.</p>}
      <ul className="me-list">
        {me.plan.lines
          .filter(({ state }) => state !== "done")
          .map((line) => (
            <Line key={line.key} line={line} change={(state) => change.mutate({ key: line.key, state })} />
          ))}
      </ul>
      {done.length > 0 && (
        <>
          <h3>Done today</h3>
          <ul className="me-list">
            {done.map((line) => (
              <Line key={line.key} line={line} change={(state) => change.mutate({ key: line.key, state })} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

const Mine = ({ me }: { me: Me }): ReactNode => {
  const client = useQueryClient();
  const look = useMutation({
    mutationFn: () => call("looked", {}),
    onSuccess: () => client.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  const changed = me.kpis.filter((kpi) => kpi.changed).length;
  return (
    <section className="panel" aria-labelledby="mine">
      <h2 id="mine">My KPIs</h2>
      {me.kpis.length === 0 && <p>No KPI is yours.</p>}
      {changed > 0 && (
        <p>
          {changed} changed since you last looked.{" "}
          <button type="button" className="button" disabled={look.isPending} onClick={() => look.mutate()}>
            Seen
          </button>
        </p>
      )}
      <ul className="me-list">
        {me.kpis.map(({ id, label, level, status, sentence, changed: isNew }) => (
          <li key={id}>
            <StatusPill status={status} />{" "}
            <Link to="/kpis/:id" params={{ id }}>
              {label}
            </Link>
            {isNew && " · changed"}
            <p className="page-line">
              {sentence}
              {level === "person" && " Only you see this."}
            </p>
          </li>
        ))}
      </ul>
      {me.overdue.length > 0 && (
        <>
          <h3>Overdue</h3>
          <ul className="me-list">
            {me.overdue.map(({ id, title, kpi, due }) => (
              <li key={id}>
                <Link to="/kpis/:id" params={{ id: kpi }}>
                  {title}
                </Link>
                , was due {due}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

/** One person's day: what to do, habits, their KPIs and what changed. */
export const TodayPage = (): ReactNode => {
  const { data, error, refetch } = useQuery(meQuery);
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Today" />
          <p className="page-line">What moves your KPIs most, with the reason. Yours alone.</p>
        </div>
      </div>
      {data === undefined && error === null && <Bones label="Loading your day" />}
      {error !== null && <ProblemNotice error={error} retry={() => void refetch()} />}
      {data !== undefined && (
        <div className="me">
          <Plan me={data} />
          <Habits habits={data.habits} kpis={data.kpis} />
          <Mine me={data} />
        </div>
      )}
    </>
  );
};
