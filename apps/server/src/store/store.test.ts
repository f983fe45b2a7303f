import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openFeed } from "../feed/feed.ts";
import {
  type AccountRecord,
  accountByEmail,
  hasAccounts,
  insertAccount,
  listAccounts,
  updateAccount,
} from "./account.ts";
import { type CurrentDefinition, definitionFiles, definitionVersions, replaceDefinitions } from "./definition.ts";
import { openDrifts } from "./drift.ts";
import { factsSince, insertFact, pruneFacts } from "./fact.ts";
import { isDuplicateKey, storeProblem } from "./fault.ts";
import { openLandings } from "./landing.ts";
import { startPostgres, type TestPostgres } from "./postgres.fixture.ts";
import { deleteExpiredSessions, findSession, insertSession, touchSession } from "./session.ts";
import { readSetting, writeSetting } from "./setting.ts";
import { replaceSetupLink, useSetupLink } from "./setup.ts";
import { openStore, type Store } from "./store.ts";
import { findToken, insertToken, listTokens, revokeToken } from "./token.ts";

const folder = mkdtempSync(join(tmpdir(), "sextant-store-"));
let postgres: TestPostgres | string;
let files = 0;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  if (typeof postgres !== "string") await postgres.stop();
  rmSync(folder, { recursive: true });
});

const engines: Record<string, () => Promise<string | null>> = {
  "SQLite in memory": async () => "sqlite::memory:",
  "SQLite in a file": async () => {
    files += 1;
    return `sqlite:${join(folder, `store-${files}.db`)}`;
  },
  PostgreSQL: async () => (typeof postgres === "string" ? null : postgres.fresh()),
};

const ada: AccountRecord = {
  id: "a",
  name: "Ada",
  email: "ada@example.org",
  role: "admin",
  password_hash: "x",
  created_at: 1_700_000_000_123,
  disabled: 0,
};
const bob: AccountRecord = { ...ada, id: "b", name: "Bob", email: "bob@example.org", created_at: ada.created_at + 1 };

