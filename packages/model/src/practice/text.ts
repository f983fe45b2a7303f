import { z } from "zod";

/** What people write: at least a sign, at most 10,000. */
export const remarkSchema = z.string().trim().min(1).max(10_000);

/** A one-line name people give. */
export const titleSchema = z.string().trim().min(1).max(300);

/** A web address to follow; anything but http and https is refused. */
export const linkSchema = z
  .url({ protocol: /^https?$/, error: "write a web address that begins with https:// or http://" })
  .max(2000);
