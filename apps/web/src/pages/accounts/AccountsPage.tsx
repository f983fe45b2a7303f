import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { accountsQuery, sessionQuery, tokensQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { AccountTable } from "./AccountTable.tsx";
import { NewAccount } from "./NewAccount.tsx";
import { NewToken } from "./NewToken.tsx";
import { TokenTable } from "./TokenTable.tsx";
import "./accounts.css";

/** People and API tokens, for admins. */
export const AccountsPage = (): ReactNode => {
  const accounts = useQuery(accountsQuery);
  const tokens = useQuery(tokensQuery);
  const session = useQuery(sessionQuery);
  const error = accounts.error ?? tokens.error;
  const retry = (): void => {
    void accounts.refetch();
    void tokens.refetch();
  };
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Accounts" />
          <p className="page-line">
            Viewers read; editors also land rows and change definitions; admins do everything.
          </p>
        </div>
      </div>
      {accounts.data === undefined || tokens.data === undefined ? (
        error === null ? (
          <Bones label="Loading the accounts" />
        ) : (
          <ProblemNotice error={error} retry={retry} />
        )
      ) : (
        <div className="accounts">
          <section aria-labelledby="people">
            <h2 id="people">People</h2>
            <AccountTable accounts={accounts.data.accounts} self={session.data?.person?.id} />
            <NewAccount />
          </section>
          <section aria-labelledby="tokens">
            <h2 id="tokens">API tokens</h2>
            <TokenTable tokens={tokens.data.tokens} />
            <NewToken />
          </section>
        </div>
      )}
    </>
  );
};
