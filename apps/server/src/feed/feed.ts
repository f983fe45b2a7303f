import type { FeedEvent } from "@sextant/model/api/feed";
import type { Transaction } from "kysely";
import { factsSince, insertFact, lastFact, type NewFact, pruneFacts } from "../store/fact.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

/** The ordered log of facts: what happened, kept in the store and heard by everyone in this process. */
export interface Feed {
  /** Keeps a fact in its own transaction and tells the subscribers. */
  append(fact: NewFact): Promise<FeedEvent>;
  /** Keeps a fact in the caller's transaction; pass the event to `publish` after the commit. */
  record(transaction: Transaction<Tables>, fact: NewFact): Promise<FeedEvent>;
  /** Tells the subscribers about a recorded fact. */
  publish(event: FeedEvent): void;
  /** The facts after a sequence number, oldest first; at most 1,000. */
  since(seq: number): Promise<FeedEvent[]>;
  /** Hears every later fact until the returned function is called. Listeners must not throw. */
  subscribe(listener: (event: FeedEvent) => void): () => void;
  /** The highest sequence number told so far. */
  last(): number;
  /** Forgets old facts that only drive this process. */
  prune(): Promise<void>;
  /** How many listen. */
  subscribers(): number;
}

/** Numbers of the log within which passing facts are kept: more than any reader is behind. */
const passingKept = 50_000;

/** Opens the feed of a store; `now` is the server's clock in epoch milliseconds. */
export const openFeed = async (store: Store, now: () => number): Promise<Feed> => {
  const listeners = new Set<(event: FeedEvent) => void>();
  let last = await lastFact(store);
  const record: Feed["record"] = (transaction, fact) => insertFact(transaction, store.dialect, fact, now());
  const publish: Feed["publish"] = (event) => {
    last = Math.max(last, event.seq);
    for (const listener of [...listeners]) listener(event);
  };
  return {
    record,
    publish,
    append: async (fact) => {
      const event = await store.db.transaction().execute((transaction) => record(transaction, fact));
      publish(event);
      return event;
    },
    since: (seq) => factsSince(store, seq),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    last: () => last,
    prune: () => pruneFacts(store, passingKept),
    subscribers: () => listeners.size,
  };
};
