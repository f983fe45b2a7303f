import type { LibraryMapping } from "@sextant/model/api/answers/library";
import type { RouteAnswer, RouteInput } from "@sextant/model/api/client";
import { ApiProblem } from "@sextant/model/api/client";
import type { Grain } from "@sextant/model/time/grain";
import { keepPreviousData, QueryClient, queryOptions } from "@tanstack/react-query";
import { call, rememberCsrfToken } from "./client.ts";

/** What of a KPI is asked for: grain, span, slices, comparison. */
export type KpiQuestion = NonNullable<RouteInput<"kpi">["query"]>;

/** The feed says when answers change, so an answer is fresh until then; this is the belt to its braces. */
const freshFor = 5 * 60_000;

const isRefused = (error: unknown): boolean => error instanceof ApiProblem && error.body.status < 500;

/** The cache of answers of this page. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: freshFor,
        networkMode: "always",
        retry: (failures, error) => !isRefused(error) && failures < 2,
        retryDelay: (attempt) => 400 * 2 ** attempt,
      },
      mutations: { networkMode: "always" },
    },
  });

/** Who is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }): Promise<RouteAnswer<"session">> => {
    const session = await call("session", {}, signal);
    rememberCsrfToken(session.csrfToken);
    return session;
  },
});

/** The workspace, its clock, its dashboards and the count of findings. */
export const workspaceQuery = queryOptions({
  queryKey: ["workspace"],
  queryFn: ({ signal }) => call("workspace", {}, signal),
});

/** A dashboard in a grain; the dashboard's own when none is given. The last answer stays until the next is there. */
export const dashboardQuery = (id: string, grain?: Grain) =>
  queryOptions({
    queryKey: ["dashboard", id, grain ?? null],
    queryFn: ({ signal }) => call("dashboard", { params: { id }, query: { grain } }, signal),
    placeholderData: (previous, query) => (query?.queryKey[1] === id ? keepPreviousData(previous) : undefined),
  });

/** Everything about one KPI. */
export const kpiQuery = (id: string, question: KpiQuestion = {}) =>
  queryOptions({
    queryKey: ["kpi", id, question],
    queryFn: ({ signal }) => call("kpi", { params: { id }, query: question }, signal),
    placeholderData: (previous, query) => (query?.queryKey[1] === id ? keepPreviousData(previous) : undefined),
  });

/** A KPI by cohort and age. */
export const cohortsQuery = (id: string, grain: Grain) =>
  queryOptions({
    queryKey: ["cohorts", id, grain],
    queryFn: ({ signal }) => call("cohorts", { params: { id }, query: { grain } }, signal),
  });

/** What was entered for a manual metric; asked beside the page of the KPI that shows it. */
export const entriesQuery = (metric: string) =>
  queryOptions({
    queryKey: ["entries", metric],
    queryFn: ({ signal }) => call("entries", { params: { id: metric } }, signal),
  });

/** Every metric people enter by period; its key begins those of the trails, so an entry refreshes all of them. */
export const entriesDueQuery = queryOptions({
  queryKey: ["entries"],
  queryFn: ({ signal }) => call("entriesDue", {}, signal),
});

/** What the dictionary finds; the last answer stays until the next is there. */
export const dictionaryQuery = (query: NonNullable<RouteInput<"dictionary">["query"]>) =>
  queryOptions({
    queryKey: ["dictionary", query],
    queryFn: ({ signal }) => call("dictionary", { query }, signal),
    placeholderData: keepPreviousData,
  });

/** What check and lint found. */
export const findingsQuery = queryOptions({
  queryKey: ["findings"],
  queryFn: ({ signal }) => call("findings", {}, signal),
});

/** Every alert, open ones first. */
export const alertsQuery = queryOptions({
  queryKey: ["alerts"],
  queryFn: ({ signal }) => call("alerts", {}, signal),
});

/** One alert with its evaluations, messages and acts. */
export const alertQuery = (id: string) =>
  queryOptions({ queryKey: ["alert", id], queryFn: ({ signal }) => call("alert", { params: { id } }, signal) });

/** What is owed an answer. */
export const attentionQuery = queryOptions({
  queryKey: ["attention"],
  queryFn: ({ signal }) => call("attention", {}, signal),
});

