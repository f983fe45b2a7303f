import type { ObjectiveAnswer } from "@sextant/model/api/answers/objectives";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { objectiveQuery } from "../../data/objectives.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { StatusPill } from "../../parts/StatusPill.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { Field } from "../../ui/Field.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { KeyResult } from "./KeyResult.tsx";
import { dayWords } from "./words.ts";
import "./objectives.css";

/** One objective: its key results over time, what people said of them, and what was learned. */
export const ObjectivePage = ({ id }: { id: string }): ReactNode => {
  const { data, error, refetch } = useQuery(objectiveQuery(id));
  if (data !== undefined) return <Found answer={data} />;
  return (
    <>
      <PageHeading title="Objective" />
      {error !== null ? (
        <ProblemNotice error={error} retry={() => void refetch()} />
      ) : (
        <Bones label="Loading the objective" rows={6} />
      )}
    </>
  );
};

const Found = ({ answer }: { answer: ObjectiveAnswer }): ReactNode => {
  const { objective, parent, children } = answer;
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title={objective.label} />
          <p className="page-line">
            {[objective.orgUnit?.label, objective.owner?.label, objective.cycle.label, objective.commitment]
              .filter((part) => part !== undefined)
              .join(" · ")}
          </p>
        </div>
        <StatusPill status={objective.status} />
      </div>
      <p>{objective.sentence}</p>
      {objective.description !== null && <p>{objective.description}</p>}
      {parent !== null && (
        <p>
          Aligned to{" "}
          <Link to="/objectives/:id" params={{ id: parent.id }}>
            {parent.label}
          </Link>
        </p>
      )}
      {children.length > 0 && (
        <p>
          Carried by{" "}
          {children.map(({ id, label }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link to="/objectives/:id" params={{ id }}>
                {label}
              </Link>
            </span>
          ))}
        </p>
      )}
      {objective.keyResults.map((result) => (
        <KeyResult key={result.id} answer={answer} result={result} />
      ))}
      {objective.grade !== null && <LookingBack answer={answer} />}
    </>
  );
};

const LookingBack = ({ answer }: { answer: ObjectiveAnswer }): ReactNode => {
  const client = useQueryClient();
  const [text, setText] = useState("");
  const { objective, retrospectives } = answer;
  const send = useMutation({
    mutationFn: () => call("lookBack", { params: { id: objective.id }, body: { text } }),
    onSuccess: async () => {
      setText("");
      await client.invalidateQueries({ queryKey: ["objective", objective.id] });
    },
  });
  return (
    <section className="objective-result" aria-labelledby="looking-back">
      <h2 id="looking-back">Looking back</h2>
      <p className="number">
        Computed grade {objective.grade?.grade.toFixed(2)}: {objective.grade?.success === true ? "reached" : "missed"}.
      </p>
      <ul className="objective-notes">
        {retrospectives.map((one) => (
          <li key={one.id}>
            {dayWords(one.createdAt)}: {one.author.name}
            {one.grade !== null && `, ${one.grade.toFixed(2)}`}. {one.text}
          </li>
        ))}
      </ul>
      <form
        className="objective-check-in"
        aria-label="Look back"
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <Field label="What was learned" required value={text} onChange={({ target }) => setText(target.value)} />
        <button type="submit" className="button" disabled={send.isPending}>
          Write it down
        </button>
        {send.error !== null && <ProblemNotice error={send.error} />}
      </form>
    </section>
  );
};
