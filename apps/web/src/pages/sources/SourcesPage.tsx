import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { workspaceQuery } from "../../data/queries.ts";
import { datasetsQuery, sourcesQuery } from "../../data/sources.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { DatasetRow } from "./DatasetRow.tsx";
import { SourceRow } from "./SourceRow.tsx";
import "./sources.css";

/** Where data comes from, and how fresh it is. */
export const SourcesPage = (): ReactNode => {
  const sources = useQuery(sourcesQuery);
  const datasets = useQuery(datasetsQuery);
  const workspace = useQuery(workspaceQuery);
  const error = sources.error ?? datasets.error ?? workspace.error;
  const retry = (): void => {
    void sources.refetch();
    void datasets.refetch();
    void workspace.refetch();
  };
  const isThere = sources.data !== undefined && datasets.data !== undefined && workspace.data !== undefined;
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Sources" />
          <p className="page-line">Where the data comes from, and whether it is as fresh as was promised.</p>
        </div>
        <Link to="/data/new" className="button">
          Use my own data
        </Link>
      </div>
      {error !== null && <ProblemNotice error={error} retry={retry} />}
      {!isThere && error === null && <Bones label="Loading the sources" rows={4} />}
      {isThere && <Inventory />}
    </>
  );
};

const Inventory = (): ReactNode => {
  const sources = useQuery(sourcesQuery).data;
  const datasets = useQuery(datasetsQuery).data?.datasets ?? [];
  const workspace = useQuery(workspaceQuery).data;
  if (sources === undefined || workspace === undefined) return null;
  const { timeZone } = workspace;
  const pulled = new Set(sources.sources.flatMap((source) => source.datasets));
  const others = datasets.filter(({ id }) => !pulled.has(id));
  return (
    <div className="sources">
      <section aria-labelledby="sources-pulled">
        <h2 id="sources-pulled">Pulled</h2>
        {sources.sources.length === 0 ? (
          <Notice
            title="Nothing is pulled by itself yet"
            hint={
              <>
                Bring a file with <Link to="/data/new">Use my own data</Link>, or write a connection below{" "}
                <code>sources:</code> of the definitions; docs/guide/sources.md says how.
              </>
            }
          />
        ) : (
          <ul className="source-list">
            {sources.sources.map((source) => (
              <SourceRow
                key={source.id}
                source={source}
                dataNow={workspace.now}
                timeZone={timeZone}
                labels={new Map(datasets.map(({ id, label }) => [id, label]))}
              />
            ))}
          </ul>
        )}
      </section>
      {others.length > 0 && (
        <section aria-labelledby="sources-others">
          <h2 id="sources-others">Pushed, entered or read from a file</h2>
          <ul className="source-list">
            {others.map((dataset) => (
              <DatasetRow key={dataset.id} dataset={dataset} now={workspace.now} timeZone={timeZone} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
};
