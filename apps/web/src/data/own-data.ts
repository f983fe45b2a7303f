import type { OwnDataAnswer, OwnDataBody } from "@sextant/model/api/answers/own-data";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { call, upload } from "./client.ts";

/** Where the data is. */
export type OwnSource = OwnDataBody["source"];

/** What a file holds and what is proposed of it; asked anew for every choice of a person. */
export const ownDataQuery = (body: OwnDataBody) =>
  queryOptions({
    queryKey: ["own-data", body],
    queryFn: ({ signal }): Promise<OwnDataAnswer> => call("proposeFromData", { body }, signal),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Brings a file to the server. */
export const bring = async (file: File): Promise<OwnSource> => ({ upload: (await upload(file)).upload });

/** Puts the proposal with the chosen KPIs in force; answers the dashboard to look at. */
export const accept = async (body: OwnDataBody, kpis: string[]): Promise<string> => {
  const { dataset, files } = await call("proposeFromData", { body: { ...body, kpis, values: false } });
  await call("applyDefinitions", { body: { files, prune: false } });
  return dataset;
};
