import type { FolderChanges } from "@sextant/model/api/answers/definitions";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../data/client.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";

/** Applies exactly the files that were looked at; what they say is then in force, and every answer is asked for again. */
export const ApplyButton = ({ files }: Pick<FolderChanges, "files">): ReactNode => {
  const client = useQueryClient();
  const apply = useMutation({
    mutationFn: () => call("applyDefinitions", { body: { files } }),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <div className="changes-apply">
      <button type="button" className="button primary" disabled={apply.isPending} onClick={() => apply.mutate()}>
        {apply.isPending ? "Applying …" : "Apply"}
      </button>
      {apply.error !== null && <ProblemNotice error={apply.error} />}
    </div>
  );
};
