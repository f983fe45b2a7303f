import type { FeedEvent } from "@sextant/model/api/feed";

/** How the stream of facts is: being opened, open, lost and tried again. */
export type FeedState = "connecting" | "live" | "reconnecting";

/** What is heard on the stream. */
export type FeedMessage = { kind: "state"; state: FeedState } | { kind: "event"; event: FeedEvent };

const slowest = 15_000;

/** Hears the feed until the returned function is called; the browser resumes by Last-Event-ID, we reopen what it gave up. */
export const listen = (hear: (message: FeedMessage) => void): (() => void) => {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = 500;
  const onEvent = (message: MessageEvent<string>): void => {
    const event: FeedEvent = JSON.parse(message.data);
    hear({ kind: "event", event });
  };
  const open = (): void => {
    source = new EventSource("/v1/feed");
    source.onopen = () => {
      wait = 500;
      hear({ kind: "state", state: "live" });
    };
    source.onerror = () => {
      hear({ kind: "state", state: "reconnecting" });
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, slowest);
    };
    source.onmessage = onEvent;
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
};
