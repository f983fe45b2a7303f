import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "@sextant/model/problem/problem";

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const cipher = "aes-256-gcm";

const badKey = (where: string): Problem =>
  new Problem("invalid_request", `${where} is no key of ${keyBytes} bytes in base64.`, {
    hint: "Make one with: openssl rand -base64 32",
  });

/** The key that was given, or the one of the data folder, made at first use and readable by its owner only. */
export const sealingKey = (given: string | null, folder: string): Buffer => {
  if (given !== null) {
    const key = Buffer.from(given, "base64");
    if (key.length !== keyBytes) throw badKey("SEXTANT_SECRET_KEY");
    return key;
  }
  const path = join(folder, "secret.key");
  if (!existsSync(path)) {
    writeFileSync(path, `${randomBytes(keyBytes).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  }
  if (process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0)
    throw new Problem("invalid_request", `Others may read ${path}.`, { hint: `Run chmod 600 ${path}` });
  const key = Buffer.from(readFileSync(path, "utf8").trim(), "base64");
  if (key.length !== keyBytes) throw badKey(path);
  return key;
};

/** Seals texts so that they lie unreadable in the store (D4). */
export interface Sealing {
  /** Nonce, tag and ciphertext, base64; `about` is what it belongs to, and it opens for nothing else. */
  seal(secret: string, about?: string): string;
  /** Throws for another key, another `about`, or an altered text. */
  open(sealed: string, about?: string): string;
}

/** Seals with AES-256-GCM; the key is asked for when it is needed. */
export const openSealing = (keyOf: () => Buffer): Sealing => ({
  seal: (secret, about = "") => {
    const nonce = randomBytes(nonceBytes);
    const sealing = createCipheriv(cipher, keyOf(), nonce).setAAD(Buffer.from(about));
    const body = Buffer.concat([sealing.update(secret, "utf8"), sealing.final()]);
    return Buffer.concat([nonce, sealing.getAuthTag(), body]).toString("base64");
  },
  open: (sealed, about = "") => {
    const bytes = Buffer.from(sealed, "base64");
    const opening = createDecipheriv(cipher, keyOf(), bytes.subarray(0, nonceBytes))
      .setAAD(Buffer.from(about))
      .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]).toString("utf8");
  },
});
