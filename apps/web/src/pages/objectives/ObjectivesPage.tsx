import type { ObjectivesAnswer, ObjectiveView } from "@sextant/model/api/answers/objectives";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { objectivesQuery } from "../../data/objectives.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { StatusPill } from "../../parts/StatusPill.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { Choice } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { Progress } from "./Progress.tsx";
import { shareWords } from "./words.ts";
import "./objectives.css";

/** Objectives by alignment, each with what the data says of it (P3). */
export const ObjectivesPage = (): ReactNode => {
  const [cycle, setCycle] = useState<string>();
  const { data, error, refetch } = useQuery(objectivesQuery(cycle));
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Objectives" />
          <p className="page-line">Where we want to go, and how far the KPIs say we are.</p>
        </div>
        {data !== undefined && data.cycles.length > 1 && (
          <Choice
            label="Cycle"
            any="All"
            value={cycle ?? ""}
            options={data.cycles.map((value) => ({ value, label: value }))}
            onChange={setCycle}
          />
        )}
      </div>
      {data !== undefined ? (
        <Found answer={data} />
      ) : error !== null ? (
        <ProblemNotice error={error} retry={() => void refetch()} />
      ) : (
        <Bones label="Loading the objectives" rows={6} />
      )}
    </>
  );
};

const Found = ({ answer }: { answer: ObjectivesAnswer }): ReactNode => {
  const { objectives, northStar } = answer;
  const known = new Set(objectives.map(({ id }) => id));
  const roots = objectives.filter(({ parent }) => parent === null || !known.has(parent));
  return (
    <>
      {northStar !== null && (
        <p className="north-star">
          <span>North Star</span>{" "}
          <Link to="/kpis/:id" params={{ id: northStar.kpi.id }}>
            {northStar.kpi.label}
          </Link>
          {northStar.inputs.length > 0 && " moved by "}
          {northStar.inputs.map(({ id, label }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link to="/kpis/:id" params={{ id }}>
                {label}
              </Link>
            </span>
          ))}
        </p>
      )}
      {objectives.length === 0 ? (
        <Notice
          title="There are no objectives yet"
          hint="Write a section objectives: in the YAML files, or read an export with sextant objectives --import okrs.csv."
        />
      ) : (
        <Level objectives={objectives} here={roots} />
      )}
    </>
  );
};

interface LevelProps {
  objectives: readonly ObjectiveView[];
  here: readonly ObjectiveView[];
}

const Level = ({ objectives, here }: LevelProps): ReactNode => (
  <ul className="objective-list">
    {here.map((one) => {
      const below = objectives.filter(({ parent }) => parent === one.id);
      return (
        <li key={one.id}>
          <Card one={one} />
          {below.length > 0 && <Level objectives={objectives} here={below} />}
        </li>
      );
    })}
  </ul>
);

const Card = ({ one }: { one: ObjectiveView }): ReactNode => (
  <article className="objective-card" aria-label={one.label}>
    <div>
      <h2>
        <Link to="/objectives/:id" params={{ id: one.id }}>
          {one.label}
        </Link>
      </h2>
      <p className="objective-soft">
        {[one.orgUnit?.label, one.owner?.label ?? "Nobody answers for it", one.cycle.label, one.commitment]
          .filter((part) => part !== undefined)
          .join(" · ")}
      </p>
      <p>{one.sentence}</p>
    </div>
    <div className="objective-state">
      <StatusPill status={one.status} />
      <Progress progress={one.progress} expected={one.expected} />
      <span className="objective-soft">
        {one.grade === null
          ? `Confidence ${shareWords(one.confidence)}`
          : `Grade ${one.grade.grade.toFixed(2)}, ${one.grade.success ? "reached" : "missed"}`}
      </span>
    </div>
  </article>
);
