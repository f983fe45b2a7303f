import { z } from "zod";

/** What stands behind a number (N1). */
export const receiptSchema = z.object({
  id: z.string(),
  /** When it was computed, epoch milliseconds of the server's clock. */
  at: z.number(),
  now: z.number(),
  definitions: z.array(z.object({ type: z.string(), id: z.string(), version: z.number(), hash: z.string() })),
  sql: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  datasets: z.array(
    z.object({ id: z.string(), watermark: z.number().nullable(), sequence: z.number(), rows: z.number() }),
  ),
  rowsRead: z.number(),
  bytesRead: z.number(),
  elapsedMs: z.number(),
  engine: z.string(),
  /** SHA-256 of the canonical result rows. */
  resultHash: z.string(),
});
export type Receipt = z.infer<typeof receiptSchema>;

export const receiptVerificationSchema = z.object({
  id: z.string(),
  same: z.boolean(),
  expected: z.string(),
  found: z.string(),
  sentence: z.string(),
});
export type ReceiptVerification = z.infer<typeof receiptVerificationSchema>;
