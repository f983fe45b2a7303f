import { paths, type RouteId } from "@sextant/model/api/paths";
import type { Route } from "@sextant/model/api/route";
import { routes } from "@sextant/model/api/routes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cookieOf, discard, type Flow, setUpOwner, startFlow } from "./server.fixture.ts";

let flow: Flow;
let owner: { cookie: string; csrf: string };
let viewer: string;
let editor: string;

beforeAll(async () => {
  flow = await startFlow();
  owner = await setUpOwner(flow);
  viewer = (await flow.running.access.tokens.issue("viewer", "viewer")).secret;
  editor = (await flow.running.access.tokens.issue("editor", "editor")).secret;
});
afterAll(() => discard(flow));

const ids = Object.keys(paths) as RouteId[];
const actOf = (id: RouteId): Route["act"] => routes[id].act;

/** Calls a route with nothing but its address, as an attacker would. */
const knock = async (id: RouteId, init: Parameters<Flow["fetch"]>[1] = {}) => {
  const { method, path } = paths[id];
  const reply = await flow.fetch(path.replace(/:\w+/g, "anything"), { method, ...init });
  const body = reply.headers.get("content-type")?.includes("event-stream") ? "" : await reply.text();
  if (body === "") await reply.body?.cancel();
  return { status: reply.status, body, code: /"code":"(\w+)"/.exec(body)?.[1] };
};

describe("every route of the table", () => {
  it.each(ids.filter((id) => actOf(id) !== "open"))("%s refuses who is not signed in", async (id) => {
    expect(await knock(id)).toMatchObject({ status: 401, code: "not_signed_in" });
    expect(await knock(id, { as: "sxt_wrong" })).toMatchObject({ status: 401, code: "not_signed_in" });
    expect(await knock(id, { headers: { cookie: `${owner.cookie.split("=")[0]}=wrong` } })).toMatchObject({
      status: 401,
    });
  });

  it.each(ids.filter((id) => ["define", "land", "administer"].includes(actOf(id))))(
    "%s refuses a viewer",
    async (id) => {
      expect(await knock(id, { as: viewer })).toMatchObject({ status: 403, code: "not_allowed" });
    },
  );

  it.each(ids.filter((id) => actOf(id) === "administer"))("%s refuses an editor", async (id) => {
    expect(await knock(id, { as: editor })).toMatchObject({ status: 403, code: "not_allowed" });
  });

  it.each(ids.filter((id) => actOf(id) === "read"))("%s lets a viewer in", async (id) => {
    const { status, code } = await knock(id, { as: viewer });
    expect([401, 403]).not.toContain(status);
    expect(code).not.toBe("internal");
  });

  it.each(ids.filter((id) => paths[id].method !== "GET"))("%s refuses a session without its CSRF token", async (id) => {
    const forged = { status: 403, code: "csrf" };
    expect(await knock(id, { headers: { cookie: owner.cookie } })).toMatchObject(forged);
    expect(await knock(id, { headers: { cookie: owner.cookie, "x-csrf-token": "wrong" } })).toMatchObject(forged);
    const foreign = { cookie: owner.cookie, "x-csrf-token": owner.csrf, origin: "http://evil.example" };
    expect(await knock(id, { headers: foreign })).toMatchObject(forged);
  });

  it("answers OPTIONS and HEAD and other methods with a problem, not with data", async () => {
    for (const method of ["OPTIONS", "HEAD", "PUT", "PURGE"]) {
      const reply = await flow.fetch("/v1/accounts", { method });
      expect(reply.status, method).toBeGreaterThanOrEqual(400);
      expect(reply.headers.get("access-control-allow-origin")).toBeNull();
    }
  });
});

describe("a session", () => {
  const credentials = JSON.stringify({ email: "ada@example.org", password: "correct horse battery" });
  const json = { "content-type": "application/json" };

  it("gets a fresh secret at every sign-in, and the one before is worth nothing", async () => {
    const first = await flow.fetch("/v1/session", { method: "POST", headers: json, body: credentials });
    const { csrfToken } = (await first.json()) as { csrfToken: string };
    const planted = cookieOf(first);
    const headers = { ...json, cookie: planted, "x-csrf-token": csrfToken };
    const second = await flow.fetch("/v1/session", { method: "POST", headers, body: credentials });
    expect(second.status).toBe(200);
    expect(cookieOf(second)).not.toBe(planted);
    const before = await flow.call("session", { headers: { cookie: planted } });
    expect(before.person).toBeNull();
    const after = await flow.call("session", { headers: { cookie: cookieOf(second) } });
    expect(after).toMatchObject({
      person: { email: "ada@example.org", role: "admin" },
      open: false,
      needsSetup: false,
    });
  });

  it("keeps its secret from scripts and other sites", async () => {
    const reply = await flow.fetch("/v1/session", { method: "POST", headers: json, body: credentials });
    expect(reply.headers.getSetCookie()[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(reply.headers.get("cache-control")).toBe("no-store");
  });

  it("is over when its person signs out", async () => {
    const reply = await flow.fetch("/v1/session", { method: "POST", headers: json, body: credentials });
    const { csrfToken } = (await reply.json()) as { csrfToken: string };
    const headers = { cookie: cookieOf(reply), "x-csrf-token": csrfToken };
    await flow.call("signOut", { headers });
    expect(await knock("accounts", { headers })).toMatchObject({ status: 401 });
  });

  it("lets its person do everything with the CSRF token", async () => {
    const headers = { cookie: owner.cookie, "x-csrf-token": owner.csrf };
    const body = { name: "Bob", email: "bob@example.org", role: "viewer", password: "0123456789" };
    const bob = await flow.call("createAccount", { headers, body });
    expect(
      await flow.call("changeAccount", { headers, params: { id: bob.id }, body: { disabled: true } }),
    ).toMatchObject({ disabled: true });
    const { accounts } = await flow.call("accounts", { headers });
    expect(accounts.map((account) => account.name)).toEqual(["Ada", "Bob"]);
    const token = await flow.call("createToken", { headers, body: { name: "CI", role: "viewer" } });
    expect((await flow.call("workspace", { as: token.secret })).label).toBe("Corner shop");
    await flow.call("revokeToken", { headers, params: { id: token.id } });
    expect(await knock("workspace", { as: token.secret })).toMatchObject({ status: 401 });
    const { tokens } = await flow.call("tokens", { headers });
    expect(JSON.stringify(tokens)).not.toContain("sxt_");
  });

  it("cannot be used with a bearer token that is wrong", async () => {
    expect(await knock("accounts", { headers: { cookie: owner.cookie }, as: "sxt_wrong" })).toMatchObject({
      status: 401,
    });
  });
});
