import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Catalog } from "@sextant/model/definition/catalog";
import { readWorkspace } from "@sextant/semantic/read/read";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Feed, openFeed } from "../feed/feed.ts";
import { actOnAlert, actsOn, alertsById, closeAlerts, openAlerts } from "../store/alert.ts";
import { shopYaml } from "../store/alerts-shop.fixture.ts";
import { deliveriesOf } from "../store/delivery.ts";
import { inboxOf } from "../store/inbox.ts";
import { keepSilence } from "../store/silence.ts";
import { openStore, type Store } from "../store/store.ts";
import { giveUpAfter, waitAfter } from "./backoff.ts";
import { digestAfter } from "./digest.ts";
import { type Notify, openNotify } from "./notify.ts";

const second = 1000;
const day = 86_400_000;
/** A Wednesday, noon in Berlin. */
const noon = Date.parse("2026-06-10T12:00:00+02:00");

let store: Store;
let feed: Feed;
let http: Server;
let port = 0;
let clock = noon;
let reply: (request: IncomingMessage, response: ServerResponse) => void;
let posts: { id: string; lines: number; title: string }[];
let notify: Notify;
const catalogOf = (): Catalog => {
  const { catalog, findings } = readWorkspace([{ path: "shop.yaml", text: shopYaml }]);
  if (catalog === null) throw new Error(JSON.stringify(findings));
  return catalog;
};
const shop = catalogOf();
let catalog = shop;

const open = (): Notify =>
  openNotify({
    store,
    feed,
    catalog: () => catalog,
    sealing: { seal: (text) => text.split("").reverse().join(""), open: (text) => text.split("").reverse().join("") },
    internalHosts: [`127.0.0.1:${port}`],
    now: () => clock,
    chance: () => 1,
    link: (path) => `https://kpi.example.org${path}`,
    report: (error) => {
      throw error;
    },
  });

beforeEach(async () => {
  clock = noon;
  catalog = shop;
  store = await openStore("sqlite::memory:");
  feed = await openFeed(store, () => clock);
  posts = [];
  reply = (_, response) => response.end("ok");
  http = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += String(chunk)));
    request.on("end", () => {
      const { data } = JSON.parse(body) as { data: { lines: unknown[]; omitted: number; title: string } };
      posts.push({
        id: String(request.headers["webhook-id"]),
        lines: data.lines.length + data.omitted,
        title: data.title,
      });
      reply(request, response);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  port = (http.address() as AddressInfo).port;
  notify = open();
  await notify.keep("hook", hook());
});

afterEach(async () => {
  await notify.stop();
  await store.close();
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
});

const hook = (quiet: { from?: string; to?: string; daysOff: boolean } | null = null) => ({
  kind: "webhook" as const,
  label: "Hook",
  settings: { url: `http://127.0.0.1:${port}/` },
  quiet,
});

/** Alerts as the evaluation writes them: rows and their fact in one transaction, not yet published. */
const begin = async (ids: readonly string[], severity: "warning" | "critical" = "warning"): Promise<void> => {
  await store.db.transaction().execute(async (transaction) => {
    await openAlerts(
      transaction,
      ids.map((id) => ({
        ...({ id, rule: "revenue_low", slice: id, kpi: "revenue", owner: "ada", kind: "alert", severity } as const),
        ...{ sentence: "It is low.", period_key: null, opened_at: clock },
      })),
    );
    for (let from = 0; from < ids.length; from += 500)
      await feed.record(transaction, { type: "alerted", alerts: ids.slice(from, from + 500) });
  });
};
const settled = async (): Promise<void> => {
  await notify.tick();
  await notify.idle();
};
const stateOf = async (id: string) =>
  (await deliveriesOf(store.db, id)).find(({ delivery }) => delivery.channel === "hook");

