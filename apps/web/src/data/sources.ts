import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** What a watched run is asked for again after, in milliseconds, for the feed tells only of its end. */
const whileRunning = 1_000;

/** Every source: state, freshness, last and next run. */
export const sourcesQuery = queryOptions({
  queryKey: ["sources"],
  queryFn: ({ signal }) => call("sources", {}, signal),
  refetchInterval: ({ state: { data } }) =>
    data?.sources.some(({ state }) => state === "running") === true ? whileRunning : false,
});

/** One source with its runs and the health of its datasets. */
export const sourceQuery = (id: string) =>
  queryOptions({
    queryKey: ["source", id],
    queryFn: ({ signal }) => call("source", { params: { id } }, signal),
    refetchInterval: ({ state: { data } }) => (data?.state === "running" ? whileRunning : false),
  });

/** All datasets with their freshness, whether they come from a source or not. */
export const datasetsQuery = queryOptions({
  queryKey: ["datasets"],
  queryFn: ({ signal }) => call("datasets", {}, signal),
});
