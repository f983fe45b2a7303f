import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../data/client.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { useSourceChange } from "./useSourceChange.ts";

/** Test the connection, pull now, cut off. */
export const SourceActs = ({ id, isRunning }: { id: string; isRunning: boolean }): ReactNode => {
  const onSettled = useSourceChange(id);
  const test = useMutation({ mutationFn: () => call("testSource", { params: { id } }) });
  const run = useMutation({ mutationFn: () => call("runSource", { params: { id }, body: {} }), onSettled });
  const cancel = useMutation({ mutationFn: () => call("cancelSource", { params: { id } }), onSettled });
  const error = run.error ?? cancel.error ?? test.error;
  return (
    <div className="source-acts">
      <button
        type="button"
        className="button primary"
        disabled={isRunning || run.isPending}
        onClick={() => run.mutate()}
      >
        Run now
      </button>
      <button type="button" className="button" disabled={test.isPending} onClick={() => test.mutate()}>
        Test connection
      </button>
      <button
        type="button"
        className="button"
        disabled={!isRunning || cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        Cancel
      </button>
      <p role="status" className="page-line">
        {test.isPending && "Connecting …"}
        {test.data !== undefined && !test.isPending && `It answers: ${test.data.answer} (${test.data.milliseconds} ms)`}
      </p>
      {error !== null && <ProblemNotice error={error} />}
    </div>
  );
};
