import type { RouteAnswer } from "@sextant/model/api/client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../data/client.ts";
import { habitQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { streakWords } from "./Habits.tsx";
import "./me.css";

type Page = RouteAnswer<"habit">;

const Bar = ({ period: { periodKey, value, due, done } }: { period: Page["adherence"][number] }): ReactNode => (
  <tr>
    <th scope="row">{periodKey}</th>
    <td>{value === null ? "not due" : `${Math.round(value * 100)} %`}</td>
    <td>
      {done} of {due}
    </td>
    <td className="me-bar">
      <meter min={0} max={1} value={value ?? 0} aria-label={`Adherence in ${periodKey}`} />
    </td>
  </tr>
);

const Adherence = ({ adherence }: Pick<Page, "adherence">): ReactNode =>
  adherence.length === 0 ? (
    <p>The first period is not over yet.</p>
  ) : (
    <table className="me-adherence">
      <thead>
        <tr>
          <th scope="col">Period</th>
          <th scope="col">Adherence</th>
          <th scope="col">Done</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        {adherence.toReversed().map((period) => (
          <Bar key={period.periodKey} period={period} />
        ))}
      </tbody>
    </table>
  );

const Shown = ({ page: { habit, adherence, lead } }: { page: Page }): ReactNode => {
  const client = useQueryClient();
  const isPaused = habit.pauses.some(({ to }) => to === undefined);
  const pauses = isPaused
    ? habit.pauses.map((pause) => (pause.to === undefined ? { ...pause, to: habit.today } : pause))
    : [...habit.pauses, { from: habit.today }];
  const pause = useMutation({
    mutationFn: () => call("changeHabit", { params: { id: habit.id }, body: { pauses } }),
    onSuccess: () => client.invalidateQueries({ queryKey: habitQuery(habit.id).queryKey }),
  });
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title={habit.title} />
          <p className="page-line">
            {habit.cue} · {streakWords(habit)}, longest {habit.streak.longest}
          </p>
        </div>
        <button type="button" className="button" disabled={pause.isPending} onClick={() => pause.mutate()}>
          {isPaused ? "Go on" : "Pause"}
        </button>
      </div>
      {pause.error !== null && <ProblemNotice error={pause.error} />}
      <div className="me">
        {habit.kpi !== undefined && lead !== null && (
          <section className="panel" aria-labelledby="lead">
            <h2 id="lead">Does it lead {habit.kpiLabel}?</h2>
            <p>{lead.sentence}</p>
            <Link to="/kpis/:id" params={{ id: habit.kpi }}>
              See {habit.kpiLabel}
            </Link>
          </section>
        )}
        <section className="panel" aria-labelledby="adherence">
          <h2 id="adherence">Adherence</h2>
          <Adherence adherence={adherence} />
        </section>
      </div>
    </>
  );
};

/** One habit: streak, adherence by period, and whether it leads its KPI. */
export const HabitPage = ({ id }: { id: string }): ReactNode => {
  const { data, error, refetch } = useQuery(habitQuery(id));
  if (data !== undefined) return <Shown page={data} />;
  return error === null ? (
    <Bones label="Loading the habit" />
  ) : (
    <ProblemNotice error={error} retry={() => void refetch()} />
  );
};
