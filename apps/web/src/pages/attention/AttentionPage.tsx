import type { Inbox, Owed } from "@sextant/model/api/answers/alerts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../data/client.ts";
import { attentionQuery, inboxQuery, workspaceQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { StatusPill } from "../../parts/StatusPill.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { dateTimeIn } from "../../ui/instant.ts";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Link } from "../../ui/router/Link.tsx";
import "./attention.css";

const Row = ({ owed }: { owed: Owed }): ReactNode => (
  <li className="owed">
    <StatusPill status={owed.status} />
    <div>
      <Link to="/kpis/:id" params={{ id: owed.kpi }}>
        {owed.label}
      </Link>
      <p>{owed.sentence}</p>
      <p className="page-line">
        {owed.reasons.join(" · ")}
        {owed.owner !== null && ` · ${owed.owner.label}`}
      </p>
      {owed.alerts[0] !== undefined && (
        <Link to="/alerts/:id" params={{ id: owed.alerts[0] }}>
          See the alert
        </Link>
      )}
    </div>
  </li>
);

const Messages = ({ inbox, timeZone }: { inbox: Inbox; timeZone: string }): ReactNode => {
  const client = useQueryClient();
  const read = useMutation({
    mutationFn: () => call("readInbox", {}),
    onSuccess: () => client.invalidateQueries({ queryKey: inboxQuery.queryKey }),
  });
  return (
    <section className="panel" aria-labelledby="inbox">
      <div className="inbox-head">
        <h2 id="inbox">Inbox: {inbox.unread} unread</h2>
        {inbox.unread > 0 && (
          <button type="button" className="button" disabled={read.isPending} onClick={() => read.mutate()}>
            Mark all as read
          </button>
        )}
      </div>
      <ul className="owed-list">
        {inbox.items.map(({ id, at, title, message, readAt }) => (
          <li key={id} className="inbox-item" data-unread={readAt === null ? "" : undefined}>
            <strong>{title}</strong> <span className="page-line">{dateTimeIn(at, timeZone)}</span>
            {message.lines.map((line) => (
              <p key={`${line.alert} ${line.title}`}>
                <a href={line.path}>{line.title}</a>: {line.sentence}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Everything that is owed an answer, the most owed first, and what one was told. */
export const AttentionPage = (): ReactNode => {
  const { data, error, refetch } = useQuery(attentionQuery);
  const inbox = useQuery(inboxQuery);
  const workspace = useQuery(workspaceQuery);
  return (
    <div className="attention-page">
      <div>
        <PageHeading title="Attention" />
        <p className="page-line">What is owed an answer: by status, by who waits, by what is overdue.</p>
      </div>
      {data === undefined && error === null && <Bones label="Loading what is owed" />}
      {error !== null && <ProblemNotice error={error} retry={() => void refetch()} />}
      {data?.owed.length === 0 && (
        <Notice tone="good" title="Nothing is owed">
          All {data.quiet} KPIs are on track and nobody waits.
        </Notice>
      )}
      {data !== undefined && data.owed.length > 0 && (
        <>
          <ol className="owed-list">
            {data.owed.map((owed) => (
              <Row key={owed.kpi} owed={owed} />
            ))}
          </ol>
          <p className="page-line">{data.quiet === 1 ? "1 KPI is" : `${data.quiet} KPIs are`} owed nothing.</p>
        </>
      )}
      {inbox.data !== undefined && inbox.data.items.length > 0 && (
        <Messages inbox={inbox.data} timeZone={workspace.data?.timeZone ?? "UTC"} />
      )}
    </div>
  );
};
