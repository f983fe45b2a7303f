import type { SourceAnswer } from "@sextant/model/api/answers/source";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { mayAdminister, mayDefine } from "../../data/changes.ts";
import { sessionQuery, workspaceQuery } from "../../data/queries.ts";
import { sourceQuery } from "../../data/sources.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { dateTimeIn } from "../../ui/instant.ts";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Backfill } from "./Backfill.tsx";
import { HealthCard } from "./HealthCard.tsx";
import { RunList } from "./RunList.tsx";
import { SaidMark } from "./SaidMark.tsx";
import { SecretForm } from "./SecretForm.tsx";
import { SourceActs } from "./SourceActs.tsx";
import { rowsOf, stateWords } from "./words.ts";
import "./sources.css";

/** One source: what it does, how healthy its data is, and what can be done with it. */
export const SourcePage = ({ id }: { id: string }): ReactNode => {
  const { data, error, refetch } = useQuery(sourceQuery(id));
  if (data !== undefined) return <Loaded source={data} />;
  return (
    <>
      <div className="page-head">
        <PageHeading title="Source" />
      </div>
      {error !== null ? (
        <ProblemNotice error={error} retry={() => void refetch()} />
      ) : (
        <Bones label="Loading the source" rows={6} />
      )}
    </>
  );
};

const Head = ({ source, timeZone }: { source: SourceAnswer; timeZone: string }): ReactNode => {
  const { id, label, kind, state, description, schedule, nextRun, rows } = source;
  const pulled = nextRun === null ? "Pulled by hand." : `Next run ${dateTimeIn(nextRun, timeZone)}`;
  return (
    <div className="page-head">
      <div>
        <PageHeading title={label} />
        <p className="source-who">
          <code>{id}</code>
          <span className="tag">{kind}</span>
          <SaidMark {...stateWords[state]} />
        </p>
        {description !== null && <p className="page-line">{description}</p>}
        <p className="page-line">
          {rowsOf(rows)}. {pulled}
          {schedule !== null && (
            <>
              {" "}
              (<code>{schedule}</code>).
            </>
          )}
        </p>
      </div>
    </div>
  );
};

const Loaded = ({ source }: { source: SourceAnswer }): ReactNode => {
  const { id, label, problem, secret, backfills, runs, health, now } = source;
  const timeZone = useQuery(workspaceQuery).data?.timeZone ?? "UTC";
  const session = useQuery(sessionQuery).data;
  const may = mayDefine(session);
  return (
    <>
      <Head source={source} timeZone={timeZone} />
      <div className="sources">
        {problem !== null && <Notice tone="bad" title="The last run failed" hint={problem} />}
        {may && <SourceActs id={id} isRunning={source.state === "running"} />}
        <section aria-labelledby="source-health">
          <h2 id="source-health">Health</h2>
          {health.length === 0 && <Notice title="No dataset reads this source yet" />}
          {health.map((one) => (
            <HealthCard key={one.dataset} health={one} timeZone={timeZone} />
          ))}
        </section>
        <section aria-labelledby="source-runs">
          <h2 id="source-runs">Runs</h2>
          <RunList runs={runs} now={now} timeZone={timeZone} of={label} />
        </section>
        {may && backfills.length > 0 && <Backfill id={id} datasets={backfills} />}
        {secret !== null && <SecretForm secret={secret} mayKeep={mayAdminister(session)} />}
      </div>
    </>
  );
};
