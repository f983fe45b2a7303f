import { type Message, messageOf, messageSchema } from "@sextant/model/alert/message";
import type { Catalog } from "@sextant/model/definition/catalog";
import { channelById } from "../store/channel.ts";
import { claimAttempt, type DeliveryRow, dueDeliveries, settleAttempt } from "../store/delivery.ts";
import { everybody, putInInbox } from "../store/inbox.ts";
import type { Store } from "../store/store.ts";
import { giveUpAfter, waitAfter } from "./backoff.ts";
import type { Channel, Letter, Sent } from "./channels/channel.ts";
import { answerWithin } from "./channels/channel.ts";
import { type Means, openChannel } from "./channels/channels.ts";
import { inboxChannel } from "./plan.ts";

/** Opens sealed secrets; see D4. */
export interface Sealing {
  seal(secret: string): string;
  open(sealed: string): string;
}

/** What delivering needs. */
export interface Post {
  store: Store;
  means: Means;
  sealing: Sealing;
  catalog: () => Catalog;
  /** The server's clock, epoch ms. */
  now: () => number;
  /** A number from 0 to 1 that spreads retries. */
  chance: () => number;
  link: (path: string) => string;
}

/** Messages taken from the queue at once. */
const atOnce = 500;

const channelFor = async ({ store, means, sealing }: Post, id: string): Promise<Channel | string> => {
  if (id === inboxChannel) return openChannel({ kind: "inbox", settings: {}, secret: null }, means);
  const row = await channelById(store.db, id);
  if (row === undefined) return `there is no channel ${id}`;
  const secret = row.secret === null ? null : sealing.open(row.secret);
  return openChannel({ kind: row.kind, settings: JSON.parse(row.settings) as unknown, secret }, means);
};

/** The letter a message goes with. */
export const letterOf = (
  { catalog, now, link }: Pick<Post, "catalog" | "now" | "link">,
  { id, person }: Pick<DeliveryRow, "id" | "person">,
): Letter => ({ id, at: now(), person, address: catalog().people.get(person ?? "")?.email ?? null, link });

/** A channel that failed for good is itself worth an alert: it goes into everybody's inbox (A2). */
const tellFailure = async ({ store, now }: Post, delivery: DeliveryRow, detail: string): Promise<void> => {
  if (delivery.channel === inboxChannel) return;
  const at = now();
  const line = {
    ...({ kind: "broken", alert: null, kpi: null, action: "Look at the channel and send a test." } as const),
    title: `The channel ${delivery.channel} did not take a message`,
    sentence: `${detail} (after ${delivery.attempts + 1} attempts).`,
    path: "/alerts/channels",
  };
  const message: Message = messageOf([line], { severity: "warning", at });
  await putInInbox(store.db, {
    id: `${delivery.id} failed`,
    person: everybody,
    at,
    title: message.title,
    message: JSON.stringify(message),
  });
};

const settle = async (post: Post, delivery: DeliveryRow, receipt: string, sent: Sent): Promise<void> => {
  const { store, now, chance } = post;
  const at = now();
  const attempts = delivery.attempts + 1;
  if (sent.kind === "sent") {
    const change = { state: "sent", settled_at: at, detail: sent.detail } as const;
    return settleAttempt(store.db, delivery.id, { receipt, outcome: "sent", detail: sent.detail }, change);
  }
  const nextAt = at + waitAfter(attempts, chance(), sent.kind === "later" ? sent.after : 0);
  const isOver = sent.kind === "refused" || nextAt - delivery.created_at > giveUpAfter;
  const outcome = sent.kind === "refused" ? "refused" : "failed";
  const change = isOver ? ({ state: "failed", settled_at: at } as const) : { next_at: nextAt };
  await settleAttempt(
    store.db,
    delivery.id,
    { receipt, outcome, detail: sent.detail },
    { ...change, detail: sent.detail },
  );
  if (isOver) await tellFailure(post, delivery, sent.detail);
};

const sendOne = async (post: Post, delivery: DeliveryRow): Promise<Sent["kind"] | "taken"> => {
  const at = post.now();
  const receipt = await claimAttempt(post.store.db, delivery, { at, nextAt: at + 2 * answerWithin });
  if (receipt === null) return "taken";
  const sent = await (async (): Promise<Sent> => {
    try {
      const channel = await channelFor(post, delivery.channel);
      if (typeof channel === "string") return { kind: "refused", detail: channel };
      return await channel.send(messageSchema.parse(JSON.parse(delivery.message)), letterOf(post, delivery));
    } catch (error) {
      return { kind: "later", detail: error instanceof Error ? `it failed inside: ${error.name}` : "it failed inside" };
    }
  })();
  await settle(post, delivery, receipt, sent);
  return sent.kind;
};

/** Delivers what is due: every channel by itself, so that a slow one keeps no other waiting, and in order. */
export interface Postman {
  /** Starts what is due on channels that are not under way. */
  round(): Promise<void>;
  /** The channels under way. */
  underWay(): string[];
  /** Resolves when no channel is under way. */
  idle(): Promise<void>;
}

/** Opens the postman over the queue; `wake` is called when a channel is done. */
export const openPostman = (post: Post, wake: () => void, report: (error: unknown) => void): Postman => {
  const busy = new Map<string, Promise<void>>();
  const work = async (deliveries: readonly DeliveryRow[]): Promise<void> => {
    // After a failure the rest of the channel's messages wait: their time is their own, and they are looked at again.
    for (const delivery of deliveries) if ((await sendOne(post, delivery)) === "later") break;
  };
  return {
    round: async () => {
      const due = await dueDeliveries(post.store.db, post.now(), atOnce);
      const free = due.filter(({ channel }) => !busy.has(channel));
      for (const [channel, deliveries] of Map.groupBy(free, (one) => one.channel)) {
        const done = work(deliveries)
          .catch(report)
          .finally(() => {
            busy.delete(channel);
            wake();
          });
        busy.set(channel, done);
      }
    },
    underWay: () => [...busy.keys()],
    idle: async () => {
      while (busy.size > 0) await Promise.all(busy.values());
    },
  };
};
