import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { mayDefine } from "../../data/changes.ts";
import { call } from "../../data/client.ts";
import { type DefinitionKind, definitionQuery } from "../../data/governance.ts";
import { sessionQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { DemoteLine } from "./DemoteLine.tsx";

/** Who stands behind the meaning in force, and standing behind it oneself; what is approved is the meaning one looks at. */
export const ApprovalCard = ({ type, id }: { type: DefinitionKind; id: string }): ReactNode => {
  const client = useQueryClient();
  const session = useQuery(sessionQuery).data;
  const { data } = useQuery(definitionQuery(type, id));
  const approve = useMutation({
    mutationFn: (hash: string) => call("approve", { body: { definitions: [{ type, id, hash }] } }),
    onSettled: () => client.invalidateQueries(),
  });
  if (data === undefined) return null;
  const author = data.history[0]?.by;
  const mine = data.approvals.some((one) => one.id === session?.person?.id);
  return (
    <section className="definition-card" aria-labelledby="definition-approval">
      <h2 id="definition-approval">Approval</h2>
      <p>
        Version {data.version} is <strong>{data.state}</strong>: made by {author?.name ?? "nobody known"}
        {data.approvals.length > 0 && `, approved by ${data.approvals.map(({ name }) => name).join(", ")}`}.{" "}
        {data.needed > 1 && `${data.needed} people must stand behind a meaning here.`}
      </p>
      {mayDefine(session) && !mine && (
        <button type="button" className="button" disabled={approve.isPending} onClick={() => approve.mutate(data.hash)}>
          Approve what it means now
        </button>
      )}
      {approve.error !== null && <ProblemNotice error={approve.error} />}
      {type === "kpi" && mayDefine(session) && data.state !== "archived" && <DemoteLine id={id} />}
    </section>
  );
};
