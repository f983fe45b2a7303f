import type { IngestAnswer } from "@sextant/model/api/answers/ingest";
import type { Dataset } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";
import { type Batch, readBatch } from "./batch.ts";
import type { Commits } from "./commit.ts";
import type { LandFormat } from "./intake.ts";
import type { Quota } from "./quota.ts";

const refuse = (batch: Batch, why: string): Problem => {
  const findings = batch.bad.findings();
  const first = findings.find((finding) => finding.severity === "error")?.message ?? "";
  return new Problem("bad_rows", `${why} ${first}`.trim(), {
    hint: "Correct the rows named in the findings and send the batch again.",
    findings,
  });
};

const checkWhole = (batch: Batch, atomic: boolean): void => {
  const [rows, refused] = [batch.lines.length, batch.bad.refused()];
  if (rows === 0 && refused === 0)
    throw new Problem("invalid_request", "The batch has no rows.", { hint: "Send at least one row." });
  if (rows === 0) throw refuse(batch, `None of the ${refused} rows can be read.`);
  if (!atomic || refused === 0) return;
  const why = `${refused} of ${rows + refused} rows cannot be read, and the batch was to land whole or not at all.`;
  throw refuse(batch, why);
};

export interface LandContext {
  commits: Commits;
  quota: Quota;
  timeZone: string;
  /** The workspace's now, epoch ms. */
  now: number;
}

/**
 * Lands a batch of pushed rows: read and checked whole, inserted as part of one durable block, then recorded; what is answered
 * has survived (D1). The same batch – by its key, or else by its content – counts once (D2); another one under a key that was used
 * is a conflict, or its rows would be lost without a word. Columns the dataset does not have are left out with a warning.
 */
export const landBatch = async (
  dataset: Dataset,
  body: AsyncIterable<Uint8Array>,
  format: LandFormat,
  options: { atomic: boolean; batchKey: string | null },
  { commits, quota, timeZone, now }: LandContext,
): Promise<IngestAnswer> => {
  const batch = await readBatch(dataset, timeZone, now, body, format);
  checkWhole(batch, options.atomic);
  quota.charge(dataset.id, batch.lines.length);
  const batchKey = options.batchKey === null ? `content:${batch.hash}` : `key:${options.batchKey}`;
  const committed = await commits.commit(dataset, batchKey, batch);
  return { dataset: dataset.id, refused: batch.bad.refused(), findings: batch.bad.findings(), ...committed };
};
