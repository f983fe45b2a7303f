import type { QueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { dashboardQuery, dictionaryQuery, findingsQuery, kpiQuery } from "./data/queries.ts";
import { DashboardPage } from "./pages/dashboard/DashboardPage.tsx";
import { readGrain } from "./pages/dashboard/grain.ts";
import { HomePage } from "./pages/dashboard/HomePage.tsx";
import { readLogSearch } from "./pages/decisions/lookup.ts";
import { readDictionarySearch } from "./pages/dictionary/search.ts";
import { readKpiSearch } from "./pages/kpi/search.ts";
import { NotFoundPage } from "./pages/shell/NotFoundPage.tsx";
import { Shell } from "./pages/shell/Shell.tsx";
import { FailedPage } from "./parts/FailedPage.tsx";
import { Bones } from "./ui/Bones.tsx";
import { Outlet } from "./ui/router/Outlet.tsx";
import { definePages } from "./ui/router/pages.ts";
import { part } from "./ui/router/part.ts";

const SignIn = part(async () => (await import("./pages/access/SignInPage.tsx")).SignInPage);
const Setup = part(async () => (await import("./pages/access/SetupPage.tsx")).SetupPage);
const Kpi = part(async () => (await import("./pages/kpi/KpiPage.tsx")).KpiPage);
const Dictionary = part(async () => (await import("./pages/dictionary/DictionaryPage.tsx")).DictionaryPage);
const Findings = part(async () => (await import("./pages/findings/FindingsPage.tsx")).FindingsPage);
const Changes = part(async () => (await import("./pages/changes/ChangesPage.tsx")).ChangesPage);
const Decisions = part(async () => (await import("./pages/decisions/DecisionsPage.tsx")).DecisionsPage);
const Accounts = part(async () => (await import("./pages/accounts/AccountsPage.tsx")).AccountsPage);
const NewData = part(async () => (await import("./pages/own-data/NewDataPage.tsx")).NewDataPage);

/** The addresses of the product, over the answers kept in `client`. */
export const pagesOver = (client: QueryClient) =>
  definePages({
    "/": { show: ({ search }) => <HomePage {...readGrain(search)} /> },
    "/dashboards/:id": {
      show: ({ params, search }) => <DashboardPage id={params.id} {...readGrain(search)} />,
      prepare: ({ params, search }) => void client.prefetchQuery(dashboardQuery(params.id, readGrain(search).grain)),
    },
    "/kpis/:id": {
      show: ({ params, search }) => <Kpi.Component id={params.id} question={readKpiSearch(search)} />,
      prepare: ({ params, search }) => {
        Kpi.prepare();
        void client.prefetchQuery(kpiQuery(params.id, readKpiSearch(search)));
      },
    },
    "/dictionary": {
      show: ({ search }) => <Dictionary.Component search={readDictionarySearch(search)} />,
      prepare: () => {
        Dictionary.prepare();
        void client.prefetchQuery(dictionaryQuery);
      },
    },
    "/findings": {
      show: () => <Findings.Component />,
      prepare: () => {
        Findings.prepare();
        void client.prefetchQuery(findingsQuery);
      },
    },
    "/changes": { show: () => <Changes.Component />, prepare: Changes.prepare },
    "/decisions": {
      show: ({ search }) => <Decisions.Component search={readLogSearch(search)} />,
      prepare: Decisions.prepare,
    },
    "/data/new": { show: () => <NewData.Component />, prepare: NewData.prepare },
    "/accounts": { show: () => <Accounts.Component />, prepare: Accounts.prepare },
    "/setup": { show: ({ search }) => <Setup.Component token={search.token} />, prepare: Setup.prepare },
  });

declare module "./ui/router/address.ts" {
  interface Register {
    addresses: keyof ReturnType<typeof pagesOver>;
  }
}

/** The whole app: the frame, and in it the page of the address. */
export const App = ({ pages }: { pages: ReturnType<typeof pagesOver> }): ReactNode => (
  <Outlet
    pages={pages}
    frame={(page) => <Shell signIn={(needsSetup) => <SignIn.Component needsSetup={needsSetup} />}>{page}</Shell>}
    waiting={<Bones label="Loading" />}
    nowhere={<NotFoundPage />}
    failed={(error) => <FailedPage title="Something went wrong" error={error} retry={() => location.reload()} />}
  />
);
