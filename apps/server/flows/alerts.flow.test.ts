import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, shop, startFlow } from "./server.fixture.ts";

let flow: Flow;
let http: Server;
const told: {
  type: string;
  id: string;
  data: { title: string; lines: { kind: string; sentence: string; url: string }[] };
}[] = [];

const alerts = `alerts:
  - id: revenue_low
    kpi: revenue
    when: { on: threshold, value: "< 120" }
    channels: [hook]
`;

beforeAll(async () => {
  http = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += String(chunk)));
    request.on("end", () => {
      told.push(JSON.parse(body));
      response.end("ok");
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  flow = await startFlow({
    files: { ...shop, "alerts.yaml": alerts },
    env: { SEXTANT_INTERNAL_HOSTS: `127.0.0.1:${port}`, SEXTANT_PUBLIC_URL: "https://kpi.example.org" },
  });
  const body = {
    kind: "webhook",
    label: "Hook",
    settings: { url: `http://127.0.0.1:${port}/` },
    secret: "whsec_c2VjcmV0",
  };
  await flow.call("saveChannel", { params: { id: "hook" }, body });
});

afterAll(async () => {
  await discard(flow);
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
});

const land = async (rows: readonly [string, number][]): Promise<void> => {
  const body = rows.map(([ordered_at, amount]) => JSON.stringify({ ordered_at, amount, channel: "web" })).join("\n");
  const reply = await flow.fetch("/v1/ingest/orders", {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body,
  });
  expect(reply.status).toBe(202);
  await flow.running.clock.idle();
  await flow.running.notify.idle();
};

const open = async () => (await flow.call("alerts")).alerts.filter(({ closedAt }) => closedAt === null);

describe("an alert, from rows to people", () => {
  it("goes out when the value it watches arrives, says why, and links here", async () => {
    await land([
      ["2026-01-10T12:00:00", 200],
      ["2026-02-10T12:00:00", 100],
      ["2026-03-01T00:00:00", 1],
    ]);
    await expect.poll(() => told.length).toBe(1);
    expect(told[0]).toMatchObject({
      type: "sextant.alerts",
      data: {
        title: "Revenue (revenue_low)",
        lines: [{ kind: "alerted", sentence: "February 2026: 100 meets the limit of the rule, < 120." }],
      },
    });
    const [alert] = await open();
    expect(told[0]?.data.lines[0]?.url).toBe(`https://kpi.example.org/alerts/${alert?.id}`);
  });

  it("answers whether it fired, why, who was told, and what they did", async () => {
    const [{ id } = { id: "" }] = await open();
    await flow.call("actOnAlert", { params: { id }, body: { act: "acknowledge", cause: "The web shop was down." } });
    const answer = await flow.call("alert", { params: { id } });
    expect(answer.evaluations[0]).toMatchObject({ verdict: "firing", state: "alerting", inputs: { value: 100 } });
    expect(answer.told.map(({ channel, state }) => `${channel} ${state}`).sort()).toEqual(["hook sent", "inbox sent"]);
    expect(answer.acts).toMatchObject([{ act: "acknowledged", detail: "The web shop was down." }]);
    expect(answer.alert).toMatchObject({ cause: "The web shop was down.", owner: { id: "ada" } });
    expect((await flow.call("inbox")).unread).toBe(1);
    await flow.call("readInbox");
    expect((await flow.call("inbox")).unread).toBe(0);
  });

  it("is behaviour to the vanity audit once somebody says what it came from (K7)", async () => {
    const { verdicts } = await flow.call("vanity");
    expect(verdicts.find(({ id }) => id === "revenue")).toMatchObject({
      ...{ proposal: "keep", count: 1 },
      last: { kind: "alert", sentence: "The web shop was down." },
    });
  });

  it("stands first among what is owed, and less so once somebody took it", async () => {
    const { owed } = await flow.call("attention");
    expect(owed[0]).toMatchObject({ kpi: "revenue", reasons: expect.arrayContaining(["1 acknowledged alert"]) });
  });

  it("ends when late rows change the value, and that is told", async () => {
    await land([["2026-02-11T12:00:00", 50]]);
    await expect.poll(() => told.length).toBe(2);
    expect(told[1]?.data.lines[0]?.kind).toBe("recovered");
    expect(await open()).toEqual([]);
  });
});

