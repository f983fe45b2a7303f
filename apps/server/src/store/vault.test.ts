import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openSealing, sealingKey } from "./sealing.ts";
import { openStore } from "./store.ts";
import { openVault } from "./vault.ts";

const folder = mkdtempSync(join(tmpdir(), "sextant-vault-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("A secret", async () => {
  const store = await openStore("sqlite::memory:");
  const vault = openVault(
    store,
    openSealing(() => sealingKey(null, folder)),
  );
  const row = () => store.db.selectFrom("secret").selectAll().executeTakeFirstOrThrow();
  afterAll(() => store.close());

  it("comes back as it was, and is not in the store as it is; twice the same is sealed differently", async () => {
    await vault.set({ name: "crm", value: "pässword", at: 1, by: "Ada" });
    const first = (await row()).sealed;
    expect(await vault.open("crm")).toBe("pässword");
    expect(Buffer.from(first, "base64").toString("utf8")).not.toContain("pässword");
    await vault.set({ name: "crm", value: "pässword", at: 2, by: "Ada" });
    expect((await row()).sealed).not.toBe(first);
    expect(await vault.names()).toEqual([{ name: "crm", setAt: 2, setBy: "Ada" }]);
  });

  it("does not open when it was changed, moved to another name, or sealed with another key", async () => {
    const { sealed } = await row();
    const bytes = Buffer.from(sealed, "base64");
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await store.db
      .updateTable("secret")
      .set({ sealed: bytes.toString("base64") })
      .execute();
    await expect(vault.open("crm")).rejects.toThrow(/sealed with another key/);
    await store.db.updateTable("secret").set({ sealed, name: "erp" }).execute();
    await expect(vault.open("erp")).rejects.toThrow(/sealed with another key/);
    await store.db.updateTable("secret").set({ name: "crm" }).execute();
    const other = openVault(
      store,
      openSealing(() => Buffer.alloc(32, 7)),
    );
    await expect(other.open("crm")).rejects.toThrow(/sealed with another key/);
  });

  it("is forgotten, once", async () => {
    expect(await vault.remove("crm")).toBe(true);
    expect(await vault.remove("crm")).toBe(false);
    await expect(vault.open("crm")).rejects.toThrow(/There is no secret crm/);
  });

  it("needs a key of 32 bytes that nobody else may read", () => {
    expect(() => sealingKey("c2hvcnQ=", folder)).toThrow(/no key of 32 bytes/);
    chmodSync(join(folder, "secret.key"), 0o644);
    expect(() => sealingKey(null, folder)).toThrow(/Others may read/);
  });
});
