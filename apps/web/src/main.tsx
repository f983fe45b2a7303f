import { ApiProblem } from "@sextant/model/api/client";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startFeed } from "./data/feed.ts";
import { createQueryClient, sessionQuery, workspaceQuery } from "./data/queries.ts";
import { App, pagesOver } from "./routes.tsx";
import { watchHistory } from "./ui/router/history.ts";

const client = createQueryClient();
const pages = pagesOver(client);
watchHistory();
void client.prefetchQuery(sessionQuery);
void client.prefetchQuery(workspaceQuery);

// The feed is for people who may read: it starts with the first workspace answer, and a session that ended is asked for again.
let isListening = false;
client.getQueryCache().subscribe(({ type, query }) => {
  if (type !== "updated") return;
  const { error, status } = query.state;
  if (!isListening && status === "success" && query.queryKey[0] === workspaceQuery.queryKey[0]) {
    isListening = true;
    startFeed(client);
  }
  if (error instanceof ApiProblem && error.body.code === "not_signed_in" && query.state.fetchStatus === "idle")
    void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
});

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App pages={pages} />
    </QueryClientProvider>
  </StrictMode>,
);
