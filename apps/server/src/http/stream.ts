import { Readable } from "node:stream";
import type { FeedEvent } from "@sextant/model/api/feed";
import { Problem } from "@sextant/model/problem/problem";
import type { Feed } from "../feed/feed.ts";

/** A reader this far behind is cut off; it comes back with the last event it saw. */
const mostWaiting = 1024 * 1024;

/** Streams open at once, and those of one caller: each asks the store at every heartbeat, and costs a socket. */
const defaultMost = { all: 2000, each: 200 };

/** How a stream of facts begins and goes on. */
export interface StreamOptions {
  /** The last event the reader has seen; null starts with what happens next. */
  lastSeen: number | null;
  /** Asked with every heartbeat; the stream ends when it says no. */
  stillAllowed: () => Promise<boolean>;
  heartbeatMs: number;
  /** Whose stream it is. */
  caller: string;
  /** A fact as far as the reader may hear it; null when there is nothing in it for them. */
  heard: (event: FeedEvent) => FeedEvent | null;
}

const textOf = (event: FeedEvent): string => `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`;

/** The open event streams of a server. */
export interface Streams {
  /**
   * A stream of server-sent events: what was missed since `lastSeen`, then everything as it happens, without a gap. Throws
   * overloaded when too many are open.
   */
  open(options: StreamOptions): Readable;
  /** Ends all streams; readers come back by themselves when there is a server again. */
  endAll(): void;
}

/** Opens the event streams over a feed. */
export const openStreams = (feed: Feed, most = defaultMost): Streams => {
  const ends = new Set<() => void>();
  const byCaller = new Map<string, number>();
  const count = (caller: string, by: number): void => {
    const open = (byCaller.get(caller) ?? 0) + by;
    if (open > 0) byCaller.set(caller, open);
    else byCaller.delete(caller);
  };
  return {
    open: (options) => {
      const { caller } = options;
      if (ends.size >= most.all || (byCaller.get(caller) ?? 0) >= most.each)
        throw new Problem("overloaded", "Too many event streams are open.", {
          hint: "Close some pages and try again.",
        });
      const { stream, end } = follow(feed, options);
      ends.add(end);
      count(caller, 1);
      stream.once("close", () => {
        ends.delete(end);
        count(caller, -1);
      });
      return stream;
    },
    endAll: () => {
      for (const end of ends) end();
    },
  };
};

const follow = (
  feed: Feed,
  { lastSeen, stillAllowed, heartbeatMs, heard }: StreamOptions,
): { stream: Readable; end: () => void } => {
  let sent = lastSeen === null ? feed.last() : Math.min(lastSeen, feed.last());
  let caughtUp = false;
  let over = false;
  const ahead: FeedEvent[] = [];
  const stream = new Readable({ read: () => undefined });
  const end = (): void => {
    if (!over) stream.push(null);
    over = true;
  };
  const say = (text: string): void => {
    if (over || stream.destroyed) return;
    if (stream.readableLength > mostWaiting) stream.destroy();
    else stream.push(text);
  };
  const tell = (event: FeedEvent): void => {
    if (event.seq <= sent) return;
    sent = event.seq;
    const told = heard(event);
    if (told !== null) say(textOf(told));
  };
  const unsubscribe = feed.subscribe((event) => (caughtUp ? tell(event) : void ahead.push(event)));
  const catchUp = async (): Promise<void> => {
    for (let page = await feed.since(sent); page.length > 0; page = await feed.since(sent)) page.forEach(tell);
    caughtUp = true;
    ahead.forEach(tell);
  };
  const heartbeat = setInterval(() => {
    stillAllowed().then(
      (allowed) => (allowed ? say(": beat\n\n") : end()),
      () => stream.destroy(),
    );
  }, heartbeatMs);
  stream.once("close", () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
  // The reader waits two seconds before it comes back.
  say("retry: 2000\n\n");
  catchUp().catch((error: unknown) => stream.destroy(error instanceof Error ? error : new Error("the feed broke")));
  return { stream, end };
};
