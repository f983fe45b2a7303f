import { paths } from "@sextant/model/api/paths";
import type { Route } from "@sextant/model/api/route";
import { routes } from "@sextant/model/api/routes";

const who: Record<Route["act"], string> = {
  open: "anyone",
  read: "viewer",
  practise: "everybody signed in, in their own name; no viewer's token",
  propose: "everybody signed in; no viewer's token",
  land: "editor",
  define: "editor",
  approve: "editor, a person",
  administer: "admin",
};

/** The reference page of the HTTP API, from the route table. */
export const apiReference = (): string => {
  const rows = (Object.keys(paths) as (keyof typeof paths)[]).map((id) => {
    const route: Route = routes[id];
    return `| \`${paths[id].method} ${paths[id].path}\` | ${route.summary} | ${who[route.act]} | ${route.success} |`;
  });
  return [
    "# HTTP API",
    "",
    "Generated from the route table; do not edit. `openapi.json` beside this page is the whole contract (OpenAPI 3.1); a server gives",
    "it at `/v1/openapi.json`. Instants are epoch milliseconds; periods are half-open.",
    "",
    "Sign in with a session cookie (`POST /v1/session`; send its `csrfToken` as `x-csrf-token` with every request that changes",
    "something) or with `Authorization: Bearer <token>`. Failures are [problems](problems.md).",
    "",
    "| route | what | least role | success |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    "`POST /v1/ingest/:dataset` takes `application/x-ndjson`, `application/json` (an array) or `text/csv` with a header line. Send an",
    "`Idempotency-Key` to make a retry safe. A 202 means the rows are on disk. `GET /v1/feed` is a stream of server-sent events and",
    "resumes from `Last-Event-ID`.",
    "",
  ].join("\n");
};
