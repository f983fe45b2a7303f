import type { Tile } from "@sextant/model/api/answers/tile";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { mayDefine } from "../../data/changes.ts";
import { call } from "../../data/client.ts";
import { sessionQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Notice } from "../../ui/Notice.tsx";

/** Why the numbers of a KPI may not mean what was approved; what changed upstream can be approved here, the rest has to be mended. */
export const DriftNotice = ({ tile: { id, drift } }: { tile: Tile }): ReactNode => {
  const client = useQueryClient();
  const session = useQuery(sessionQuery);
  const approve = useMutation({
    mutationFn: () => call("acknowledgeDrift", { body: { ids: [id] } }),
    onSuccess: () => client.invalidateQueries(),
  });
  if (drift.length === 0) return null;
  const mayApprove = mayDefine(session.data) && drift.some(({ reason }) => reason === "upstream");
  return (
    <div className="kpi-drift">
      <Notice
        title="Drifted: an input changed under this KPI"
        hint={mayApprove ? "Approve it when its target and thresholds still fit." : undefined}
        action={
          mayApprove && (
            <button type="button" className="button" disabled={approve.isPending} onClick={() => approve.mutate()}>
              Approve as it is now
            </button>
          )
        }
      >
        {drift.map(({ sentence }) => sentence).join(" ")}
      </Notice>
      {approve.error !== null && <ProblemNotice error={approve.error} />}
    </div>
  );
};