describe("an alert", () => {
  it("reaches its channel and its owner's inbox once, however often the feed is looked at", async () => {
    await begin(["a"]);
    await settled();
    await settled();
    expect(posts).toHaveLength(1);
    expect(await inboxOf(store.db, "ada", 10)).toHaveLength(1);
    expect((await stateOf("a"))?.attempts.map(({ outcome }) => outcome)).toEqual(["sent"]);
  });

  it("is not lost by a restart between judging and telling, and not told twice by one after telling", async () => {
    await begin(["a"]);
    await notify.stop();
    notify = open();
    await settled();
    await notify.stop();
    notify = open();
    await settled();
    expect(posts).toHaveLength(1);
  });

  it("that was on its way when the process died goes again with the same id and another receipt", async () => {
    reply = (_, response) => void response.socket?.destroy();
    await begin(["a"]);
    await settled();
    await store.db.updateTable("delivery_attempt").set({ outcome: "under_way" }).execute();
    await notify.stop();
    reply = (_, response) => response.end("ok");
    notify = open();
    clock += 60 * second;
    await settled();
    const kept = await stateOf("a");
    expect(posts.map(({ id }) => id)).toEqual([kept?.delivery.id, kept?.delivery.id]);
    expect(kept?.attempts.map(({ receipt }) => receipt)).toEqual([`${kept?.delivery.id}.1`, `${kept?.delivery.id}.2`]);
    expect(kept?.delivery.state).toBe("sent");
  });

  it("of 10,000 at once is one message", async () => {
    await begin(Array.from({ length: 10_000 }, (_, n) => `a${n}`));
    await settled();
    expect(posts).toEqual([expect.objectContaining({ lines: 10_000, title: "10,000 alerts" })]);
  });
});

describe("a channel that fails", () => {
  it("with 500 for a day is tried again ever more rarely, and delivers when it is back", async () => {
    reply = (_, response) => response.writeHead(500).end();
    await begin(["a"]);
    await settled();
    for (let hour = 0; hour < 24; hour += 1) {
      clock += day / 24;
      await settled();
    }
    expect(posts.length).toBeLessThan(30);
    reply = (_, response) => response.end("ok");
    clock += day / 24;
    await settled();
    expect((await stateOf("a"))?.delivery.state).toBe("sent");
    expect(new Set(posts.map(({ id }) => id)).size).toBe(1);
  });

  it("for three days is given up, and that is said in everybody's inbox", async () => {
    reply = (_, response) => response.writeHead(503).end();
    await begin(["a"]);
    await settled();
    clock += giveUpAfter;
    await settled();
    expect((await stateOf("a"))?.delivery.state).toBe("failed");
    expect((await inboxOf(store.db, "bob", 10)).map(({ title }) => title)).toContain(
      "The channel hook did not take a message",
    );
  });

  it("keeps no other channel waiting", async () => {
    reply = (request, response) => {
      if (request.url !== "/slow") response.end("ok");
    };
    await notify.keep("hook", { ...hook(), settings: { url: `http://127.0.0.1:${port}/slow` } });
    await notify.keep("other", hook());
    const [rule] = [...shop.alerts.values()].map((one) => ({ ...one, channels: ["hook", "other"] }));
    if (rule !== undefined) catalog = { ...shop, alerts: new Map([[rule.id, rule]]) };
    await begin(["a"]);
    await notify.tick();
    const other = async () => (await deliveriesOf(store.db, "a")).find(({ delivery }) => delivery.channel === "other");
    await expect.poll(async () => (await other())?.delivery.state).toBe("sent");
    expect((await stateOf("a"))?.delivery.state).toBe("queued");
  });

  it("that does not exist is a failure people see", async () => {
    await notify.drop("hook");
    await begin(["a"]);
    await settled();
    expect((await stateOf("a"))?.delivery).toMatchObject({ state: "failed", detail: "there is no channel hook" });
  });

  it("waits longer each time, up to an hour, and never less than it asked for", () => {
    expect([1, 2, 3, 12, 40].map((attempts) => waitAfter(attempts, 1) / second)).toEqual([2, 4, 8, 3600, 3600]);
    expect(waitAfter(3, 0)).toBe(4 * second);
    expect(waitAfter(1, 0, 30 * second)).toBe(30 * second);
  });
});

