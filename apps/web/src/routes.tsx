import type { QueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { dashboardQuery, findingsQuery, kpiQuery, reviewQuery } from "./data/queries.ts";
import { DashboardPage } from "./pages/dashboard/DashboardPage.tsx";
import { readGrain } from "./pages/dashboard/grain.ts";
import { HomePage } from "./pages/dashboard/HomePage.tsx";
import { readLogSearch } from "./pages/decisions/lookup.ts";
import { readDictionarySearch } from "./pages/dictionary/search.ts";
import { readKpiSearch } from "./pages/kpi/search.ts";
import { readLibrarySearch } from "./pages/library/words.ts";
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
const Alerts = part(async () => (await import("./pages/alerts/AlertsPage.tsx")).AlertsPage);
const Alert = part(async () => (await import("./pages/alerts/AlertPage.tsx")).AlertPage);
const NewRule = part(async () => (await import("./pages/alerts/NewRulePage.tsx")).NewRulePage);
const Attention = part(async () => (await import("./pages/attention/AttentionPage.tsx")).AttentionPage);
const Definition = part(async () => (await import("./pages/definition/DefinitionPage.tsx")).DefinitionPage);
const Objectives = part(async () => (await import("./pages/objectives/ObjectivesPage.tsx")).ObjectivesPage);
const Objective = part(async () => (await import("./pages/objectives/ObjectivePage.tsx")).ObjectivePage);
const Cascade = part(async () => (await import("./pages/cascade/CascadePage.tsx")).CascadePage);
const Organisation = part(async () => (await import("./pages/organisation/OrganisationPage.tsx")).OrganisationPage);
const Gate = part(async () => (await import("./pages/gate/GatePage.tsx")).GatePage);
const Proposals = part(async () => (await import("./pages/proposals/ProposalsPage.tsx")).ProposalsPage);
const Findings = part(async () => (await import("./pages/findings/FindingsPage.tsx")).FindingsPage);
const Library = part(async () => (await import("./pages/library/LibraryPage.tsx")).LibraryPage);
const LibraryEntry = part(async () => (await import("./pages/library/EntryPage.tsx")).EntryPage);
const Vanity = part(async () => (await import("./pages/vanity/VanityPage.tsx")).VanityPage);
const Changes = part(async () => (await import("./pages/changes/ChangesPage.tsx")).ChangesPage);
const Decisions = part(async () => (await import("./pages/decisions/DecisionsPage.tsx")).DecisionsPage);
const Reviews = part(async () => (await import("./pages/reviews/ReviewsPage.tsx")).ReviewsPage);
const Review = part(async () => (await import("./pages/reviews/ReviewPage.tsx")).ReviewPage);
const Today = part(async () => (await import("./pages/me/TodayPage.tsx")).TodayPage);
const Habit = part(async () => (await import("./pages/me/HabitPage.tsx")).HabitPage);
const CheckIn = part(async () => (await import("./pages/me/CheckInPage.tsx")).CheckInPage);
const Accounts = part(async () => (await import("./pages/accounts/AccountsPage.tsx")).AccountsPage);
const Sources = part(async () => (await import("./pages/sources/SourcesPage.tsx")).SourcesPage);
const Source = part(async () => (await import("./pages/sources/SourcePage.tsx")).SourcePage);
const NewData = part(async () => (await import("./pages/own-data/NewDataPage.tsx")).NewDataPage);
const Entries = part(async () => (await import("./pages/entries/EntriesPage.tsx")).EntriesPage);

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
      prepare: Dictionary.prepare,
    },
    "/dictionary/:id": {
      show: ({ params, search }) => <Definition.Component id={params.id} type={search.type} />,
      prepare: Definition.prepare,
    },
    "/objectives": { show: () => <Objectives.Component />, prepare: Objectives.prepare },
    "/objectives/:id": { show: ({ params }) => <Objective.Component id={params.id} />, prepare: Objective.prepare },
    "/cascade": { show: () => <Cascade.Component />, prepare: Cascade.prepare },
    "/organisation": { show: () => <Organisation.Component />, prepare: Organisation.prepare },
    "/gate/:id": { show: ({ params }) => <Gate.Component metric={params.id} />, prepare: Gate.prepare },
    "/proposals": { show: () => <Proposals.Component />, prepare: Proposals.prepare },
    "/findings": {
      show: () => <Findings.Component />,
      prepare: () => {
        Findings.prepare();
        void client.prefetchQuery(findingsQuery);
      },
    },
    "/attention": { show: () => <Attention.Component />, prepare: Attention.prepare },
    "/alerts": { show: () => <Alerts.Component />, prepare: Alerts.prepare },
    "/alerts/new": { show: ({ search }) => <NewRule.Component kpi={search.kpi} />, prepare: NewRule.prepare },
    "/alerts/:id": { show: ({ params }) => <Alert.Component id={params.id} />, prepare: Alert.prepare },
    "/library": {
      show: ({ search }) => <Library.Component search={readLibrarySearch(search)} />,
      prepare: Library.prepare,
    },
    "/library/:id": { show: ({ params }) => <LibraryEntry.Component id={params.id} />, prepare: LibraryEntry.prepare },
    "/vanity": { show: () => <Vanity.Component />, prepare: Vanity.prepare },
    "/changes": { show: () => <Changes.Component />, prepare: Changes.prepare },
    "/decisions": {
      show: ({ search }) => <Decisions.Component search={readLogSearch(search)} />,
      prepare: Decisions.prepare,
    },
    "/sources": { show: () => <Sources.Component />, prepare: Sources.prepare },
    "/sources/:id": { show: ({ params }) => <Source.Component id={params.id} />, prepare: Source.prepare },
    "/data/new": { show: () => <NewData.Component />, prepare: NewData.prepare },
    "/reviews": { show: () => <Reviews.Component />, prepare: Reviews.prepare },
    "/reviews/:id": {
      show: ({ params }) => <Review.Component id={params.id} />,
      prepare: ({ params }) => {
        Review.prepare();
        void client.prefetchQuery(reviewQuery(params.id));
      },
    },
    "/me": { show: () => <Today.Component />, prepare: Today.prepare },
    "/habits/:id": { show: ({ params }) => <Habit.Component id={params.id} />, prepare: Habit.prepare },
    "/check-in": { show: ({ search }) => <CheckIn.Component secret={search.secret} />, prepare: CheckIn.prepare },
    "/entries": { show: () => <Entries.Component />, prepare: Entries.prepare },
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
