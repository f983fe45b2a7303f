import type { OwnDataAnswer, OwnDataBody } from "@sextant/model/api/answers/own-data";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { accept, type OwnSource, ownDataQuery } from "../../data/own-data.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { go } from "../../ui/router/history.ts";
import { ColumnsTable } from "./ColumnsTable.tsx";
import { FilePicker } from "./FilePicker.tsx";
import { PreviewTable } from "./PreviewTable.tsx";
import { ProposedKpis } from "./ProposedKpis.tsx";
import { ReadingChoices } from "./ReadingChoices.tsx";
import "./own-data.css";

/** From a file of one's own to a dashboard: what it holds, which KPIs fit with their values, and one button. */
export const NewDataPage = (): ReactNode => {
  const [body, setBody] = useState<OwnDataBody | null>(null);
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Use my own data" />
          <p className="page-line">Nothing is changed before you accept; what you accept is plain YAML.</p>
        </div>
        {body !== null && (
          <button type="button" className="button" onClick={() => setBody(null)}>
            Another file
          </button>
        )}
      </div>
      {body === null ? (
        <FilePicker onPick={(source: OwnSource) => setBody({ source })} />
      ) : (
        <Reading body={body} onChange={(change) => setBody({ ...body, ...change })} />
      )}
    </>
  );
};

interface ReadingProps {
  body: OwnDataBody;
  onChange: (change: Partial<OwnDataBody>) => void;
}

const Reading = ({ body, onChange }: ReadingProps): ReactNode => {
  const { data, error, refetch, isFetching } = useQuery(ownDataQuery(body));
  if (error !== null) return <ProblemNotice error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Bones label="Loading and profiling the file" />;
  return (
    <div className="own" aria-busy={isFetching}>
      <Found answer={data} body={body} onChange={onChange} />
    </div>
  );
};

const Remarks = ({ answer: { profile, findings, clock } }: { answer: OwnDataAnswer }): ReactNode => (
  <ul className="own-remarks">
    {findings.map(({ rule, message, hint }) => (
      <li key={`${rule} ${message}`}>
        {message} {hint}
      </li>
    ))}
    {profile.leftOut.map((sentence) => (
      <li key={sentence}>{sentence}</li>
    ))}
    {clock !== null && <li>{clock}</li>}
  </ul>
);

const Found = ({ answer, body, onChange }: ReadingProps & { answer: OwnDataAnswer }): ReactNode => {
  const client = useQueryClient();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = answer.kpis.filter(({ id }) => !left.has(id)).map(({ id }) => id);
  const take = useMutation({
    mutationFn: () => accept(body, chosen),
    onSuccess: async (dataset) => {
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "own-data" });
      go(`/dashboards/${encodeURIComponent(dataset)}`);
    },
  });
  const toggle = (id: string): void => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  const { profile, problem } = answer;
  return (
    <>
      <p className="page-line">
        {profile.rows.toLocaleString("en")} rows, {profile.columns.length} columns.
      </p>
      <Remarks answer={answer} />
      {problem !== null && (
        <Notice tone="bad" title="It cannot be computed yet" hint={problem.hint ?? undefined}>
          {problem.detail}
        </Notice>
      )}
      {answer.kpis.length > 0 && (
        <section>
          <h2>KPIs that fit</h2>
          <ProposedKpis answer={answer} left={left} onToggle={toggle} />
          {take.error !== null && <ProblemNotice error={take.error} />}
          <button
            type="button"
            className="button primary"
            disabled={take.isPending || chosen.length === 0 || problem !== null}
            onClick={() => take.mutate()}
          >
            {take.isPending ? "Accepting …" : `Accept ${chosen.length} KPIs`}
          </button>
        </section>
      )}
      <section>
        <h2>Columns</h2>
        <ColumnsTable answer={answer} body={body} onChange={onChange} />
        <ReadingChoices answer={answer} body={body} onChange={onChange} />
        <PreviewTable profile={profile} />
      </section>
    </>
  );
};
