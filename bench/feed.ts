import type { FeedEvent } from "@sextant/model/api/feed";
import type { ServerProcess } from "./server.ts";

/** Follows the feed from now on; events are gathered until the signal is aborted. */
export const follow = async (server: ServerProcess, signal: AbortSignal): Promise<FeedEvent[]> => {
  const events: FeedEvent[] = [];
  const response = await fetch(`${server.url}/v1/feed`, { signal });
  const read = async (): Promise<void> => {
    let rest = "";
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
      rest = parts.pop() ?? "";
      for (const part of parts) {
        const data = /^data: (.*)$/m.exec(part)?.[1];
        if (data !== undefined) events.push(JSON.parse(data) as FeedEvent);
      }
    }
  };
  read().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return events;
};
