import type { Message } from "@sextant/model/alert/message";

/** To whom a message goes, and by which receipt. */
export interface Letter {
  /** The same for every attempt, so that a receiver can tell a repetition. */
  id: string;
  /** Epoch ms. */
  at: number;
  /** The id of a person, for channels that reach people by name; null for all others. */
  person: string | null;
  /** That person's e-mail address, where it is known. */
  address: string | null;
  /** The absolute URL of a path on this server. */
  link: (path: string) => string;
}

/** How it went: sent; worth another try, not before so many milliseconds; or refused for good. */
export type Sent =
  | { kind: "sent"; detail: string }
  | { kind: "later"; detail: string; after?: number }
  | { kind: "refused"; detail: string };

/** A way out of the house. It never throws what a retry could mend, and never takes longer than its time limit. */
export interface Channel {
  send(message: Message, letter: Letter): Promise<Sent>;
}

/** Milliseconds a channel may take to answer; one that answers later is tried again. */
export const answerWithin = 10_000;
