import type { DictionaryPage } from "@sextant/model/api/answers/dictionary";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { dictionaryPageQuery } from "../../data/governance.ts";
import { workspaceQuery } from "../../data/queries.ts";
import { DriftMark } from "../../parts/DriftMark.tsx";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { StatusPill } from "../../parts/StatusPill.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { ApprovalCard } from "./ApprovalCard.tsx";
import { EditCard } from "./EditCard.tsx";
import { FactsCard } from "./FactsCard.tsx";
import { HistoryCard } from "./HistoryCard.tsx";
import { RelationsCard } from "./RelationsCard.tsx";
import { RemarksCard } from "./RemarksCard.tsx";
import "./definition.css";

const kindOf = (type: string | undefined): "kpi" | "metric" | undefined =>
  type === "kpi" || type === "metric" ? type : undefined;

/** One definition of the dictionary, under its handle or one it had before. */
export const DefinitionPage = ({ id, type }: { id: string; type?: string | undefined }): ReactNode => {
  const { data, error, refetch } = useQuery(dictionaryPageQuery(id, kindOf(type)));
  if (data !== undefined) return <Loaded page={data} />;
  return (
    <>
      <div className="page-head">
        <PageHeading title="Definition" />
      </div>
      {error !== null ? (
        <ProblemNotice error={error} retry={() => void refetch()} />
      ) : (
        <Bones label="Loading the definition" rows={6} />
      )}
    </>
  );
};

const Loaded = ({ page }: { page: DictionaryPage }): ReactNode => {
  const { entry, objective, askedAs } = page;
  const timeZone = useQuery(workspaceQuery).data?.timeZone ?? "UTC";
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title={entry.label} />
          <p className="page-line">{objective ?? entry.description ?? "Nobody wrote down yet why it matters."}</p>
          <p className="definition-line">
            <code>{entry.id}</code>
            <span>{entry.type === "kpi" ? "KPI" : "Metric"}</span>
            <span>{entry.state}</span>
            {entry.standing !== null && <StatusPill status={entry.standing.status} />}
            {entry.drift.length > 0 && <DriftMark drift={entry.drift} />}
            {entry.type === "kpi" ? (
              <Link to="/kpis/:id" params={{ id: entry.id }}>
                Its numbers
              </Link>
            ) : (
              <Link to="/gate/:id" params={{ id: entry.id }}>
                Make this a KPI
              </Link>
            )}
          </p>
        </div>
      </div>
      {askedAs !== null && (
        <p className="definition-renamed" role="status">
          What was called <code>{askedAs}</code> is now called <code>{entry.id}</code>.
        </p>
      )}
      <div className="definition-cards">
        <FactsCard page={page} timeZone={timeZone} />
        <div className="definition-column">
          <RelationsCard page={page} />
          <ApprovalCard type={entry.type} id={entry.id} />
        </div>
        <EditCard type={entry.type} id={entry.id} />
        <HistoryCard page={page} timeZone={timeZone} />
        <RemarksCard type={entry.type} id={entry.id} timeZone={timeZone} />
      </div>
    </>
  );
};
