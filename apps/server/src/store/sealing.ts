import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "@sextant/model/problem/problem";

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** The key of a data folder, made at first use and readable by its owner only. */
export const keyOfFolder = (folder: string): Buffer => {
  const path = join(folder, "secret.key");
  if (!existsSync(path))
    writeFileSync(path, `${randomBytes(keyBytes).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  const key = Buffer.from(readFileSync(path, "utf8").trim(), "base64");
  if (key.length !== keyBytes)
    throw new Problem("invalid_request", `${path} holds no key of ${keyBytes} bytes in base64.`);
  return key;
};

/** Seals the secrets of channels with AES-256-GCM: nonce, tag and ciphertext, base64 (D4). Opening throws for another key. */
export const openSealing = (keyOf: () => Buffer): { seal(secret: string): string; open(sealed: string): string } => ({
  seal: (secret) => {
    const nonce = randomBytes(nonceBytes);
    const sealing = createCipheriv("aes-256-gcm", keyOf(), nonce);
    const body = Buffer.concat([sealing.update(secret, "utf8"), sealing.final()]);
    return Buffer.concat([nonce, sealing.getAuthTag(), body]).toString("base64");
  },
  open: (sealed) => {
    const bytes = Buffer.from(sealed, "base64");
    const opening = createDecipheriv("aes-256-gcm", keyOf(), bytes.subarray(0, nonceBytes)).setAuthTag(
      bytes.subarray(nonceBytes, nonceBytes + tagBytes),
    );
    return Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]).toString("utf8");
  },
});
