import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { tokensQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Choice, Field } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";

const tokenRoles = [
  { value: "viewer", label: "Viewer: reads" },
  { value: "editor", label: "Editor: reads, lands rows, proposes definitions" },
] as const;

/** A form that issues a token and shows its secret this once. */
export const NewToken = (): ReactNode => {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [role, setRole] = useState<"viewer" | "editor">("viewer");
  const issue = useMutation({
    mutationFn: () => call("createToken", { body: { name, role } }),
    onSuccess: async () => {
      setName("");
      await client.invalidateQueries({ queryKey: tokensQuery.queryKey });
    },
  });
  return (
    <form
      className="form panel"
      aria-label="New token"
      onSubmit={(event) => {
        event.preventDefault();
        issue.mutate();
      }}
    >
      <h3>New token</h3>
      {issue.error !== null && <ProblemNotice error={issue.error} />}
      {issue.data !== undefined && (
        <div role="status">
          <Notice tone="good" title="Copy the secret now" hint="It is not kept and will not be shown again.">
            <code className="secret">{issue.data.secret}</code>
          </Notice>
        </div>
      )}
      <Field
        label="What it is for"
        required
        autoComplete="off"
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Choice label="Role" value={role} options={tokenRoles} onChange={(next) => next !== undefined && setRole(next)} />
      <button type="submit" className="button primary" disabled={issue.isPending}>
        Issue token
      </button>
    </form>
  );
};
