import type { RouteAnswer } from "@sextant/model/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../data/client.ts";
import { tokensQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { dateIn } from "../../ui/instant.ts";

interface TokenTableProps {
  tokens: RouteAnswer<"tokens">["tokens"];
}

/** Every token with its role and last use, and the way to revoke it. */
export const TokenTable = ({ tokens }: TokenTableProps): ReactNode => {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: string) => call("revokeToken", { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  if (tokens.length === 0)
    return <p className="page-line">No token yet. Scripts and agents use one to land rows or ask for numbers.</p>;
  return (
    <>
      {revoke.error !== null && <ProblemNotice error={revoke.error} />}
      <ul className="account-list">
        {tokens.map(({ id, name, role, createdAt, lastUsedAt }) => (
          <li key={id}>
            <div className="account-who">
              <strong>{name}</strong>
              <span>
                {role}, issued {dateIn(createdAt, "UTC")},{" "}
                {lastUsedAt === null ? "never used" : `last used ${dateIn(lastUsedAt, "UTC")}`}
              </span>
            </div>
            <button type="button" className="button" disabled={revoke.isPending} onClick={() => revoke.mutate(id)}>
              Revoke<span className="visually-hidden"> {name}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
};
