import type { RouteAnswer } from "@sextant/model/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { meQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { HabitForm } from "./HabitForm.tsx";

type Me = RouteAnswer<"me">;
type Habit = Me["habits"][number];

/** A streak in words; a streak of none is not said. */
export const streakWords = ({ streak: { length, unit, graceLeft } }: Habit): string => {
  if (length === 0) return "No streak yet";
  const what = length === 1 ? unit.slice(0, -1) : unit;
  return `${length} ${what} in a row${graceLeft === 0 ? "" : `, ${graceLeft} of grace left`}`;
};

const Row = ({ habit }: { habit: Habit }): ReactNode => {
  const client = useQueryClient();
  const check = useMutation({
    mutationFn: (done: boolean) => call("checkIn", { params: { id: habit.id }, body: { done } }),
    onSuccess: () => client.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  return (
    <li className="me-line">
      <div>
        <Link to="/habits/:id" params={{ id: habit.id }}>
          {habit.title}
        </Link>
        <p className="page-line">
          {habit.cue} · {streakWords(habit)}
          {!habit.due && !habit.done && " · not due today"}
        </p>
        {check.error !== null && <ProblemNotice error={check.error} />}
      </div>
      <button
        type="button"
        className="button me-tap"
        aria-pressed={habit.done}
        aria-label={`${habit.title} done today`}
        disabled={check.isPending}
        onClick={() => check.mutate(!habit.done)}
      >
        {habit.done ? "Done ✓" : "Do it"}
      </button>
    </li>
  );
};

/** Habits with one tap each, and a form for another. */
export const Habits = ({ habits, kpis }: Pick<Me, "habits" | "kpis">): ReactNode => {
  const [adding, setAdding] = useState(false);
  return (
    <section className="panel" aria-labelledby="habits">
      <h2 id="habits">Habits</h2>
      {habits.length === 0 && <p>No habit yet. A small act, its cue, and the KPI you believe it leads.</p>}
      <ul className="me-list">
        {habits.map((habit) => (
          <Row key={habit.id} habit={habit} />
        ))}
      </ul>
      {adding ? (
        <HabitForm kpis={kpis} close={() => setAdding(false)} />
      ) : (
        <button type="button" className="button" onClick={() => setAdding(true)}>
          New habit
        </button>
      )}
    </section>
  );
};
