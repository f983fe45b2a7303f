import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ChannelKind } from "@sextant/model/alert/channel";
import { type Message, messageOf } from "@sextant/model/alert/message";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inboxOf } from "../../store/inbox.ts";
import { openStore, type Store } from "../../store/store.ts";
import { isInternal, openGuard } from "./address.ts";
import type { Letter } from "./channel.ts";
import { openChannel } from "./channels.ts";
import { signWebhook } from "./webhook.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let store: Store;
let http: Server;
let smtp: SMTPServer;
let port = 0;
let smtpPort = 0;
let answer: Answer = (_, response) => response.end("ok");
const posts: { headers: IncomingMessage["headers"]; body: string }[] = [];
const mails: string[] = [];
let smtpAnswer: Error | null = null;

beforeAll(async () => {
  store = await openStore("sqlite::memory:");
  http = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += String(chunk)));
    request.on("end", () => {
      posts.push({ headers: request.headers, body });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  port = (http.address() as AddressInfo).port;
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += String(chunk)));
      stream.on("end", () => {
        if (smtpAnswer === null) mails.push(text);
        done(smtpAnswer);
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  smtpPort = (smtp.server.address() as AddressInfo).port;
});

afterAll(async () => {
  await store.close();
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

const line = (n: number): Message["lines"][number] => ({
  kind: "alerted",
  alert: `a${n}`,
  kpi: "k",
  title: `KPI <!channel> @everyone ${n}`,
  sentence: "2026-02: 12 is *below* the & red limit of 50.",
  action: "Call | a [meeting](x).",
  path: `/alerts/a${n}`,
});
const message = messageOf([line(1)], { severity: "critical", at: Date.UTC(2026, 1, 1) });
const flood = messageOf(
  Array.from({ length: 10_000 }, (_, n) => line(n)),
  { severity: "warning", at: 0 },
);
const letter: Letter = {
  id: "msg_1",
  at: 1_614_265_330_000,
  person: "ada",
  address: "ada@example.org",
  link: (path) => `https://kpi.example.org${path}`,
};
const means = () => ({ store, guard: openGuard([`127.0.0.1:${port}`, `127.0.0.1:${smtpPort}`]) });

const configured = (kind: ChannelKind) => {
  const url = `http://127.0.0.1:${port}/hook`;
  const mail = { host: "127.0.0.1", port: smtpPort, from: "kpi@example.org" };
  const settings = kind === "email" ? mail : kind === "webhook" ? { url } : {};
  const secret = kind === "email" || kind === "inbox" ? null : kind === "webhook" ? "whsec_c2VjcmV0" : url;
  return openChannel({ kind, settings, secret }, means());
};
const lastPost = (): Record<string, unknown> => JSON.parse(posts.at(-1)?.body ?? "{}") as Record<string, unknown>;

describe.each(["inbox", "email", "slack", "teams", "discord", "webhook"] as const)("every channel: %s", (kind) => {
  it("takes one message and says so, and takes a flood as one message", async () => {
    expect(await configured(kind).send(message, letter)).toMatchObject({ kind: "sent" });
    expect(await configured(kind).send(flood, { ...letter, id: "msg_flood" })).toMatchObject({ kind: "sent" });
  });

  it.skipIf(kind === "inbox")("is told when the other side fails for now, and when it refuses for good", async () => {
    const isMail = kind === "email";
    const failed = async (code: number) => {
      answer = (_, response) => response.writeHead(code, { "retry-after": "7" }).end("no");
      smtpAnswer = Object.assign(new Error("no"), { responseCode: code });
      return configured(kind).send(message, letter);
    };
    expect(await failed(isMail ? 451 : 500)).toMatchObject({ kind: "later" });
    expect(await failed(isMail ? 550 : 404)).toMatchObject({ kind: "refused" });
    if (!isMail) expect(await failed(429)).toMatchObject({ kind: "later", after: 7000 });
    answer = (_, response) => response.end("ok");
    smtpAnswer = null;
  });

  it.skipIf(kind === "inbox")("reaches nothing inside the network that the configuration does not name", async () => {
    const guarded = { store, guard: openGuard([]) };
    const settings =
      kind === "email" ? { host: "localhost", port: smtpPort, from: "a@b.co" } : { url: "http://10.0.0.7/" };
    const secret = kind === "email" ? null : `http://localhost:${port}/`;
    const before = posts.length;
    const sent = await openChannel(
      { kind, settings: kind === "email" || kind === "webhook" ? settings : {}, secret },
      guarded,
    ).send(message, letter);
    expect(sent).toMatchObject({ kind: "refused" });
    expect(sent.detail).toContain("SEXTANT_INTERNAL_HOSTS");
    expect(posts.length).toBe(before);
  });
});

describe("a channel by HTTP", () => {
  it("follows no redirect, least of all to an internal address", async () => {
    answer = (_, response) => response.writeHead(307, { location: "http://169.254.169.254/latest/meta-data" }).end();
    expect(await configured("slack").send(message, letter)).toEqual({
      kind: "refused",
      detail: "answered 307: redirects are not followed",
    });
    answer = (_, response) => response.end("ok");
  });

  it("says nothing of its address when the connection fails: the address is the secret", async () => {
    const gone = openChannel(
      { kind: "slack", settings: {}, secret: "http://127.0.0.1:1/T0/secret" },
      { store, guard: openGuard(["127.0.0.1"]) },
    );
    const sent = await gone.send(message, letter);
    expect(sent).toMatchObject({ kind: "later" });
    expect(sent.detail).not.toContain("secret");
  });
});

describe("the form of a message", () => {
  it("for Slack has a fallback text and blocks within their limits, with nothing of ours read as a mention", async () => {
    await configured("slack").send(flood, letter);
    const { text, blocks } = lastPost() as { text: string; blocks: { type: string; text?: { text: string } }[] };
    expect(text).toBe("10,000 alerts");
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(blocks[1]?.text?.text).toContain("<https://kpi.example.org/alerts/a0|KPI &lt;!channel&gt; @everyone 0>");
    for (const { text: inner } of blocks) expect((inner?.text ?? "").length).toBeLessThanOrEqual(3000);
  });

  it("for Teams is one Adaptive Card below 28 kB", async () => {
    await configured("teams").send(flood, letter);
    const { type, attachments } = lastPost() as {
      type: string;
      attachments: { contentType: string; content: { type: string } }[];
    };
    expect([type, attachments[0]?.contentType, attachments[0]?.content.type]).toEqual([
      "message",
      "application/vnd.microsoft.card.adaptive",
      "AdaptiveCard",
    ]);
    expect(posts.at(-1)?.body.length).toBeLessThan(28_000);
  });

  it("for Discord mentions nobody and keeps the limits of an embed", async () => {
    await configured("discord").send(flood, letter);
    const body = lastPost() as { embeds: { description: string }[]; allowed_mentions: unknown };
    expect(body.allowed_mentions).toEqual({ parse: [] });
    expect(body.embeds[0]?.description.length).toBeLessThanOrEqual(4096);
    expect(body.embeds[0]?.description).toMatch(/and 9,9\d\d more$/);
  });

  it("for mail goes to the owner, with the alert's sentence, and escapes what it was given", async () => {
    await configured("email").send(message, letter);
    const mail = (mails.at(-1) ?? "").replaceAll("=\r\n", "");
    expect(mail).toContain("To: ada@example.org");
    expect(mail).toContain("Message-ID: <msg_1@sextant>");
    expect(mail).toContain("KPI &lt;!channel&gt;");
    expect(await configured("email").send(message, { ...letter, address: null })).toMatchObject({ kind: "refused" });
  });

  it("for the inbox is one row, however often it is tried", async () => {
    await configured("inbox").send(message, { ...letter, id: "once" });
    await configured("inbox").send(message, { ...letter, id: "once" });
    const rows = await inboxOf(store.db, "ada", 50);
    expect(rows.filter(({ id }) => id === "once")).toHaveLength(1);
  });

  it("for a webhook is signed as Standard Webhooks 1.0 publishes, over id, time and body", async () => {
    // The example of the specification's own libraries.
    const published = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330, body: '{"test": 2432232314}' };
    expect(signWebhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", published)).toBe(
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    );
    await configured("webhook").send(message, letter);
    const { headers, body } = posts.at(-1) ?? { headers: {}, body: "" };
    expect(headers["webhook-id"]).toBe("msg_1");
    expect(headers["webhook-signature"]).toBe(
      signWebhook("whsec_c2VjcmV0", { id: "msg_1", seconds: 1_614_265_330, body }),
    );
    expect(JSON.parse(body)).toMatchObject({
      type: "sextant.alerts",
      data: { lines: [{ url: "https://kpi.example.org/alerts/a1" }] },
    });
  });
});

describe("an address", () => {
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "fd00::1",
    "fe80::1",
    "::ffff:10.0.0.1",
    "::ffff:7f00:1",
    "64:ff9b::a00:1",
  ])("%s is internal", (address) => expect(isInternal(address)).toBe(true));
  it.each(["8.8.8.8", "172.32.0.1", "2606:4700::1111"])("%s is not", (address) =>
    expect(isInternal(address)).toBe(false),
  );
});