/** The caller's day. */
export const meQuery = queryOptions({ queryKey: ["me"], queryFn: ({ signal }) => call("me", {}, signal) });

/** A habit of the caller. */
export const habitQuery = (id: string) =>
  queryOptions({ queryKey: ["habit", id], queryFn: ({ signal }) => call("habit", { params: { id } }, signal) });

/** What the person was told. */
export const inboxQuery = queryOptions({ queryKey: ["inbox"], queryFn: ({ signal }) => call("inbox", {}, signal) });

/** Ready definitions in which every word is met, of one department or all. */
export const libraryQuery = ({ q, department }: { q?: string | undefined; department?: string | undefined }) =>
  queryOptions({
    queryKey: ["library", q ?? "", department ?? ""],
    queryFn: ({ signal }) => call("library", { query: { search: q, department } }, signal),
    placeholderData: keepPreviousData,
  });

/** One ready definition, with what of the workspace it could be made from. */
export const libraryEntryQuery = (id: string) =>
  queryOptions({
    queryKey: ["library", "entry", id],
    queryFn: ({ signal }) => call("libraryEntry", { params: { id } }, signal),
  });

/** What a ready definition gives over mapped columns. */
export const libraryPreviewQuery = (id: string, mapping: LibraryMapping) =>
  queryOptions({
    queryKey: ["library", "preview", id, mapping],
    queryFn: ({ signal }) => call("previewLibraryEntry", { params: { id }, body: mapping }, signal),
  });

/** When each KPI last changed what somebody did. */
export const vanityQuery = queryOptions({
  queryKey: ["vanity"],
  queryFn: ({ signal }) => call("vanity", {}, signal),
});

/** All accounts; for admins. */
export const accountsQuery = queryOptions({
  queryKey: ["accounts"],
  queryFn: ({ signal }) => call("accounts", {}, signal),
});

/** All API tokens; for admins. */
export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: ({ signal }) => call("tokens", {}, signal),
});

/** Everybody who may own something. */
export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: ({ signal }) => call("people", {}, signal),
});

/** Every intervention of the workspace. */
export const allInterventionsQuery = queryOptions({
  queryKey: ["interventions"],
  queryFn: ({ signal }) => call("interventions", {}, signal),
});

/** The decision log. */
export const allDecisionsQuery = queryOptions({
  queryKey: ["decisions"],
  queryFn: ({ signal }) => call("decisions", {}, signal),
});

/** What is done to move a KPI. */
export const interventionsQuery = (kpi: string) =>
  queryOptions({
    queryKey: ["interventions", kpi],
    queryFn: ({ signal }) => call("interventions", { query: { kpi } }, signal),
  });

/** What was decided about a KPI. */
export const decisionsQuery = (kpi: string) =>
  queryOptions({
    queryKey: ["decisions", kpi],
    queryFn: ({ signal }) => call("decisions", { query: { kpi } }, signal),
  });

/** What was remarked about a KPI, days from and to included. */
export const annotationsQuery = (kpi: string, days: { from: string; to: string }) =>
  queryOptions({
    queryKey: ["annotations", kpi, days],
    queryFn: ({ signal }) => call("annotations", { query: { kpi, ...days } }, signal),
  });

/** What became of an intervention, or how it looks so far. */
export const verdictQuery = (id: string) =>
  queryOptions({
    queryKey: ["interventions", "verdict", id],
    queryFn: ({ signal }) => call("interventionVerdict", { params: { id } }, signal),
  });

/** Series of reviews with their next dates, and the reviews held. */
export const reviewsQuery = queryOptions({
  queryKey: ["reviews"],
  queryFn: ({ signal }) => call("reviews", {}, signal),
});

/** A review with its agenda and notes. */
export const reviewQuery = (id: string) =>
  queryOptions({ queryKey: ["review", id], queryFn: ({ signal }) => call("review", { params: { id } }, signal) });

/** The five fields of one KPI of a review. */
export const reviewKpiQuery = (id: string, kpi: string) =>
  queryOptions({
    queryKey: ["review-kpi", id, kpi],
    queryFn: ({ signal }) => call("reviewKpi", { params: { id, kpi } }, signal),
  });

/** How one's own expectations came out. */
export const scoresQuery = queryOptions({
  queryKey: ["expectations", "scores"],
  queryFn: ({ signal }) => call("expectationScores", {}, signal),
});
