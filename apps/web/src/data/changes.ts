import type { SessionAnswer } from "@sextant/model/api/answers/session";
import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/**
 * What the files of the workspace folder would change; with `effect` also what that does to past numbers, which takes longer. Files
 * change without a fact in the feed, so every visit asks again.
 */
export const changesQuery = (effect: boolean) =>
  queryOptions({
    queryKey: ["changes", effect],
    queryFn: ({ signal }) => call("folderChanges", { query: { effect: effect ? "true" : "false" } }, signal),
    staleTime: 0,
  });

/** Whether who is signed in may change definitions; on a server without accounts everyone may. */
export const mayDefine = (session: SessionAnswer | undefined): boolean =>
  session !== undefined && (session.open || session.person?.role === "editor" || session.person?.role === "admin");

/** Whether who is signed in may keep secrets; on a server without accounts everyone may. */
export const mayAdminister = (session: SessionAnswer | undefined): boolean =>
  session !== undefined && (session.open || session.person?.role === "admin");
