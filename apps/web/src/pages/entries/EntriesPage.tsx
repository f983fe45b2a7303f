import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { entriesDueQuery, sessionQuery } from "../../data/queries.ts";
import { mayEnter } from "../../parts/entering.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { DueTable } from "./DueTable.tsx";
import { byGrain, overdueSentence } from "./words.ts";
import "./entries.css";

/** Every metric people enter by period, with a form in place for who may enter. */
export const EntriesPage = (): ReactNode => {
  const { data, error, refetch } = useQuery(entriesDueQuery);
  const session = useQuery(sessionQuery).data;
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Entries" />
          <p className="page-line">
            Values people enter.{" "}
            {data !== undefined && data.metrics.length > 0 && <strong>{overdueSentence(data.overdue)}</strong>}
          </p>
        </div>
      </div>
      {data === undefined && error === null && <Bones label="Loading the entries" />}
      {error !== null && <ProblemNotice error={error} retry={() => void refetch()} />}
      {data?.metrics.length === 0 && (
        <Notice
          title="No metric is entered by people"
          hint="Define a metric of kind manual; its periods appear here."
        />
      )}
      {byGrain(data?.metrics ?? []).map(([grain, metrics]) => (
        <DueTable
          key={grain}
          grain={grain}
          metrics={metrics}
          zone={data?.timeZone ?? "UTC"}
          mayEnter={mayEnter(session)}
        />
      ))}
    </>
  );
};
