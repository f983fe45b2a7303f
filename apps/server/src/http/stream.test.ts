import { once } from "node:events";
import type { Readable } from "node:stream";
import type { FeedEvent } from "@sextant/model/api/feed";
import { beforeEach, describe, expect, it } from "vitest";
import { type Feed, openFeed } from "../feed/feed.ts";
import { openStore } from "../store/store.ts";
import { openStreams, type StreamOptions, type Streams } from "./stream.ts";

let feed: Feed;
let streams: Streams;

beforeEach(async () => {
  const store = await openStore("sqlite::memory:");
  feed = await openFeed(store, () => 1);
  streams = openStreams(feed);
  return () => store.close();
});

const land = (rows: number) => feed.append({ type: "landed", dataset: "d", rows });
const open = (options: Partial<StreamOptions> = {}) =>
  streams.open({
    lastSeen: null,
    stillAllowed: async () => true,
    heartbeatMs: 60_000,
    caller: "ada",
    heard: (event) => event,
    ...options,
  });

const parse = (text: string): FeedEvent[] =>
  text.split("\n\n").flatMap((block) => {
    const data = /^data: (.*)$/m.exec(block)?.[1];
    return data === undefined ? [] : [JSON.parse(data) as FeedEvent];
  });

/** The events of a stream up to its end, or until there are `count`. */
const read = async (stream: Readable, count = Number.POSITIVE_INFINITY): Promise<number[]> => {
  let text = "";
  for await (const chunk of stream) {
    text += String(chunk);
    if (parse(text).length >= count) break;
  }
  return parse(text).map((event) => event.seq);
};

describe("a stream of facts", () => {
  it("begins with what happens next", async () => {
    await land(1);
    const stream = open();
    await land(2);
    await land(3);
    expect(await read(stream, 2)).toEqual([2, 3]);
  });

  it("resumes after the last event its reader saw, without a gap or a repetition, while more happens", async () => {
    for (let i = 0; i < 2500; i += 1) await land(i);
    const stream = open({ lastSeen: 10 });
    await Promise.all(Array.from({ length: 20 }, (_, i) => land(i)));
    expect(await read(stream, 2510)).toEqual(Array.from({ length: 2510 }, (_, i) => i + 11));
  });

  it("does not wait for numbers of a log that was replaced", async () => {
    const stream = open({ lastSeen: 1_000_000 });
    await land(1);
    expect(await read(stream, 1)).toEqual([1]);
  });

  it("ends with the server, and is forgotten", async () => {
    const all = [open(), open(), open()];
    expect(feed.subscribers()).toBe(3);
    streams.endAll();
    expect(await Promise.all(all.map((stream) => read(stream)))).toEqual([[], [], []]);
    await land(1);
    expect(feed.subscribers()).toBe(0);
  });

  it("ends when its reader may no longer read", async () => {
    let allowed = true;
    const stream = open({ heartbeatMs: 5, stillAllowed: async () => allowed });
    await land(1);
    allowed = false;
    expect(await read(stream)).toEqual([1]);
    expect(feed.subscribers()).toBe(0);
  });

  it("is refused when its caller, or everybody together, has too many, and given again when one ends", async () => {
    const few = openStreams(feed, { all: 3, each: 2 });
    const of = (caller: string) =>
      few.open({
        lastSeen: null,
        stillAllowed: async () => true,
        heartbeatMs: 60_000,
        caller,
        heard: (event) => event,
      });
    const [first] = [of("ada"), of("ada")];
    const busy = expect.objectContaining({ code: "overloaded" });
    expect(() => of("ada")).toThrowError(busy);
    of("bob");
    expect(() => of("eve")).toThrowError(busy);
    first?.destroy();
    if (first) await once(first, "close");
    of("eve");
    expect(feed.subscribers()).toBe(3);
    few.endAll();
  });

  it("cuts off a reader that does not read, before it fills the memory", async () => {
    const stream = open();
    const closed = once(stream, "close");
    const dataset = "d".repeat(200_000);
    for (let i = 0; i < 8; i += 1) await feed.append({ type: "landed", dataset, rows: 1 });
    await closed;
    expect(feed.subscribers()).toBe(0);
  });
});