describe("an alert is kept back", () => {
  it("by a silence, which ends by itself; the inbox still has it", async () => {
    await keepSilence(store.db, {
      id: "s",
      rule: null,
      kpi: "revenue",
      reason: "stocktaking",
      by: "Ada",
      starts_at: noon,
      ends_at: noon + day,
    });
    await begin(["a"]);
    await settled();
    clock += day;
    await begin(["b"]);
    await settled();
    expect(posts).toHaveLength(1);
    expect((await stateOf("a"))?.delivery).toMatchObject({ state: "silenced" });
    expect((await stateOf("a"))?.delivery.detail).toContain("stocktaking");
    expect((await inboxOf(store.db, "ada", 10)).filter(({ title }) => title.startsWith("Revenue"))).toHaveLength(2);
  });

  it("by quiet hours until they end, unless it is critical", async () => {
    await notify.keep("hook", hook({ from: "22:00", to: "07:00", daysOff: false }));
    clock = Date.parse("2026-06-10T23:00:00+02:00");
    await begin(["a"]);
    await begin(["b"], "critical");
    await settled();
    expect(posts).toHaveLength(1);
    clock = Date.parse("2026-06-11T07:00:00+02:00");
    await settled();
    expect(posts).toHaveLength(2);
  });

  it("by the budget of its owner, and goes on into the inbox", async () => {
    for (let n = 0; n < 6; n += 1) {
      await begin([`a${n}`]);
      await settled();
    }
    expect(posts).toHaveLength(5);
    expect((await stateOf("a5"))?.delivery.detail).toContain("over the budget of 5 messages a week");
    await begin(["loud"], "critical");
    await settled();
    expect(posts).toHaveLength(6);
  });
});

describe("an open alert", () => {
  it("that nobody acknowledged in time goes to somebody else, once", async () => {
    await begin(["a"]);
    await settled();
    clock += 4 * 3600 * second;
    await settled();
    await settled();
    expect((await inboxOf(store.db, "bob", 10)).map(({ title }) => title)).toEqual(["Revenue, a (revenue_low)"]);
    expect((await actsOn(store, "a")).map(({ act }) => act)).toEqual(["escalated"]);
  });

  it("that was acknowledged does not", async () => {
    await begin(["a"]);
    await store.db
      .transaction()
      .execute((transaction) =>
        actOnAlert(
          transaction,
          "a",
          { acknowledged_at: clock, acknowledged_by: "Ada", cause: "A price error." },
          { at: clock, by: "Ada", act: "acknowledged", detail: "A price error." },
        ),
      );
    clock += day;
    await settled();
    expect(await inboxOf(store.db, "bob", 10)).toHaveLength(0);
  });

  it("comes back when its snooze is over, and not when it has ended", async () => {
    await begin(["a", "b"]);
    await settled();
    for (const id of ["a", "b"])
      await store.db
        .transaction()
        .execute((transaction) =>
          actOnAlert(
            transaction,
            id,
            { snoozed_until: noon + 3600 * second, acknowledged_at: noon },
            { at: noon, by: "Ada", act: "snoozed", detail: "" },
          ),
        );
    await store.db
      .transaction()
      .execute((transaction) =>
        closeAlerts(transaction, { rule: "revenue_low", slice: "b", kinds: ["alert"], at: clock }),
      );
    clock += 3600 * second;
    await settled();
    expect(posts.map(({ title }) => title)).toEqual(["2 alerts", "Revenue, a (revenue_low)"]);
    expect((await alertsById(store.db, ["a"]))[0]?.snoozed_until).toBeNull();
  });
});

describe("a digest", () => {
  it("is due at seven on the workspace's clock, weekly ones on Monday", () => {
    const at = (text: string) => Date.parse(text);
    expect(digestAfter(noon, "daily", "Europe/Berlin")).toBe(at("2026-06-11T07:00:00+02:00"));
    expect(digestAfter(noon, "weekly", "Europe/Berlin")).toBe(at("2026-06-15T07:00:00+02:00"));
    expect(digestAfter(at("2026-06-15T06:00:00+02:00"), "weekly", "Europe/Berlin")).toBe(
      at("2026-06-15T07:00:00+02:00"),
    );
  });

  it("says what changed since its reader last looked, once", async () => {
    await settled();
    await begin(["a"]);
    await settled();
    clock = Date.parse("2026-06-11T07:00:00+02:00");
    await settled();
    await settled();
    const titles = (await inboxOf(store.db, "ada", 10)).map(({ title }) => title);
    expect(titles.filter((title) => title.startsWith("What changed"))).toEqual([
      "What changed since you last looked: 1",
    ]);
  });
});

it("a test goes out at once and says how it went; secrets are kept sealed", async () => {
  await notify.keep("hook", { ...hook(), secret: "whsec_abc" });
  expect(await notify.test("hook")).toMatchObject({ kind: "sent" });
  expect(JSON.stringify(await notify.reading.channels())).not.toContain("whsec");
  const { secret } = await store.db.selectFrom("channel").select("secret").executeTakeFirstOrThrow();
  expect(secret).toBe("cba_ceshw");
  await expect(notify.test("none")).rejects.toThrow("There is no channel");
});
