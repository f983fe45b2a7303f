import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Field } from "../../ui/Field.tsx";

/** Takes a KPI off the dashboards in one act; definition, history and remarks stay. */
export const DemoteLine = ({ id }: { id: string }): ReactNode => {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const demote = useMutation({
    mutationFn: () => call("demote", { params: { id }, body: { reason } }),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        demote.mutate();
      }}
    >
      <Field label="Why it need not be a KPI" value={reason} onChange={({ target }) => setReason(target.value)} />
      <button type="submit" className="button quiet" disabled={reason.trim() === "" || demote.isPending}>
        Make it a metric again
      </button>
      {demote.error !== null && <ProblemNotice error={demote.error} />}
    </form>
  );
};
