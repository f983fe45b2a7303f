import type { Proposal } from "@sextant/model/api/answers/edits";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { mayDefine } from "../../data/changes.ts";
import { call } from "../../data/client.ts";
import { proposalQuery, proposalsQuery } from "../../data/governance.ts";
import { sessionQuery, workspaceQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { dateTimeIn } from "../../ui/instant.ts";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import "./proposals.css";

/** Changes somebody, or an agent, proposed; people decide. */
export const ProposalsPage = (): ReactNode => {
  const [which, setWhich] = useState<"open" | "all">("open");
  const { data, error, refetch } = useQuery(proposalsQuery(which === "all"));
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Proposals" />
          <p className="page-line">Agents and tokens propose, people approve.</p>
        </div>
        <Segmented
          label="Which"
          options={[
            { value: "open", label: "Open" },
            { value: "all", label: "All" },
          ]}
          value={which}
          onChange={setWhich}
        />
      </div>
      {data === undefined && error === null && <Bones label="Loading the proposals" rows={3} />}
      {error !== null && <ProblemNotice error={error} retry={() => void refetch()} />}
      {data?.proposals.length === 0 && (
        <Notice title="Nothing is proposed" hint="Edit a definition in the dictionary and choose Propose." />
      )}
      <ul className="proposals">
        {data?.proposals.map((proposal) => (
          <ProposalCard key={proposal.id} proposal={proposal} />
        ))}
      </ul>
    </>
  );
};

const ProposalCard = ({ proposal }: { proposal: Proposal }): ReactNode => {
  const { title, reason, state, by, decided, edits } = proposal;
  const timeZone = useQuery(workspaceQuery).data?.timeZone ?? "UTC";
  return (
    <li className="proposal">
      <h2>{title}</h2>
      <p className="proposal-soft">
        {by.kind === "token" ? `The agent ${by.name}` : by.name}, {dateTimeIn(by.at, timeZone)} · {state}
        {decided !== null && ` by ${decided.name}${decided.note === "" ? "" : `: ${decided.note}`}`} ·{" "}
        {edits.map(({ type, id }) => `${type} ${id}`).join(", ")}
      </p>
      {reason !== "" && <p>{reason}</p>}
      {state === "open" && <Decision id={proposal.id} />}
    </li>
  );
};

const Decision = ({ id }: { id: string }): ReactNode => {
  const client = useQueryClient();
  const session = useQuery(sessionQuery).data;
  const { data, error } = useQuery(proposalQuery(id));
  const decide = useMutation({
    mutationFn: (decision: "apply" | "reject" | "withdraw") =>
      call("decideProposal", { params: { id }, body: { decision } }),
    onSettled: () => client.invalidateQueries(),
  });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <p role="status">Computing what it changes …</p>;
  const flips = data.effect?.kpis.filter((one) => one.flips).length ?? 0;
  const moved = data.effect?.series.reduce((sum, one) => sum + one.moved, 0) ?? 0;
  return (
    <>
      <ul className="proposal-fields">
        {data.changes.flatMap((change) =>
          change.fields.map(({ path, before, after }) => (
            <li key={`${change.type} ${change.id} ${path}`}>
              <code>
                {change.id}.{path}
              </code>{" "}
              {before !== null && <del>{before}</del>} {after !== null && <ins>{after}</ins>}
            </li>
          )),
        )}
      </ul>
      {data.effect !== null && (
        <p>
          Past values that move: {moved}; statuses that flip: {flips}.
        </p>
      )}
      {data.stale.length > 0 && (
        <p className="proposal-stale">
          Changed since it was proposed: {data.stale.map((one) => `${one.type} ${one.id}`).join(", ")}. It has to be
          proposed again from what is there now.
        </p>
      )}
      <div className="proposal-buttons">
        {mayDefine(session) && (
          <>
            <button
              type="button"
              className="button primary"
              disabled={decide.isPending || data.stale.length > 0}
              onClick={() => decide.mutate("apply")}
            >
              Approve and apply
            </button>
            <button
              type="button"
              className="button"
              disabled={decide.isPending}
              onClick={() => decide.mutate("reject")}
            >
              Reject
            </button>
          </>
        )}
        {session?.person?.id === data.by.id && (
          <button type="button" className="button quiet" onClick={() => decide.mutate("withdraw")}>
            Withdraw
          </button>
        )}
      </div>
      {decide.error !== null && <ProblemNotice error={decide.error} />}
    </>
  );
};
