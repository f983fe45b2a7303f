import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { type FeedMessage, type FeedState, listen } from "./listen.ts";
import { isTouched } from "./touched.ts";

/** Rows loaded so far of a dataset that is being read. */
export interface Loading {
  dataset: string;
  rows: number;
}

interface Heard {
  state: FeedState;
  loading: Loading | null;
}

let heard: Heard = { state: "connecting", loading: null };
const watchers = new Set<() => void>();

const now = (next: Partial<Heard>): void => {
  heard = { ...heard, ...next };
  for (const watcher of watchers) watcher();
};

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** State of the live connection and what is being loaded, as React state. */
export const useFeed = (): Heard => useSyncExternalStore(watch, () => heard);

const connect = (hear: (message: FeedMessage) => void): (() => void) => {
  if (!("SharedWorker" in globalThis)) return listen(hear);
  const worker = new SharedWorker(new URL("./feed-worker.ts", import.meta.url), {
    type: "module",
    name: "sextant-feed",
  });
  worker.port.onmessage = ({ data }: MessageEvent<FeedMessage>) => hear(data);
  return () => {
    worker.port.postMessage("bye");
    worker.port.close();
  };
};

const hearInto = (client: QueryClient): ((message: FeedMessage) => void) => {
  let wasLive = false;
  return (message) => {
    if (message.kind === "event") {
      const { event } = message;
      void client.invalidateQueries({
        predicate: ({ queryKey, state }) => isTouched(event, { queryKey, data: state.data }),
      });
      if (event.type === "loading") now({ loading: event.done ? null : { dataset: event.dataset, rows: event.rows } });
      return;
    }
    // Back after a loss: what happened meanwhile may have been missed, so everything shown is asked for again.
    if (message.state === "live" && wasLive && heard.state !== "live") void client.invalidateQueries();
    if (message.state === "live") wasLive = true;
    now({ state: message.state });
  };
};

/** Keeps the answers of this page live, from now on; also after it comes back from the back-forward cache. */
export const startFeed = (client: QueryClient): void => {
  const hear = hearInto(client);
  let stop: (() => void) | null = connect(hear);
  addEventListener("pagehide", () => {
    stop?.();
    stop = null;
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || stop !== null) return;
    void client.invalidateQueries();
    stop = connect(hear);
  });
};
