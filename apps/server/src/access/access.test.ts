import { beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "../store/store.ts";
import { type Access, openAccess } from "./access.ts";

const hour = 3_600_000;
let now: number;
let store: Store;
let access: Access;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  store = await openStore("sqlite::memory:");
  access = await openAccess(store, () => now);
  return () => store.close();
});

const ada = { name: "Ada", email: "Ada@example.org", password: "correct horse battery" };
const setUp = async () => {
  const secret = await access.newSetupSecret();
  if (secret === null) throw new Error("no setup link");
  return access.setUp(secret, ada);
};

describe("the setup link", () => {
  it("creates the owner as admin, once", async () => {
    const secret = await access.newSetupSecret();
    expect(await access.needsSetup()).toBe(true);
    expect(await access.setUp(String(secret), ada)).toMatchObject({
      name: "Ada",
      email: "ada@example.org",
      role: "admin",
    });
    expect(await access.needsSetup()).toBe(false);
    expect(await access.newSetupSecret()).toBeNull();
    await expect(access.setUp(String(secret), ada)).rejects.toMatchObject({ code: "setup_done" });
  });

  it("is replaced by the next one, and is over after a day", async () => {
    const first = String(await access.newSetupSecret());
    const second = String(await access.newSetupSecret());
    await expect(access.setUp(first, ada)).rejects.toMatchObject({ code: "invalid_setup_link" });
    now += 24 * hour;
    await expect(access.setUp(second, ada)).rejects.toMatchObject({ code: "invalid_setup_link" });
    expect(await access.accounts()).toEqual([]);
  });

  it("is not kept in the clear", async () => {
    const secret = String(await access.newSetupSecret());
    const kept = await store.db.selectFrom("setup_link").selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain(secret);
  });
});

describe("signing in", () => {
  it("takes the right password, whatever the case of the address", async () => {
    await setUp();
    expect(await access.signIn("ADA@EXAMPLE.ORG", ada.password)).toMatchObject({ name: "Ada" });
  });

  it("says the same of a wrong password, an unknown address and a disabled account", async () => {
    await setUp();
    const viewer = await access.createAccount({
      name: "Bob",
      email: "bob@example.org",
      role: "viewer",
      password: "0123456789",
    });
    await access.changeAccount(viewer.id, { disabled: true });
    const answers = await Promise.all(
      [
        access.signIn(ada.email, "correct horse batterz"),
        access.signIn("nobody@example.org", ada.password),
        access.signIn("nobody@example.org", "nobody has this password"),
        access.signIn("bob@example.org", "0123456789"),
      ].map((attempt) =>
        attempt.catch(({ code, message, hint }: Record<string, unknown>) => ({ code, message, hint })),
      ),
    );
    expect(answers[0]).toMatchObject({ code: "wrong_credentials" });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it("keeps passwords as argon2id with at least 19 MiB and two passes", async () => {
    await setUp();
    const { password_hash: hash } = await store.db.selectFrom("account").selectAll().executeTakeFirstOrThrow();
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe("a session", () => {
  it("is over after twelve hours without use, and after thirty days of use", async () => {
    const { id } = await setUp();
    const { secret, csrf } = await access.sessions.start(id);
    expect(await access.sessions.find(secret)).toMatchObject({ accountId: id, csrf, role: "admin" });
    for (let hours = 0; hours < 30 * 24 - 11; hours += 11) {
      now += 11 * hour;
      expect(await access.sessions.find(secret)).not.toBeNull();
    }
    now += 11 * hour;
    expect(await access.sessions.find(secret)).toBeNull();
    const next = await access.sessions.start(id);
    now += 12 * hour;
    expect(await access.sessions.find(next.secret)).toBeNull();
  });

  it("that was ended is nobody's, and its secret is not kept in the clear", async () => {
    const { id } = await setUp();
    const { secret } = await access.sessions.start(id);
    expect(JSON.stringify(await store.db.selectFrom("session").selectAll().execute())).not.toContain(secret);
    await access.sessions.end(secret);
    expect(await access.sessions.find(secret)).toBeNull();
  });

  it("has the role its account has now", async () => {
    await setUp();
    const editor = await access.createAccount({
      name: "Eve",
      email: "eve@example.org",
      role: "editor",
      password: "0123456789",
    });
    const { secret } = await access.sessions.start(editor.id);
    await access.changeAccount(editor.id, { role: "viewer" });
    expect(await access.sessions.find(secret)).toMatchObject({ role: "viewer" });
  });
});

describe("an account", () => {
  it("that is the first one must be an admin, or nobody could administer", async () => {
    const viewer = { name: "Bob", email: "bob@example.org", role: "viewer", password: "0123456789" } as const;
    await expect(access.createAccount(viewer)).rejects.toMatchObject({ code: "conflict" });
    await access.createAccount({ ...viewer, role: "admin" });
    expect(await access.needsSetup()).toBe(false);
  });

  it("that is the last admin stays one", async () => {
    const { id } = await setUp();
    await expect(access.changeAccount(id, { role: "editor" })).rejects.toMatchObject({ code: "conflict" });
    await expect(access.changeAccount(id, { disabled: true })).rejects.toMatchObject({ code: "conflict" });
    await expect(access.changeAccount("nobody", {})).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("an API token", () => {
  it("acts in its role until it is revoked", async () => {
    const { id, secret } = await access.tokens.issue("CI", "editor");
    expect(secret).toMatch(/^sxt_[\w-]{43}$/);
    expect(await access.tokens.actor(secret)).toEqual({ kind: "token", id, name: "CI", role: "editor" });
    expect(await access.tokens.list()).toEqual([{ id, name: "CI", role: "editor", createdAt: now, lastUsedAt: now }]);
    expect(JSON.stringify(await store.db.selectFrom("api_token").selectAll().execute())).not.toContain(secret.slice(4));
    await access.tokens.revoke(id);
    expect(await access.tokens.actor(secret)).toBeNull();
  });

  it("of this run is an admin's, and another run has another one", async () => {
    const again = await openAccess(store, () => now);
    expect(await access.tokens.actor(access.tokens.localSecret)).toMatchObject({ role: "admin" });
    expect(await again.tokens.actor(access.tokens.localSecret)).toBeNull();
  });

  it.each(["", "sxt_", "sxt_wrong", "x".repeat(10_000), "'; drop table api_token; --"])("is not %j", async (secret) => {
    expect(await access.tokens.actor(secret)).toBeNull();
  });
});
