import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** Objectives of one cycle, or of all. */
export const objectivesQuery = (cycle?: string) =>
  queryOptions({
    queryKey: ["objectives", cycle ?? null],
    queryFn: ({ signal }) => call("objectives", { query: { cycle } }, signal),
  });

/** One objective with its key results over time. */
export const objectiveQuery = (id: string) =>
  queryOptions({
    queryKey: ["objective", id],
    queryFn: ({ signal }) => call("objective", { params: { id } }, signal),
  });

/** The cascade of targets from the board down. */
export const cascadeQuery = queryOptions({
  queryKey: ["dictionary", "cascade"],
  queryFn: ({ signal }) => call("cascade", {}, signal),
});
