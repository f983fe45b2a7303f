import { randomUUID } from "node:crypto";
import { setTimeout as setTimeoutPromise } from "node:timers/promises";
import type { ChannelBody } from "@sextant/model/alert/channel";
import { messageOf } from "@sextant/model/alert/message";
import type { Catalog } from "@sextant/model/definition/catalog";
import { Problem } from "@sextant/model/problem/problem";
import type { Feed } from "../feed/feed.ts";
import { type ChannelRow, channelById, dropChannel, keepChannel } from "../store/channel.ts";
import { nextDelivery } from "../store/delivery.ts";
import type { Store } from "../store/store.ts";
import { type AlertActs, openActs } from "./alerts.ts";
import { openGuard } from "./channels/address.ts";
import type { Sent } from "./channels/channel.ts";
import { openChannel, readSettings } from "./channels/channels.ts";
import { letterOf, openPostman, type Post, type Sealing } from "./deliver.ts";
import { sendDigests } from "./digest.ts";
import { type AlertReading, openReading } from "./reading.ts";
import { remind } from "./reminders.ts";
import { takeFacts } from "./take-facts.ts";

/** Tells people what alerts began and ended. */
export interface Notify extends AlertActs {
  reading: AlertReading;
  /** Keeps a channel; throws invalid_request. */
  keep(id: string, body: ChannelBody): Promise<void>;
  /** Forgets a channel; throws not_found. */
  drop(id: string): Promise<void>;
  /** Sends a test through a channel at once; throws not_found. */
  test(id: string): Promise<Sent>;
  /** Looks at the clock: reads facts, reminds, sends digests, and starts what is due. */
  tick(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface NotifyServices {
  store: Store;
  feed: Feed;
  catalog: () => Catalog;
  sealing: Sealing;
  /** Hosts inside the network that channels may reach. */
  internalHosts: readonly string[];
  /** The server's clock, epoch ms. */
  now: () => number;
  chance: () => number;
  link: (path: string) => string;
  report: (error: unknown) => void;
}

/** Longest time between two looks at the clock, ms. */
const longestSleep = 60_000;

/** Milliseconds a stop waits for messages on their way. */
const longestFarewell = 1000;

/** Kinds whose address is their secret. */
const needSecret: readonly string[] = ["slack", "teams", "discord"];

/** Opens the room: it hears the feed, wakes for what is due, and goes on after a restart where it stopped. */
export const openNotify = (services: NotifyServices): Notify => {
  const { store, feed, catalog, sealing, now, report } = services;
  const means = { store, guard: openGuard(services.internalHosts) };
  const post: Post = { ...services, means };
  let work: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  const postman = openPostman(post, () => void tick(), report);

  const look = async (): Promise<void> => {
    while (await takeFacts(store, catalog(), now())) if (stopped) return;
    const reminder = await remind(store, catalog(), now());
    const digest = await sendDigests(store, catalog(), now());
    await postman.round();
    const next = [await nextDelivery(store.db, postman.underWay()), reminder, digest].filter((at) => at !== null);
    sleepUntil(Math.min(...next, now() + longestSleep));
  };
  const sleepUntil = (due: number): void => {
    if (timer !== null) clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => void tick(), Math.max(due - now(), 50));
    timer.unref();
  };
  const run = async (): Promise<void> => {
    do {
      again = false;
      try {
        await look();
      } catch (error) {
        report(error);
        sleepUntil(now() + longestSleep / 12);
      }
    } while (again && !stopped);
  };
  const tick = (): Promise<void> => {
    if (stopped) return Promise.resolve();
    again = true;
    work ??= run().finally(() => {
      work = null;
    });
    return work;
  };
  const unsubscribe = feed.subscribe(({ type }) => {
    if (type === "alerted" || type === "recovered" || type === "applied") void tick();
  });

  const found = async (id: string): Promise<ChannelRow> => {
    const row = await channelById(store.db, id);
    if (row === undefined) throw new Problem("not_found", `There is no channel ${JSON.stringify(id)}.`);
    return row;
  };
  return {
    reading: openReading(store, catalog, now),
    ...openActs(store, now, () => void tick()),
    keep: async (id, { kind, label, settings, secret, quiet }) => {
      if (!/^[a-z][a-z0-9_-]{0,63}$/.test(id) || id === "inbox")
        throw new Problem("invalid_request", "A channel's id is lower-case letters, digits, - and _, and not `inbox`.");
      const before = await channelById(store.db, id);
      const checked = readSettings(kind, settings);
      if (needSecret.includes(kind) && secret === undefined && (before === undefined || before.kind !== kind))
        throw new Problem("invalid_request", `A channel of kind ${kind} needs its webhook address as the secret.`);
      await keepChannel(store.db, {
        ...{ id, kind, label, settings: JSON.stringify(checked), created_at: now() },
        quiet: quiet === null ? null : JSON.stringify(quiet),
        secret: secret === undefined ? null : sealing.seal(secret),
      });
    },
    drop: async (id) => {
      await found(id);
      await dropChannel(store.db, id);
    },
    test: async (id) => {
      const { kind, settings, secret } = await found(id);
      const opened = {
        kind,
        settings: JSON.parse(settings) as unknown,
        secret: secret === null ? null : sealing.open(secret),
      };
      const line = {
        ...({ kind: "note", alert: null, kpi: null, action: null, path: "/alerts" } as const),
        title: "A test from Sextant",
        sentence: "If you can read this, alerts will reach you here.",
      };
      const letter = letterOf(post, { id: randomUUID(), person: null });
      return openChannel(opened, means).send(messageOf([line], { severity: "info", at: now() }), letter);
    },
    tick,
    idle: async () => {
      for (let round = 0; work !== null || round === 0; round += 1) {
        await work;
        await postman.idle();
      }
    },
    stop: async () => {
      stopped = true;
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
      await work;
      // What is still on its way keeps its receipt, and is tried again with another one after the restart.
      await Promise.race([postman.idle(), setTimeoutPromise(longestFarewell, undefined, { ref: false })]);
    },
  };
};