describe.each(Object.keys(engines))("the store on %s", (engine) => {
  let store: Store;
  const add = (account: AccountRecord) => store.db.transaction().execute((t) => insertAccount(t, account));

  beforeEach(async ({ skip }) => {
    const url = await engines[engine]?.();
    if (url == null) return skip(typeof postgres === "string" ? postgres : "no server");
    store = await openStore(url);
    return () => store.close();
  });

  it("reads an account back as it was kept, instants included", async () => {
    await add(ada);
    expect(await accountByEmail(store, "ADA@Example.org")).toEqual(ada);
    expect(await hasAccounts(store)).toBe(true);
  });

  it("says what had landed by an instant; a file that was loaded again since counts as if it had reached it", async () => {
    const landings = await openLandings(store);
    const day = 86_400_000;
    const land = async (sequence: number, landedAt: number, reach: number, kind: "file" | "push") => {
      const landing = { dataset: "d", sequence, batchKey: `${sequence}`, rows: 10 * sequence, landedAt, kind };
      const whole = { ...landing, first: reach - day, watermark: reach, fingerprint: null };
      await store.db.transaction().execute((t) => landings.insert(t, whole, kind === "file"));
      await landings.recorded(whole);
    };
    await land(1, 10 * day, 9 * day, "push");
    await land(2, 20 * day, 5 * day, "push");
    expect(await landings.asOf("d", 10 * day - 1)).toMatchObject({
      sequence: 0,
      rows: 0,
      first: null,
      watermark: null,
    });
    expect(await landings.asOf("d", 10 * day)).toMatchObject({ rows: 10, first: 8 * day, watermark: 9 * day });
    expect(await landings.asOf("d", 20 * day)).toEqual(landings.state("d"));
    await land(3, 30 * day, 29 * day, "file");
    expect(await landings.asOf("d", 25 * day)).toMatchObject({
      first: 4 * day,
      watermark: 25 * day,
      landedAt: 25 * day,
    });
    expect(await landings.asOf("d", 30 * day)).toEqual(landings.state("d"));
    expect(await landings.asOf("other", 30 * day)).toMatchObject({ rows: 0, watermark: null });
  });

  it("merges many old landings into one a minute: sums, spans and whole minutes stay, and nothing of the last day is touched", async () => {
    const landings = await openLandings(store);
    const minute = 60_000;
    const land = async (from: number, to: number, at: (sequence: number) => number) => {
      const all = Array.from({ length: to - from + 1 }, (_, n) => from + n).map((sequence) => ({
        ...{ dataset: "many", sequence, batchKey: `k${sequence}`, rows: 2, kind: "push" as const, fingerprint: null },
        ...{ landedAt: at(sequence), first: sequence, watermark: sequence },
      }));
      for (let n = 0; n < all.length; n += 500)
        await store.db.transaction().execute((t) => landings.insertPushed(t, all.slice(n, n + 500)));
      for (const one of all) await landings.recorded(one);
    };
    // Ten a minute.
    await land(1, 10_000, (sequence) => Math.floor((sequence - 1) / 10) * minute + 5);
    expect(await landings.merge("many", 500 * minute)).toBe(0);
    await land(10_001, 10_010, () => 1000 * minute + 5);
    const before = await landings.asOf("many", 100 * minute);
    expect(await landings.merge("many", 500 * minute)).toBe(500 * 9);
    expect(await landings.asOf("many", 100 * minute)).toEqual(before);
    expect(await landings.rowsSince("many", 10_000)).toBe(20);
    const reopened = await openLandings(store);
    expect(reopened.state("many")).toEqual(landings.state("many"));
    const list = await landings.list("many");
    expect(list[0]).toMatchObject({ since: 1, sequence: 10, rows: 20, first: 1, watermark: 10 });
    expect([...(await landings.byKeys("many", ["k10", "k5001"])).keys()]).toEqual(["k5001"]);
  });

  it("forgets passing facts of long ago, and keeps what is history", async () => {
    for (const type of ["landed", "applied", "landed", "landed"])
      await store.db.insertInto("fact").values({ at: 1, type, body: "{}" }).execute();
    await pruneFacts(store, 1);
    const left = await store.db.selectFrom("fact").select("type").orderBy("seq").execute();
    expect(left.map(({ type }) => type)).toEqual(["applied", "landed"]);
  });

  it("has one account per address, whatever its case", async () => {
    await add(ada);
    await expect(add({ ...bob, email: "Ada@Example.ORG" })).rejects.toMatchObject({ code: "conflict" });
    expect(await listAccounts(store)).toEqual([ada]);
  });

  it("keeps hostile text to the letter", async () => {
    const name = `'; drop table account; -- \u202e {x:String} 🧭 ${"é".repeat(50)}`;
    await add({ ...ada, name });
    expect((await accountByEmail(store, ada.email))?.name).toBe(name);
  });

  it("never loses its last admin, not even to two demotions at once", async () => {
    await add(ada);
    await add(bob);
    const results = await Promise.allSettled([
      updateAccount(store, "a", { role: "viewer" }),
      updateAccount(store, "b", { disabled: true }),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    const left = (await listAccounts(store)).filter((account) => account.role === "admin" && account.disabled === 0);
    expect(left).toHaveLength(1);
  });

  it("keeps drifts until they end, also for who opens it later", async () => {
    const drift = { reason: "upstream", type: "kpi", id: "on_time", input: "rate", from: 1, to: 2, hash: "h" } as const;
    const first = { ...drift, since: 1_700_000_000_123 };
    const other = { ...drift, id: "morning", since: 5 };
    const drifts = await openDrifts(store);
    const before = drifts.revision();
    await drifts.change({ put: [other, first], remove: [] });
    await drifts.change({ put: [{ ...first, to: 3 }], remove: [other] });
    expect(drifts.list()).toEqual([{ ...first, to: 3 }]);
    expect(drifts.revision()).toBeGreaterThan(before);
    expect((await openDrifts(store)).list()).toEqual([{ ...first, to: 3 }]);
    await drifts.change({ put: [], remove: [first] });
    expect((await openDrifts(store)).list()).toEqual([]);
  });

  it("ends the sessions of an account that is disabled", async () => {
    await add(ada);
    await add(bob);
    await insertSession(store, {
      id_hash: "h",
      account_id: "b",
      created_at: 10,
      used_at: 10,
      expires_at: 100,
      csrf: "c",
    });
    expect(await findSession(store, "h", 50, 0)).toMatchObject({ accountId: "b", role: "admin", csrf: "c" });
    await updateAccount(store, "b", { disabled: true });
    await updateAccount(store, "b", { disabled: false });
    expect(await findSession(store, "h", 50, 0)).toBeUndefined();
  });

  it("finds no session that is over or unused for too long", async () => {
    await add(ada);
    await insertSession(store, {
      id_hash: "h",
      account_id: "a",
      created_at: 10,
      used_at: 10,
      expires_at: 100,
      csrf: "c",
    });
    expect(await findSession(store, "h", 100, 0)).toBeUndefined();
    expect(await findSession(store, "h", 99, 10)).toBeUndefined();
    await touchSession(store, "h", 20);
    expect(await findSession(store, "h", 99, 10)).toBeDefined();
    await deleteExpiredSessions(store, 100, 0);
    expect(await findSession(store, "h", 50, 0)).toBeUndefined();
  });

  it("lets a setup link be used once, and only while there is no account", async () => {
    const when = { now: 1000, madeAfter: 0 };
    await replaceSetupLink(store, "old", 400);
    await replaceSetupLink(store, "new", 500);
    await expect(useSetupLink(store, "old", ada, when)).rejects.toMatchObject({ code: "invalid_setup_link" });
    await expect(useSetupLink(store, "new", ada, { now: 1000, madeAfter: 500 })).rejects.toMatchObject({
      code: "invalid_setup_link",
    });
    const both = await Promise.allSettled([
      useSetupLink(store, "new", ada, when),
      useSetupLink(store, "new", bob, when),
    ]);
    expect(both.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect(await listAccounts(store)).toHaveLength(1);
    await expect(useSetupLink(store, "new", bob, when)).rejects.toMatchObject({ code: "setup_done" });
  });

  it("forgets a revoked token, and says when there is none to revoke", async () => {
    const token = {
      id: "t",
      name: "CI",
      role: "editor",
      secret_hash: "s",
      created_at: 1,
      last_used_at: null,
      revoked_at: null,
    } as const;
    await insertToken(store, token);
    expect(await findToken(store, "s")).toEqual(token);
    await revokeToken(store, "t", 2);
    expect(await findToken(store, "s")).toBeUndefined();
    expect(await listTokens(store)).toEqual([]);
    await expect(revokeToken(store, "t", 3)).rejects.toMatchObject({ code: "not_found" });
  });

  it("numbers facts in the order they become visible, with many writers", async () => {
    const feed = await openFeed(store, () => 7);
    const heard: number[] = [];
    feed.subscribe((event) => heard.push(event.seq));
    await Promise.all(Array.from({ length: 40 }, (_, rows) => feed.append({ type: "landed", dataset: "d", rows })));
    const facts = await feed.since(0);
    expect(facts.map((fact) => fact.seq)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect([...heard].sort((a, b) => a - b)).toEqual(facts.map((fact) => fact.seq));
    expect(await feed.since(38)).toEqual(facts.slice(38));
    expect(facts[0]).toMatchObject({ at: 7, type: "landed", dataset: "d" });
    expect((await openFeed(store, () => 8)).last()).toBe(40);
  });

  it("keeps no fact of a transaction that failed", async () => {
    const failed = store.db.transaction().execute(async (t) => {
      await insertFact(t, store.dialect, { type: "applied", changes: 1 }, 1);
      throw new Error("power cut");
    });
    await expect(failed).rejects.toThrow("power cut");
    expect(await factsSince(store, 0)).toEqual([]);
  });

  it("replaces the definitions in force, a thousand at once, and keeps every version", async () => {
    const rows = (version: number): CurrentDefinition[] =>
      Array.from({ length: 1200 }, (_, i) => {
        const id = `m${String(i).padStart(4, "0")}`;
        return {
          type: "metric",
          id,
          version,
          hash: `${version}`,
          canonical: "{}",
          definition_json: "{}",
          file: null,
          line: i,
        };
      });
    const versionsOf = (current: CurrentDefinition[]) =>
      current.map(({ type, id, version, hash, canonical }) => ({
        type,
        id,
        version,
        hash,
        canonical,
        applied_at: 5,
        applied_by: "me",
        by_kind: "person" as const,
        by_id: "",
      }));
    const put = (version: number, text: string) =>
      store.db.transaction().execute((t) => {
        const current = rows(version);
        return replaceDefinitions(t, {
          files: [
            { path: "Ä.yaml", text },
            { path: "a.yaml", text },
          ],
          current,
          versions: versionsOf(current),
        });
      });
    await put(1, "one");
    await put(2, "two\r\n\t# Ünïcode\n");
    expect(await definitionFiles(store.db)).toEqual([
      { path: "a.yaml", text: "two\r\n\t# Ünïcode\n" },
      { path: "Ä.yaml", text: "two\r\n\t# Ünïcode\n" },
    ]);
    const versions = await definitionVersions(store.db);
    expect(versions).toHaveLength(2400);
    expect(versions.slice(0, 2).map(({ id, version }) => [id, version])).toEqual([
      ["m0000", 2],
      ["m0000", 1],
    ]);
  });

  it("lets a batch key be used once per dataset, and rows without one be many", async () => {
    const landing = {
      rows: 1,
      landed_at: 1,
      min_time: null,
      max_time: null,
      kind: "push",
      source_fingerprint: null,
    } as const;
    const land = (dataset: string, sequence: number, batch_key: string | null) =>
      store.db
        .insertInto("landing")
        .values({ ...landing, dataset, sequence, batch_key })
        .execute();
    await land("a", 1, "k");
    await land("b", 1, "k");
    await land("a", 2, null);
    await land("a", 3, null);
    const error = await land("a", 4, "k").catch((thrown: unknown) => thrown);
    expect(isDuplicateKey(error)).toBe(true);
    expect(storeProblem(error)).toBeNull();
  });

  it("remembers a setting", async () => {
    expect(await readSetting(store.db, "workspace_folder_fingerprint")).toBeNull();
    await writeSetting(store.db, "workspace_folder_fingerprint", "a");
    await writeSetting(store.db, "workspace_folder_fingerprint", "b");
    expect(await readSetting(store.db, "workspace_folder_fingerprint")).toBe("b");
  });
});

describe("a store in a file", () => {
  it("is the same store when it is opened again", async () => {
    const url = `sqlite:${join(folder, "again.db")}`;
    const first = await openStore(url);
    await first.db.transaction().execute((t) => insertAccount(t, ada));
    await first.close();
    const second = await openStore(url);
    expect(await listAccounts(second)).toEqual([ada]);
    await second.close();
  });

  it("that reached its size limit says that the disk is full and keeps nothing of the transaction", async () => {
    const store = await openStore(`sqlite:${join(folder, "full.db")}`);
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(store.db);
    await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + 2)}`.execute(store.db);
    const body = "x".repeat(1_000_000);
    const write = store.db.transaction().execute(async (t) => {
      await t.insertInto("receipt").values({ id: "small", at: 1, body: "" }).execute();
      await t.insertInto("receipt").values({ id: "large", at: 1, body }).execute();
    });
    const error = await write.catch((thrown: unknown) => thrown);
    expect(storeProblem(error)).toMatchObject({ code: "disk_full" });
    expect(await store.db.selectFrom("receipt").select("id").execute()).toEqual([]);
    await store.close();
  });

  it("refuses a URL of another database", async () => {
    await expect(openStore("mysql://x")).rejects.toMatchObject({ code: "invalid_request" });
  });
});