describe("a rule on a screen", () => {
  const rule = { id: "revenue_low", kpi: "revenue", when: { on: "threshold", value: "< 90" }, channels: ["hook"] };

  it("is replayed on the KPI's own history before it is saved", async () => {
    const body = { rule, events: [{ at: "2026-02-01", label: "Outage" }], falseAlarmsPerQuarter: 1 };
    const replay = await flow.call("replayAlertRule", { body });
    expect(replay.periods.map(({ periodKey, verdict }) => [periodKey, verdict])).toContainEqual(["2026-02", "clear"]);
    expect(replay.falsePerQuarter).toBeNull();
  });

  it("is saved into the definitions as the same YAML its author would have written", async () => {
    const { changes } = await flow.call("saveAlertRule", { body: rule });
    expect(changes).toMatchObject([{ type: "alert", id: "revenue_low", change: "semantic" }]);
    const { files } = await flow.call("exportDefinitions");
    const text = alerts.replace("< 120", "< 90");
    expect(files.find(({ path }) => path === "alerts.yaml")?.text).toBe(text);
    expect(readFileSync(join(flow.folder, "alerts.yaml"), "utf8")).toBe(text);
    const { rules } = await flow.call("alertRules");
    expect(rules.map((one) => [one.rule.id, one.byDefault, one.states[0]?.state])).toEqual([
      ["revenue_low", false, "normal"],
    ]);
  });

  it("is refused while somebody edits the file on disk, and leaves it as it is", async () => {
    const path = join(flow.folder, "alerts.yaml");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, `${text}# half a thought\n`);
    const body = { ...rule, when: { on: "threshold", value: "< 80" } } as const;
    await expect(flow.call("saveAlertRule", { body })).rejects.toThrow("409");
    expect(readFileSync(path, "utf8")).toContain("# half a thought");
    writeFileSync(path, text);
  });

  it("on a KPI that is not there is refused with a finding, and nothing changes", async () => {
    const reply = await flow.fetch("/v1/alert-rules", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...rule, kpi: "gone" }),
    });
    expect(reply.status).toBe(422);
    expect(JSON.stringify(await reply.json())).toContain("There is no KPI `gone`");
  });

  it("that follows from more than its series says that it cannot be replayed", async () => {
    const body = JSON.stringify({ rule: { ...rule, when: { on: "drift" } } });
    const headers = { "content-type": "application/json" };
    const reply = await flow.fetch("/v1/alert-rules/replay", { method: "POST", headers, body });
    expect(reply.status).toBe(400);
  });
});

describe("silences and channels", () => {
  it("end: a silence without a future is refused, and one that holds can be ended", async () => {
    const past = { reason: "Stocktaking", until: Date.now() - 1000 };
    await expect(flow.call("silence", { body: past })).rejects.toThrow("400");
    const { id } = await flow.call("silence", { body: { ...past, until: Date.now() + 60_000 } });
    expect((await flow.call("alerts")).silences).toMatchObject([{ reason: "Stocktaking" }]);
    await flow.call("endSilence", { params: { id } });
    expect((await flow.call("alerts")).silences).toEqual([]);
  });

  it("never show a secret, and a test says how it went", async () => {
    expect(JSON.stringify(await flow.call("channels"))).not.toContain("whsec");
    expect(await flow.call("testChannel", { params: { id: "hook" } })).toEqual({
      kind: "sent",
      detail: "answered 200",
    });
    const inside = { kind: "webhook", label: "Inside", settings: { url: "http://169.254.169.254/latest" } };
    await flow.call("saveChannel", { params: { id: "inside" }, body: inside });
    expect(await flow.call("testChannel", { params: { id: "inside" } })).toMatchObject({ kind: "refused" });
    await expect(
      flow.call("saveChannel", { params: { id: "slack" }, body: { kind: "slack", label: "S" } }),
    ).rejects.toThrow("400");
  });
});
