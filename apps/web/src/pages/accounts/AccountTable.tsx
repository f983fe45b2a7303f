import type { Account } from "@sextant/model/api/answers/session";
import type { RouteInput } from "@sextant/model/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../data/client.ts";
import { accountsQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Choice } from "../../ui/Field.tsx";
import { roleChoices } from "./roleChoices.ts";

interface AccountTableProps {
  accounts: readonly Account[];
  /** Id of who is looking: nobody locks themselves out. */
  self: string | undefined;
}

/** Everybody with an account: role and whether it is open can be changed, except one's own. */
export const AccountTable = ({ accounts, self }: AccountTableProps): ReactNode => {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: ({ id, body }: { id: string; body: RouteInput<"changeAccount">["body"] }) =>
      call("changeAccount", { params: { id }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: accountsQuery.queryKey }),
  });
  return (
    <>
      {change.error !== null && <ProblemNotice error={change.error} />}
      {accounts.length === 0 && <p className="page-line">Nobody has an account yet.</p>}
      <ul className="account-list">
        {accounts.map(({ id, name, email, role, disabled }) => (
          <li key={id} data-off={disabled ? "" : undefined}>
            <div className="account-who">
              <strong>{name}</strong>
              <span>{email}</span>
            </div>
            {id === self ? (
              <span className="account-self">{role}, that is you</span>
            ) : (
              <>
                <Choice
                  label={`Role of ${name}`}
                  value={role}
                  options={roleChoices}
                  onChange={(next) => change.mutate({ id, body: { role: next } })}
                />
                <button
                  type="button"
                  className="button"
                  onClick={() => change.mutate({ id, body: { disabled: !disabled } })}
                >
                  {disabled ? "Enable" : "Disable"}
                  <span className="visually-hidden"> {name}</span>
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
};
