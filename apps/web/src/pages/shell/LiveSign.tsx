import type { ReactNode } from "react";
import { useFeed } from "../../data/feed.ts";
import type { FeedState } from "../../data/listen.ts";

const words: Record<FeedState, string> = { connecting: "Connecting", live: "Live", reconnecting: "Reconnecting" };

const shapes: Record<FeedState, ReactNode> = {
  connecting: <circle cx="6" cy="6" r="4" className="hollow" />,
  live: <circle cx="6" cy="6" r="4.500" />,
  reconnecting: <path d="M6 1.200v5.300M6 9.300v1.500" className="hollow" />,
};

/** Whether numbers change by themselves, as shape and word. */
export const LiveSign = (): ReactNode => {
  const { state } = useFeed();
  return (
    <p className="live" data-state={state} role="status">
      <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
        {shapes[state]}
      </svg>
      {words[state]}
    </p>
  );
};
