import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A secret of 256 random bits, safe in URLs, cookies and headers. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What is kept of a random secret. A plain hash suffices: 256 random bits cannot be guessed, unlike a password. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** Whether two secrets are the same, in a time that tells nothing about where they differ. */
export const sameSecret = (left: string, right: string): boolean =>
  timingSafeEqual(createHash("sha256").update(left).digest(), createHash("sha256").update(right).digest());
