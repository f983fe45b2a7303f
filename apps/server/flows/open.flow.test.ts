import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, folderOf, setUpOwner, shop, startFlow } from "./server.fixture.ts";

/** Requests with any Host header, which `fetch` does not let one set. */
const withHost = async (
  url: string,
  host: string,
  headers: Record<string, string> = {},
): Promise<number | undefined> => {
  const sent = request(`${url}/v1/dashboards`, { headers: { host, ...headers } });
  sent.end();
  const [reply] = (await once(sent, "response")) as [{ statusCode?: number; resume(): void }];
  reply.resume();
  return reply.statusCode;
};

describe("a fresh workspace on this machine", () => {
  let flow: Flow;
  beforeAll(async () => {
    flow = await startFlow();
  });
  afterAll(() => discard(flow));

  it("is open without a password, and says so", async () => {
    expect(await flow.call("session")).toMatchObject({
      open: true,
      needsSetup: true,
      person: { role: "admin" },
      csrfToken: null,
    });
    expect((await flow.call("workspace")).label).toBe("Corner shop");
  });

  it("is not open to other web pages, whatever they send", async () => {
    const body = JSON.stringify({ name: "x", email: "x@example.org", role: "admin", password: "0123456789" });
    const json = { "content-type": "application/json" };
    const origins: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of origins) {
      const reply = await flow.fetch("/v1/accounts", {
        method: "POST",
        headers: { ...json, ...headers },
        body,
      });
      expect(reply.status).toBe(403);
      expect(reply.headers.get("access-control-allow-origin")).toBeNull();
    }
    expect((await flow.fetch("/v1/dashboards", { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(403);
    expect((await flow.call("accounts")).accounts).toEqual([]);
  });

  it("does not answer to a foreign name that was pointed at it", async () => {
    expect(await withHost(flow.url, "evil.example")).toBe(403);
    expect(await withHost(flow.url, new URL(flow.url).host)).toBe(200);
  });

  it.each(["x-forwarded-for", "forwarded", "x-real-ip", "via"])(
    "is not open to whom a proxy on this machine lets in, as its %s tells",
    async (name) => {
      expect(await withHost(flow.url, new URL(flow.url).host, { [name]: "203.0.113.7" })).toBe(401);
    },
  );

  it("tells programs of the same user where it is, and lets them in", async () => {
    const file = join(flow.folder, ".sextant", "server.json");
    const presence = JSON.parse(readFileSync(file, "utf8")) as { url: string; pid: number; token: string };
    expect(presence).toMatchObject({ url: flow.url, pid: process.pid });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await flow.call("accounts", { as: presence.token })).accounts).toEqual([]);
  });

  it("holds its data directory: a second server is refused", async () => {
    await expect(startFlow({ folder: flow.folder })).rejects.toMatchObject({ code: "data_directory_locked" });
  });

  it("closes when the owner is set up, with a link that works once", async () => {
    const token = await flow.running.access.newSetupSecret();
    await setUpOwner(flow);
    const body = { token, name: "Eve", email: "eve@example.org", password: "0123456789" };
    await expect(flow.call("setup", { body })).rejects.toThrow(/setup_done/);
    expect(await flow.call("session")).toEqual({ person: null, open: false, needsSetup: false, csrfToken: null });
    expect((await flow.fetch("/v1/dashboards")).status).toBe(401);
  });
});

describe("an address", () => {
  it("that others reach is refused while there is no account, and taken when there is one", async () => {
    const folder = folderOf(shop);
    await expect(startFlow({ folder, args: ["--host", "0.0.0.0"] })).rejects.toMatchObject({ code: "unsafe_address" });
    const local = await startFlow({ folder });
    await setUpOwner(local);
    await local.stop();
    const open = await startFlow({ folder, args: ["--host", "0.0.0.0"] });
    expect((await open.fetch("/v1/dashboards")).status).toBe(401);
    expect(await open.call("health")).toEqual({ status: "ok" });
    await discard(open);
  });

  it("whose port is in use is a problem that names the port and what to do", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const folder = folderOf(shop);
    await expect(startFlow({ folder, args: ["--port", String(port)] })).rejects.toMatchObject({
      code: "port_in_use",
      message: expect.stringContaining(String(port)),
      hint: expect.stringContaining("--port"),
    });
    other.close();
    await discard(await startFlow({ folder }));
  });
});

describe("a server behind HTTPS", () => {
  it("answers to its public name, and keeps its cookie to HTTPS and to itself", async () => {
    const env = {
      SEXTANT_SECURE_COOKIES: "true",
      SEXTANT_TRUST_PROXY: "true",
      SEXTANT_ALLOWED_HOSTS: "kpi.example.org",
    };
    const flow = await startFlow({ env });
    expect(await withHost(flow.url, "kpi.example.org")).toBe(401);
    expect(await withHost(flow.url, "evil.example", { "x-forwarded-host": "kpi.example.org" })).toBe(403);
    expect(await withHost(flow.url, "kpi.example.org", { "x-forwarded-host": "evil.example" })).toBe(403);
    expect((await flow.call("session")).open).toBe(false);
    const token = await flow.running.access.newSetupSecret();
    const reply = await flow.fetch("/v1/setup", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token, name: "Ada", email: "ada@example.org", password: "correct horse battery" }),
    });
    expect(reply.headers.getSetCookie()[0]).toMatch(
      /^__Host-sextant_session=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(reply.headers.get("strict-transport-security")).toMatch(/^max-age=\d+$/);
    await discard(flow);
  });
});

describe("definitions with errors", () => {
  it("at the first start end it, with every finding", async () => {
    const files = { ...shop, "metrics.yaml": "metrics:\n  - { id: BAD ID, kind: nonsense }\n", "more.yaml": "kpis: [" };
    const error = await startFlow({ files }).catch(
      (thrown: unknown) => thrown as { code: string; findings: { place?: { file: string } }[] },
    );
    expect(error).toMatchObject({ code: "invalid_definitions" });
    const places = new Set(
      (error as { findings: { place?: { file: string } }[] }).findings.map(({ place }) => place?.file),
    );
    expect([...places]).toEqual(expect.arrayContaining(["metrics.yaml", "more.yaml"]));
  });

  it("at a later start leave the last good ones in force, and are shown", async () => {
    const folder = folderOf(shop);
    await (await startFlow({ folder })).stop();
    writeFileSync(join(folder, "kpis.yaml"), "kpis: [");
    const flow = await startFlow({ folder });
    expect((await flow.call("dashboards")).dashboards).toHaveLength(1);
    expect((await flow.call("findings")).counts.error).toBeGreaterThan(0);
    await discard(flow);
  });
});
