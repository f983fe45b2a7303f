import type { RouteInput } from "@sextant/model/api/client";
import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

export type DefinitionKind = "kpi" | "metric";

/** Everything the dictionary knows of one definition, under any handle it has or had. */
export const dictionaryPageQuery = (id: string, type?: DefinitionKind) =>
  queryOptions({
    queryKey: ["dictionary", "page", id, type ?? null],
    queryFn: ({ signal }) => call("dictionaryPage", { params: { id }, query: { type } }, signal),
  });

/** A definition as it stands in its file. */
export const definitionQuery = (type: DefinitionKind, id: string) =>
  queryOptions({
    queryKey: ["definition", type, id],
    queryFn: ({ signal }) => call("definition", { params: { type, id } }, signal),
  });

/** Remarks about a definition. */
export const commentsQuery = (type: DefinitionKind | "proposal", id: string) =>
  queryOptions({
    queryKey: ["comments", type, id],
    queryFn: ({ signal }) => call("comments", { query: { type, id } }, signal),
  });

/** What the numbers would be under an earlier version of a metric. */
export const versionEffectQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["version", id, version],
    queryFn: ({ signal }) => call("versionEffect", { params: { id, version: String(version) } }, signal),
  });

/** Units, people, KPIs by level, links and reconciled targets. */
export const organisationQuery = queryOptions({
  queryKey: ["dictionary", "organisation"],
  queryFn: ({ signal }) => call("organisation", {}, signal),
});

/** Proposed changes; open ones, or all of them. */
export const proposalsQuery = (all: boolean) =>
  queryOptions({
    queryKey: ["proposals", all],
    queryFn: ({ signal }) => call("proposals", { query: { state: all ? "all" : "open" } }, signal),
  });

/** A proposal with what it would change now. */
export const proposalQuery = (id: string) =>
  queryOptions({
    queryKey: ["proposal", id],
    queryFn: ({ signal }) => call("proposal", { params: { id }, query: { effect: "true" } }, signal),
  });

/** What the gate says of a draft; it changes nothing, so a draft that was asked about needs no second answer. */
export const gateQuery = (draft: RouteInput<"gate">["body"]) =>
  queryOptions({
    queryKey: ["dictionary", "gate", draft],
    queryFn: ({ signal }) => call("gate", { body: draft }, signal),
    placeholderData: (previous) => previous,
  });
