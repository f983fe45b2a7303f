import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openSealing, sealingKey } from "./sealing.ts";

it("A sealed secret opens with its key only, unaltered only, and the key is for its owner", () => {
  const folder = mkdtempSync(join(tmpdir(), "sextant-key-"));
  const sealing = openSealing(() => sealingKey(null, folder));
  const sealed = sealing.seal("https://hooks.example.org/T0/B0/x");
  expect(sealed).not.toContain("hooks");
  expect(sealing.open(sealed)).toBe("https://hooks.example.org/T0/B0/x");
  expect(() => sealing.open(sealed, "another")).toThrow();
  expect(sealing.seal("same")).not.toBe(sealing.seal("same"));
  expect(statSync(join(folder, "secret.key")).mode & 0o077).toBe(0);
  const bytes = Buffer.from(sealed, "base64");
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  expect(() => sealing.open(bytes.toString("base64"))).toThrow();
  expect(() => openSealing(() => Buffer.alloc(32, 1)).open(sealed)).toThrow();
  rmSync(folder, { recursive: true });
});
