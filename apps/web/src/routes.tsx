import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { lazy } from "react";
import { dashboardQuery, dictionaryQuery, findingsQuery, kpiQuery } from "./data/queries.ts";
import { DashboardPage } from "./pages/dashboard/DashboardPage.tsx";
import { readGrain } from "./pages/dashboard/grain.ts";
import { HomePage } from "./pages/dashboard/HomePage.tsx";
import { readDictionarySearch } from "./pages/dictionary/search.ts";
import { readKpiSearch } from "./pages/kpi/search.ts";
import { NotFoundPage } from "./pages/shell/NotFoundPage.tsx";
import { Shell } from "./pages/shell/Shell.tsx";
import { FailedPage } from "./parts/FailedPage.tsx";
import { arriving } from "./ui/arriving.ts";
import { Bones } from "./ui/Bones.tsx";
import { announceNavigation } from "./ui/PageHeading.tsx";

const SignInPage = lazy(
  arriving(async () => ({ default: (await import("./pages/access/SignInPage.tsx")).SignInPage })),
);

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: () => <Shell signIn={(needsSetup) => <SignInPage needsSetup={needsSetup} />} />,
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: readGrain,
  component: () => <HomePage grain={home.useSearch().grain} />,
});

const dashboard = createRoute({
  getParentRoute: () => root,
  path: "/dashboards/$id",
  validateSearch: readGrain,
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) => void context.client.prefetchQuery(dashboardQuery(params.id, deps.grain)),
  component: () => <DashboardPage id={dashboard.useParams().id} grain={dashboard.useSearch().grain} />,
});

const kpi = createRoute({
  getParentRoute: () => root,
  path: "/kpis/$id",
  validateSearch: readKpiSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) => void context.client.prefetchQuery(kpiQuery(params.id, deps)),
  component: lazyRouteComponent(
    arriving(() => import("./pages/kpi/KpiPage.tsx")),
    "KpiPage",
  ),
});

const dictionary = createRoute({
  getParentRoute: () => root,
  path: "/dictionary",
  validateSearch: readDictionarySearch,
  loader: ({ context }) => void context.client.prefetchQuery(dictionaryQuery),
  component: lazyRouteComponent(
    arriving(() => import("./pages/dictionary/DictionaryPage.tsx")),
    "DictionaryPage",
  ),
});

const findings = createRoute({
  getParentRoute: () => root,
  path: "/findings",
  loader: ({ context }) => void context.client.prefetchQuery(findingsQuery),
  component: lazyRouteComponent(
    arriving(() => import("./pages/findings/FindingsPage.tsx")),
    "FindingsPage",
  ),
});

const changes = createRoute({
  getParentRoute: () => root,
  path: "/changes",
  component: lazyRouteComponent(
    arriving(() => import("./pages/changes/ChangesPage.tsx")),
    "ChangesPage",
  ),
});

const accounts = createRoute({
  getParentRoute: () => root,
  path: "/accounts",
  component: lazyRouteComponent(
    arriving(() => import("./pages/accounts/AccountsPage.tsx")),
    "AccountsPage",
  ),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  validateSearch: (search: Record<string, unknown>): { token?: string } =>
    typeof search.token === "string" ? { token: search.token } : {},
  component: lazyRouteComponent(
    arriving(() => import("./pages/access/SetupPage.tsx")),
    "SetupPage",
  ),
});

/** The addresses of the product, over the answers kept in `client`. */
export const createAppRouter = (client: QueryClient) => {
  const router = createRouter({
    routeTree: root.addChildren([home, dashboard, kpi, dictionary, findings, changes, accounts, setup]),
    context: { client },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: ({ error }) => (
      <FailedPage title="Something went wrong" error={error} retry={() => location.reload()} />
    ),
    defaultPendingComponent: () => <Bones label="Loading" />,
  });
  router.subscribe("onBeforeNavigate", ({ pathChanged, fromLocation }) => {
    if (pathChanged && fromLocation !== undefined) announceNavigation();
  });
  return router;
};

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
